"""Which kind of figure a number is, from its unit and the words that lead to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.reading.article.joins import Figure
from indicators.reading.article.quantities import Number
from indicators.reading.article.reading import FigureKind

UP = "增长|增加|提升|提高|上升|上涨|上扬|上浮|攀升|扩大|增多|跃升|猛增|激增|剧增|大增|劲增|净增|比增|递增|回升|走高|加快|多增|上调|增|升|涨|高出|高|快|长"
DOWN = "负增长|下降|减少|降低|下跌|下滑|回落|缩小|缩短|压缩|缩减|压减|削减|收窄|减轻|少增|锐减|骤降|递减|下调|走低|放缓|减|降|跌|低于|低|少|慢|节约|节省|节能"
RATE_NOUN = "增幅|增速|增长率|涨幅|升幅|增长速度|平均增速|发展速度"
FALL_NOUN = "降幅|跌幅|下降率|降低率|减幅"
FILLED = r"(?:率|幅度|幅|速度|速)?(?:了|达到|达|约|近|超过|超|逾|接近|突破|均|分别|各|也|仅|又|再|近乎|不低于|不少于|至少|最高|可达|可|平均|以上|高达|多达|大约|或|,|:|约为)*$"
GROWN = re.compile(rf"(?P<verb>(?P<down>{DOWN})|(?:{UP})){FILLED}")
# 降低能耗20%, 提高生产效率30%以上: the verb, what it moves, the rate
MOVED = re.compile(
    rf"(?P<verb>(?P<down>负增长|下降|减少|降低|缩短|压缩|缩减|压减|削减|节约|节省|减轻)|(?:增长|增加|提升|提高|上升|扩大))(?P<object>[\u4e00-\u9fff]{{1,10}})$"
)
REACHED_OBJECT = re.compile(r"[到至为达占率]|比重|比例|以上")
NOUN = re.compile(rf"(?:(?P<down>{FALL_NOUN})|{RATE_NOUN})[^,;。、占]{{0,14}}$")
YEAR_ON_YEAR = re.compile(r"(?:同比|环比|比上年|较上年)(?:为|达)?$")
RATE_AFTER = re.compile(
    r"左?右?的(?:年均|平均|同比|复合|高速|快速|较快)?(?:(?P<down>降幅|跌幅|下降|降速)|增速|增幅|增长|涨幅|升幅|速度)"
)
SHARE_AFTER = re.compile(r"的(?:比重|占比|比例|份额|市场份额|市场占有率|股份|股权)")
EACH = re.compile(rf"(?:{UP}|{DOWN})(?:率|幅)?,?(?:分别|依次|各)(?:为|是|达|达到)$")  # 连续三年增长,分别为
REACHED = re.compile(rf"(?:{UP}|{DOWN})[^,;。]{{0,3}}(?:到|至|为)[^,;。]{{0,12}}$")
SHARE = re.compile(r"(?:占(?![用地领线])[^,;。:!?]{0,36}|(?:占比|比重|比例|份额|占有率|比率)[^,;。:!?]{0,10})$")
LEVEL_END = re.compile(r"[率度重例额比达到为是过至占升降长了于数量值幅有:约近超逾]$")
PART_OF = re.compile(rf"的?(?!{UP}|{DOWN}|和|与|及|以|左|或|到|至)[\u4e00-\u9fff]")  # 80%陶瓷产品, 30%的企业
FURTHER_SHARE = re.compile(r"^[、和及与][^,;。]{1,14}的$")  # 占全国的70%、世界的35%
COMPARED = re.compile(r"(?:比|较|同比|环比)[^,;。]{0,16}$")
NEW = re.compile(r"(?:新增|净增|增设|增派|增发|增资|增购|增挂|增配|增补)[^,;。]{0,2}$")
BELOW = re.compile(r"(?:低于|下降|减少|降低|回落|下滑|减|降|低|缩小|收窄|放缓|少|慢|落后)[^,;。、]{0,18}$")
ABOVE = re.compile(rf"(?:高于|高出|{UP})[^,;。、]{{0,18}}$")


@dataclass(frozen=True)
class Said:
    """A kind, and whether the text says a fall, which makes a rate or a difference negative."""

    kind: FigureKind
    is_fall: bool = False
    is_sure: bool = True


def kind_of(figure: Figure, lead: str, tail: str, before: FigureKind | None = None) -> Said:
    """`lead` is what stands before the figure in its clause, `tail` what follows, `before` the figure before it."""
    number = figure.last
    if before is FigureKind.SHARE and number.unit == "%" and FURTHER_SHARE.match(lead):
        return Said(FigureKind.SHARE)
    if figure.is_change:
        return Said(FigureKind.CHANGE)
    if number.is_rank:
        return Said(FigureKind.RANK)
    if number.unit in ("百分点", "基点"):
        return Said(FigureKind.POINTS, _falls(lead))
    if number.unit == "倍":
        return Said(FigureKind.MULTIPLE)
    if number.unit in ("%", "‰"):
        return _percent(number, lead, tail)
    return _amount(lead)


def _falls(lead: str) -> bool:
    """The nearer of two words decides: 增速比上年回落0.3个百分点."""
    below, above = BELOW.search(lead), ABOVE.search(lead)
    if below is None:
        return False
    return above is None or below.start() >= above.start()


def _percent(number: Number, lead: str, tail: str) -> Said:
    after = RATE_AFTER.match(tail)
    if after:
        return Said(FigureKind.RATE, bool(after["down"]))
    if SHARE_AFTER.match(tail):
        return Said(FigureKind.SHARE)
    noun = NOUN.search(lead)
    if noun:
        return Said(FigureKind.RATE, bool(noun["down"]))
    grown = GROWN.search(lead)
    if grown:
        return Said(FigureKind.RATE, bool(grown["down"]))
    if YEAR_ON_YEAR.search(lead) or EACH.search(lead):
        return Said(FigureKind.RATE)
    if SHARE.search(lead):
        return Said(FigureKind.SHARE)
    moved = MOVED.search(lead)
    if moved and not REACHED_OBJECT.search(moved["object"]):
        return Said(FigureKind.RATE, bool(moved["down"]), is_sure=False)
    if not LEVEL_END.search(lead) and PART_OF.match(tail):
        return Said(FigureKind.SHARE, is_sure=False)
    if number.is_part:
        return Said(FigureKind.SHARE)
    return Said(FigureKind.LEVEL)


def _amount(lead: str) -> Said:
    """比上年增加12家 is a difference; 新增12家 and 减少用工12人 are amounts of their own."""
    grown = GROWN.search(lead)
    if grown and not NEW.search(lead) and len(grown["verb"]) > 1 and (COMPARED.search(lead) or _ends_with_verb(lead)):
        return Said(FigureKind.CHANGE, bool(grown["down"]), is_sure=COMPARED.search(lead) is not None)
    return Said(FigureKind.LEVEL)


def _ends_with_verb(lead: str) -> bool:
    return re.search(r"(?:增长|增加|减少|下降|上升|提高|提升)(?:了|近|约|超过|超)*$", lead) is not None
