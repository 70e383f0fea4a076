"""Numbers that belong together: ranges, lists that share a unit, and changes from one value to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.reading.article.numerals import plain
from indicators.reading.article.quantities import Number
from indicators.reading.article.signs import distant_sign
from indicators.reading.article.units import BARE_NOUN, MONEY_UNITS, PERSON_NOUNS, TIME_UNITS
from indicators.rules.quantities import Comparator

DASH = re.compile(r"(?:-{1,2}|—{1,2}|–|~|～|至|到)")
LISTED = re.compile(r"(?:、|和|及|与|以及|/|,)")
FROM = re.compile(r"(?:由|从|自)[^。;!?]{0,30}$")
VERBS = (
    "增长|增加|增|提升|提高|上升|上涨|升|发展|扩大|扩展|扩张|壮大|跃升|跃增|攀升|跃|激增|猛增|拓展|优化|改善|涨|下降|降低|降|减少|减|压缩|压减|缩短|缩减"
    "|缩小|回落|下调|上调|调整|调|变化|变|延长|延伸|飙升|推进|提速|提|集聚|增至|升至|回升|恢复"
)
BETWEEN = re.compile(
    rf",?(?:[^,;。!?:]{{0,16}}?)(?:{VERBS})(?:了)?(?:到|至|为|成)了?(?P<when>[^,;。!?]{{0,16}}?)(?:的|,)?(?:约|近)?$"
)
PLAIN_TO = re.compile(r"(?:到|至)(?P<when>(?:20\d\d|目前|现在|今年|去年)[^,;。!?]{0,8}?)?(?:的)?$")
DURATION_VERBS = re.compile(
    r"(?:压缩|缩短|减少|压减|延长|提前|提速|平均|仅需|只需|需要?|用时|耗时|时限|周期|时间|控制在|缩减|降低|减|短|长|为期?|连续|缩至|压至|快)"
    r"(?:了|至|到|为|约|近|达|在|超过|不超过|不到|至少|最短|仅|只|由|从)*$"
)
RESTATED = re.compile(r"(?:大关)?,?(?:已|实际)?(?:达到|达|为)?")
INDEX = re.compile(
    r"(?:(?P<plain>指数|系数|比值)|得分|分值|评分|满意度|总分)(?:[^,;。:\d的、%]{0,6})$"
)  # 指数达到86.54 has no unit
SERIES = re.compile(r"连续$")
PLAN_NAME = re.compile(
    r"(?:行动|计划|规划|攻坚|方案|期|制|工程|来|内|前|后|以来|间|免|之|一|左右?|多来?|的?时间|任期|级|保修|质保|老|历史)"
)
MONEY_NOUNS = re.compile(
    r"(?:额|收入|营收|产值|值|投资|资金|补贴|利润|税收|税|贷款|融资|成本|费用|费|债|补助|奖励|支出|GDP)[^,;。]{0,6}$"
)


@dataclass(frozen=True)
class Figure:
    """One statement of the text: `numbers` has two in a change, one else; `place` counts in a list of `size`."""

    numbers: tuple[Number, ...]
    place: int = 0
    size: int = 1

    @property
    def first(self) -> Number:
        return self.numbers[0]

    @property
    def last(self) -> Number:
        return self.numbers[-1]

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return self.last.end

    @property
    def is_change(self) -> bool:
        return len(self.numbers) > 1


def figures_in(text: str, numbers: Sequence[Number]) -> list[Figure]:
    """The figures that the numbers make; a number that counts nothing is left out."""
    shared = _with_shared_units(text, _ranged(text, numbers))
    return _listed(text, _changed(text, _with_units(text, _exact(text, shared))))


def _exact(text: str, numbers: Sequence[Number]) -> list[Number]:
    """突破千亿元,达1020亿元 states one figure: a round word before the number itself is left out."""
    kept = [
        number
        for number, after in zip(numbers, [*numbers[1:], None], strict=False)
        if not (after and number.is_round_word and _is_restated(text, number, after))
    ]
    return kept


def _is_restated(text: str, number: Number, after: Number) -> bool:
    return number.unit == after.unit and RESTATED.fullmatch(text[number.end : after.start]) is not None


def _ranged(text: str, numbers: Sequence[Number]) -> list[Number]:
    """10—20万 as one number of 10 with 20 as its upper end."""
    result: list[Number] = []
    for number in numbers:
        low = result[-1] if result else None
        if low and _is_range(text, low, number):
            result[-1] = _range(low, number)
        else:
            result.append(number)
    return result


def _is_range(text: str, low: Number, high: Number) -> bool:
    between = text[low.end : high.digits]
    if len(between) > 2 or not DASH.fullmatch(between) or low.high is not None or low.is_chinese != high.is_chinese:
        return False
    if between in ("至", "到") and FROM.search(text[max(0, low.start - 12) : low.start]):
        return False
    same_unit = low.is_bare or low.unit == high.unit
    rising = low.value.scaleb(low.mult or high.mult) < high.value.scaleb(high.mult)
    return same_unit and rising and not high.is_negative


def _range(low: Number, high: Number) -> Number:
    value = low.value if low.is_bare and not low.mult else plain(low.value.scaleb(low.mult - high.mult))
    if low.mult == high.mult:
        value = low.value
    return replace(high, start=low.start, digits=low.digits, value=value, high=high.value, comparator=low.comparator)


def _with_shared_units(text: str, numbers: Sequence[Number]) -> list[Number]:
    """In 0.8、0.6个百分点 and 从12.65增长至18.75亿元 the last unit holds for all; read from the end."""
    result: list[Number] = []
    for number in reversed(numbers):
        after = result[-1] if result else None
        if after and number.is_bare and after.unit and _shares(text, number, after):
            number = replace(number, unit=after.unit, mult=number.mult or after.mult, is_guessed=after.is_guessed)
        result.append(number)
    return result[::-1]


def _shares(text: str, number: Number, after: Number) -> bool:
    between = text[number.end : after.start]
    if len(between) > 40:
        return False
    if LISTED.fullmatch(between) and between != ",":
        return True
    is_from = FROM.search(text[max(0, number.start - 20) : number.start]) is not None
    return is_from and bool(BETWEEN.fullmatch(between) or PLAIN_TO.fullmatch(between))


def _with_units(text: str, numbers: Sequence[Number]) -> list[Number]:
    """A number without a unit counts what follows it (联合4部门), or what stood before it (人口33万, 满意度81.9)."""
    result: list[Number] = []
    for number in numbers:
        before = result[-1] if result else None
        if number.is_bare and before and before.is_index and LISTED.fullmatch(text[before.end : number.start]):
            number = replace(number, unit=before.unit, is_guessed=before.is_guessed, is_index=True)
        result.append(_with_unit(text, number))
    return result


def _with_unit(text: str, number: Number) -> Number:
    if not number.is_bare or number.is_index:
        return number
    before, after = text[max(0, number.start - 16) : number.start], text[number.end : number.end + 8]
    if number.mult:
        return replace(number, unit=_unit_of_noun(before, after), is_guessed=True)
    if BARE_NOUN.match(after) and not re.search(r"[A-Za-z\d.\-、]$", before):
        return replace(number, unit="个", is_guessed=True)
    if before.endswith("等") and re.match(r"[\u4e00-\u9fff]{2}", after):
        return replace(number, unit="个", is_guessed=True)
    index = INDEX.search(before)
    if index and not number.is_chinese and not re.match(r"[\u4e00-\u9fff]", after):
        unit = "" if index["plain"] else "分"
        return replace(number, unit=unit, is_guessed=bool(unit), is_index=True)
    return number


def _unit_of_noun(before: str, after: str) -> str:
    if PERSON_NOUNS.search(before) or re.match(r"(?:农民|群众|职工|人口|学生|游客|居民|党员|员工)", after):
        return "人"
    if MONEY_NOUNS.search(before):
        return "元"
    return "家" if re.match(r"(?:余|多)?(?:企业|公司|机构|商户|商家)", after) else ""


def _changed(text: str, numbers: Sequence[Number]) -> list[Figure]:
    figures: list[Figure] = []
    place = 0
    while place < len(numbers):
        number = numbers[place]
        after = numbers[place + 1] if place + 1 < len(numbers) else None
        if after and is_change(text, number, after):
            figures.append(Figure((number, after)))
            place += 2
            continue
        if _counts(text, number):
            figures.append(Figure((number,)))
        place += 1
    return figures


def is_change(text: str, first: Number, second: Number) -> bool:
    """由96%提升至98%, 从254家发展到400家, 2019年的3家增加到12家: one unit, and a verb that says reaching."""
    between = text[first.end : second.start]
    if len(between) > 44 or first.unit != second.unit or not first.unit or first.high or second.high:
        return False
    is_from = FROM.search(text[max(0, first.start - 40) : first.start]) is not None
    if is_from and PLAIN_TO.fullmatch(between):
        return True
    return BETWEEN.fullmatch(between) is not None and (
        is_from or not between.startswith(",") or "的" in text[max(0, first.start - 1) : first.start]
    )


def _counts(text: str, number: Number) -> bool:
    if not number.unit and not number.mult:
        return number.is_index
    if number.unit in TIME_UNITS:
        return _is_measured_time(text, number)
    return True


def _is_measured_time(text: str, number: Number) -> bool:
    """A length of time is a figure after 连续 or where it is what was shortened, never in 三年行动 or 10年来."""
    before, after = text[max(0, number.start - 10) : number.start], text[number.end : number.end + 4]
    if SERIES.search(before):
        return number.unit in ("年", "个月", "个季度")
    if PLAN_NAME.match(after) or number.unit in ("年", "年度", "月", "季度") and number.comparator is Comparator.AP:
        return False
    return DURATION_VERBS.search(before) is not None and number.unit not in ("月", "季度", "年度")


def _listed(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Counts the places of figures under one verb: 7.76%和9.82% are 0 and 1 of 2."""
    result: list[Figure] = []
    group: list[Figure] = []
    for figure in figures:
        if group and not _follows(text, group[-1], figure):
            result += _numbered(group)
            group = []
        group.append(figure)
    return result + _numbered(group)


def _follows(text: str, before: Figure, figure: Figure) -> bool:
    between = text[before.end : figure.start]
    return len(between) <= 2 and LISTED.fullmatch(between) is not None and before.last.unit == figure.first.unit


def _numbered(group: Sequence[Figure]) -> list[Figure]:
    return [replace(figure, place=place, size=len(group)) for place, figure in enumerate(group)]


def is_money(number: Number) -> bool:
    return number.unit.split("/")[0] in MONEY_UNITS


def with_distant_sign(figure: Figure, lead: str) -> Figure:
    """约占全国出口总量的9%: the sign stands before the whole."""
    sign = None if figure.is_change or figure.last.comparator is not Comparator.EQ else distant_sign(lead)
    return figure if sign is None else replace(figure, numbers=(replace(figure.last, comparator=sign),))
