"""The numbers that a Chinese sentence states, each with its sign, its multiplier and its counter.

Plain Python, no Django; reads normalised text (see `normalise`). 近3.5万家 is 3.5, about, ten to the 4, 家.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.quantities import Comparator

SIGNS_BEFORE = {
    "不超过|不高于|不多于|至多|最多": Comparator.LE,
    "不少于|不低于|至少|最少": Comparator.GE,
    "超过|超出|超|逾|突破|高于|多于|大于": Comparator.GT,
    "低于|少于|不足|不到|小于": Comparator.LT,
    "大约|约|接近|将近|近": Comparator.AP,
}
SIGNS_AFTER = {"以上": Comparator.GE, "以下|以内": Comparator.LE, "左右|上下": Comparator.AP}
MULTS = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "百": 2}
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
COUNTERS = "元家个项件条张年名位人种类大批次份座处所成届倍"

# A figure is no part of an identifier (KSG2020). A Chinese numeral counts only before a counter, and not after 第, so
# that 一站式 and 第四大 state no number.
ARABIC = r"(?<![\d.\-A-Za-z])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
CHINESE = rf"(?<!第)[{''.join(DIGITS)}十百千]+(?=[万亿余多]{{0,2}}[{COUNTERS}])"
NUMBER = re.compile(
    rf"(?P<before>{'|'.join(SIGNS_BEFORE)})?"
    rf"(?:(?P<digits>{ARABIC})|(?P<chinese>{CHINESE}))"
    rf"(?P<over>[余多]?)(?P<mult>{'|'.join(MULTS)})?(?P<more>[余多]?)"
    r"(?P<counter>%|个百分点|[\u4e00-\u9fff]?)"
    rf"(?=(?:[\u4e00-\u9fff]{{0,3}}?(?P<after>{'|'.join(SIGNS_AFTER)}))?)"
)
WORDS = {"首个": (1, "个"), "首家": (1, "家"), "翻番": (2, "倍"), "翻一番": (2, "倍"), "翻两番": (4, "倍")}


@dataclass(frozen=True)
class Stated:
    """One number of a text; `start` and `end` enclose the number itself, without its sign and counter."""

    value: Decimal
    comparator: Comparator
    unit_mult: int
    counter: str
    start: int
    end: int
    text: str


def stated_numbers(text: str) -> list[Stated]:
    """All numbers that `text` states, in its order; number words (首个, 翻番) come last."""
    found = [_from_match(match) for match in NUMBER.finditer(text)]
    for word, (value, counter) in WORDS.items():
        for match in re.finditer(word, text):
            found.append(Stated(Decimal(value), Comparator.EQ, 0, counter, match.start(), match.end(), word))
    return found


def _from_match(match: re.Match[str]) -> Stated:
    group = "digits" if match["digits"] else "chinese"
    digits = match["digits"]
    return Stated(
        value=Decimal(digits.replace(",", "")) if digits else Decimal(chinese_number(match["chinese"])),
        comparator=_comparator(match),
        unit_mult=MULTS.get(match["mult"] or "", 0),
        counter=match["counter"],
        start=match.start(group),
        end=match.end(group),
        text=match[0],
    )


def _comparator(match: re.Match[str]) -> Comparator:
    if match["over"] or match["more"]:
        return Comparator.GT
    for table, group in ((SIGNS_BEFORE, "before"), (SIGNS_AFTER, "after")):
        for words, comparator in table.items():
            if match[group] and match[group] in words.split("|"):
                return comparator
    return Comparator.EQ


def chinese_number(text: str) -> int:
    """二十一 as 21, 两百 as 200, 十 as 10."""
    total, digit = 0, 0
    for char in text:
        if char in PLACES:
            total += (digit or 1) * PLACES[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
