"""Numbers that only lead to the next one: 突破千亿元,达1020亿元 and 10亿元以上项目15个 state one figure each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.reading.article.number import Number
from indicators.rules.quantities import Comparator

RESTATED = re.compile(r"(?:大关)?,(?:已|实际|总数)?达到?")
CRITERION = re.compile(r"的?[\u4e00-\u9fff“”]{1,12}")
NO_CRITERIA = ("%", "‰", "百分点", "倍")


def without_asides(text: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers that state something of their own."""
    return [
        number
        for number, after in zip(numbers, [*numbers[1:], None], strict=False)
        if not (after and (_is_restated(text, number, after) or _is_criterion(text, number, after)))
    ]


def _is_restated(text: str, number: Number, after: Number) -> bool:
    """A round bound before the number itself: 突破30万户大关,达30.6万户."""
    if number.comparator is not Comparator.GT or number.unit != after.unit or after.comparator is not Comparator.EQ:
        return False
    return RESTATED.fullmatch(text[number.end : min(after.start, number.end + 10)]) is not None


def _is_criterion(text: str, number: Number, after: Number) -> bool:
    """10亿元以上项目15个: the bound says which projects are counted."""
    is_bound = number.comparator in (Comparator.GE, Comparator.LE) and number.unit not in NO_CRITERIA
    return is_bound and CRITERION.fullmatch(text[number.end : min(after.start, number.end + 14)]) is not None
