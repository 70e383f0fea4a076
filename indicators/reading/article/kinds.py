"""Which kind of figure a number is, from its unit and the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from indicators.reading.article.figures import Figure
from indicators.reading.article.reading import FigureKind
from indicators.reading.article.words import either

UP = (
    either("""
增长 增加 提升 提高 上升 上涨 上扬 上浮 攀升 扩大 增多 跃升 猛增 激增 剧增 大增 劲增 净增 比增 递增 回升 走高 加快
多增 上调 增 升 涨 高出
""")
    + "|高(?!达)"
)
DOWN = either("""
负增长 下降 减少 降低 下跌 下滑 回落 缩小 缩短 压缩 缩减 压减 削减 收窄 减轻 少增 锐减 骤降 递减 下调 走低 放缓 减
降 跌 低于 低 少 节约 节省 节能
""")
# What may stand between the verb and the number without changing that it grew by it; 到, 至 and 为 would.
FILLER = either("""
了 达到 达 约 约为 近 近乎 超过 超 逾 接近 突破 均 分别 各 也 仅 又 再 不低于 不少于 至少 最高 可达 可 平均 以上
高达 多达 大约 或
""")
GROWN = re.compile(rf"(?P<verb>(?P<down>{DOWN})|(?:{UP}))(?:率|幅度|幅|速度|速)?(?:{FILLER})*$")
EACH = re.compile(rf"(?:(?P<down>{DOWN})|{UP})[率幅]?,?(?:分别|依次|各)(?:为|是|达到?)$")  # 连续三年增长,分别为
NOUN = re.compile(
    r"(?:(?P<down>降幅|跌幅|下降率|降低率|减幅)|增幅|增速|增长率|涨幅|升幅|增长速度|发展速度)[^,;。、占]{0,14}$"
)
RATE_AFTER = re.compile(
    r"的(?:年均|平均|同比|复合|高速|快速|较快)?(?:(?P<down>降幅|跌幅|下降|降速)|增速|增幅|增长|涨幅|升幅|速度)"
)
# 降低能耗20%, 提高生产效率30%以上: the verb, what it moves, the rate
MOVED = re.compile(
    r"(?:(?P<down>下降|减少|降低|缩短|压缩|缩减|压减|削减|节约|节省|减轻)|增长|增加|提升|提高|上升|扩大)"
    r"(?P<object>[\u4e00-\u9fff]{1,10})$"
)
REACHED = re.compile(r"[到至为达占率]|比重|比例|以上")
YEAR_ON_YEAR = re.compile(r"(?:同比|环比|比上年|较上年)[为达]?$")
SHARE = re.compile(r"(?:占(?![用地领线])[^,;。:!?]{0,36}|(?:占比|比重|比例|份额|占有率|比率)[^,;。:!?]{0,10})$")
SHARE_AFTER = re.compile(r"的(?:比重|占比|比例|份额|市场份额|市场占有率|股份|股权)")
FURTHER_SHARE = re.compile(r"^[、和及与][^,;。]{1,14}的$")  # 占全国的70%、世界的35%
PART_OF = re.compile(rf"的?(?!{UP}|{DOWN}|和|与|及|以|左|或|到|至)[\u4e00-\u9fff]")  # 80%陶瓷产品, 30%的企业
NO_PART_BEFORE = re.compile(r"[率度重例额比达到为是过至占升降长了于数量值幅有:约近超逾]$")
COMPARED = re.compile(r"(?:比|较|同比|环比)[^,;。]{0,16}$")
MOVED_BY = re.compile(r"(?:增长|增加|减少|下降|上升|提高|提升)(?:了|近|约|超过|超)*$")
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
    if figure.is_change:
        return Said(FigureKind.CHANGE)
    if number.is_rank:
        return Said(FigureKind.RANK)
    if number.unit in ("百分点", "基点"):
        return Said(FigureKind.POINTS, _falls(lead))
    if number.unit == "倍":
        return Said(FigureKind.MULTIPLE)
    if number.unit not in ("%", "‰"):
        return _amount(lead)
    if before is FigureKind.SHARE and FURTHER_SHARE.match(lead):
        return Said(FigureKind.SHARE)
    found = next((said for rule in PERCENT_RULES if (said := rule(lead, tail))), None)
    return found or Said(FigureKind.SHARE if number.is_part else FigureKind.LEVEL)


def _falls(lead: str) -> bool:
    """The nearer of two words decides: 增速比上年回落0.3个百分点."""
    below, above = BELOW.search(lead), ABOVE.search(lead)
    return below is not None and (above is None or below.start() >= above.start())


def _said_after(_lead: str, tail: str) -> Said | None:
    """保持了1.66%的增速, 30%的市场份额"""
    rate = RATE_AFTER.match(tail)
    if rate:
        return Said(FigureKind.RATE, bool(rate["down"]))
    return Said(FigureKind.SHARE) if SHARE_AFTER.match(tail) else None


def _rate(lead: str, _tail: str) -> Said | None:
    match = NOUN.search(lead) or GROWN.search(lead) or EACH.search(lead)
    if match:
        return Said(FigureKind.RATE, bool(match["down"]))
    return Said(FigureKind.RATE) if YEAR_ON_YEAR.search(lead) else None


def _share(lead: str, _tail: str) -> Said | None:
    return Said(FigureKind.SHARE) if SHARE.search(lead) else None


def _moved(lead: str, _tail: str) -> Said | None:
    moved = MOVED.search(lead)
    if moved is None or REACHED.search(moved["object"]):
        return None
    return Said(FigureKind.RATE, bool(moved["down"]), is_sure=False)


def _part(lead: str, tail: str) -> Said | None:
    is_part = PART_OF.match(tail) and not NO_PART_BEFORE.search(lead)
    return Said(FigureKind.SHARE, is_sure=False) if is_part else None


PERCENT_RULES: tuple[Callable[[str, str], Said | None], ...] = (_said_after, _rate, _share, _moved, _part)


def _amount(lead: str) -> Said:
    """比上年增加12家 is a difference; 新增12家 and 减少用工12人 are amounts of their own."""
    grown = GROWN.search(lead)
    is_compared = COMPARED.search(lead) is not None
    if grown is None or NEW.search(lead) or len(grown["verb"]) < 2 or not (is_compared or MOVED_BY.search(lead)):
        return Said(FigureKind.LEVEL)
    return Said(FigureKind.CHANGE, bool(grown["down"]), is_sure=is_compared)
