"""Ranges: 10—20万, 5至8个百分点, 30%—50% are one number with two ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.reading.article.number import Number
from indicators.reading.article.numerals import plain

DASH = re.compile(r"-{1,2}|—{1,2}|–|~|～|至|到")
FROM = re.compile(r"[由从自][^。;!?]{0,10}$")
LOOK_BACK = 12


def with_ranges(text: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers, the two ends of a range made one."""
    result: list[Number] = []
    for number in numbers:
        low = result[-1] if result else None
        if low and _is_range(text, low, number):
            result[-1] = _range(low, number)
        else:
            result.append(number)
    return result


def _is_range(text: str, low: Number, high: Number) -> bool:
    """从3家到12家 is a change, 3-12家 a range."""
    between = text[low.end : high.digits]
    if len(between) > 2 or not DASH.fullmatch(between) or low.high is not None or low.is_chinese != high.is_chinese:
        return False
    if between in ("至", "到") and FROM.search(text[max(0, low.start - LOOK_BACK) : low.start]):
        return False
    is_one_unit = low.is_bare or low.unit == high.unit
    rises = low.value.scaleb(low.mult or high.mult) < high.value.scaleb(high.mult)
    return is_one_unit and rises and not high.is_negative


def _range(low: Number, high: Number) -> Number:
    """In the multiplier of the upper end: in 10—20万 it holds for both, 8000—1.2万 is 0.8—1.2万."""
    is_own = low.mult not in (0, high.mult) or not low.is_bare
    value = plain(low.value.scaleb(low.mult - high.mult)) if is_own and low.mult != high.mult else low.value
    return replace(high, start=low.start, digits=low.digits, value=value, high=high.value, comparator=low.comparator)
