"""Numbers without a unit of their own: they take it from the next (0.8、0.6个百分点), from what they count
(联合4部门), or from what stood before them (人口33万, 满意度81.9). What is guessed is marked so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.reading.article.from_to import are_ends
from indicators.reading.article.number import Number
from indicators.reading.article.units import BARE_NOUN
from indicators.reading.article.words import either

LISTED = re.compile(r"、|和|及|与|以及|/")
INDEX = re.compile(r"(?:(?P<plain>指数|系数|比值)|得分|分值|评分|满意度|总分)[^,;。:\d的、%]{0,6}$")
PEOPLE = either("人口 人员 人数 就业 人才 党员 职工 员工 用户 居民 游客 群众 学生 农民")
PEOPLE_BEFORE, PEOPLE_AFTER = re.compile(rf"(?:{PEOPLE})[^,;。]{{0,4}}$"), re.compile(PEOPLE)
MONEY_BEFORE = re.compile(
    rf"(?:{either('额 收入 营收 值 投资 资金 补贴 利润 税 贷款 融资 成本 费 债 补助 奖励 支出 GDP')})[^,;。]{{0,6}}$"
)
FIRMS_AFTER = re.compile(r"[余多]?(?:企业|公司|机构|商户|商家)")
HAN = re.compile(r"[\u4e00-\u9fff]")
NO_COUNT_BEFORE = re.compile(r"[A-Za-z\d.\-、]$")
LOOK_BACK, LOOK_AHEAD = 16, 8


def with_borrowed_units(text: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers, each with a unit where one can be found."""
    result: list[Number] = []
    for number in _with_next_units(text, numbers):
        before = result[-1] if result else None
        if number.is_bare and before and before.is_index and LISTED.fullmatch(text[before.end : number.start]):
            number = replace(number, unit=before.unit, is_guessed=before.is_guessed, is_index=True)
        result.append(_with_own_unit(text, number))
    return result


def _with_next_units(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Read from the end: in 0.8、0.6、0.4个百分点 the last unit holds for all."""
    result: list[Number] = []
    for number in reversed(numbers):
        after = result[-1] if result else None
        if after and number.is_bare and after.unit and _shares(text, number, after):
            number = replace(number, unit=after.unit, mult=number.mult or after.mult, is_guessed=after.is_guessed)
        result.append(number)
    return result[::-1]


def _shares(text: str, number: Number, after: Number) -> bool:
    return LISTED.fullmatch(text[number.end : min(after.start, number.end + 4)]) is not None or are_ends(
        text, number, after
    )


def _with_own_unit(text: str, number: Number) -> Number:
    if not number.is_bare or number.is_index:
        return number
    before, after = text[max(0, number.start - LOOK_BACK) : number.start], text[number.end : number.end + LOOK_AHEAD]
    if number.mult:
        return replace(number, unit=_unit_of_noun(before, after), is_guessed=True)
    if _counts_noun(before, after):
        return replace(number, unit="个", is_guessed=True)
    index = INDEX.search(before)
    if index and not number.is_chinese and not HAN.match(after):
        return replace(number, unit="" if index["plain"] else "分", is_guessed=not index["plain"], is_index=True)
    return number


def _counts_noun(before: str, after: str) -> bool:
    """联合4部门, 新型陶瓷等3传统优势产业领域; but not A350零件."""
    if before.endswith("等") and HAN.match(after) and HAN.match(after[1:]):
        return True
    return BARE_NOUN.match(after) is not None and not NO_COUNT_BEFORE.search(before)


def _unit_of_noun(before: str, after: str) -> str:
    """人口33万 is 万人, 营收突破80亿 is 亿元, 3万企业 is 万家; else none."""
    if PEOPLE_BEFORE.search(before) or PEOPLE_AFTER.match(after):
        return "人"
    if MONEY_BEFORE.search(before):
        return "元"
    return "家" if FIRMS_AFTER.match(after) else ""
