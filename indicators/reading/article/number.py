"""One number of a text, as it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.quantities import Comparator

MULT_WORDS = dict(zip("十 百 千 万 十万 百万 千万 亿 十亿 百亿 千亿 万亿".split(), range(1, 13), strict=True))  # noqa: SIM905
MULT_OF = {power: word for word, power in MULT_WORDS.items()} | {0: ""}


@dataclass(frozen=True)
class Number:
    """`start` and `end` enclose it with its signs and unit, `digits` is where the number itself begins.

    `mult` is the power of ten of its multiplier, `unit` what it counts; `high` is the upper end of a range.
    """

    start: int
    end: int
    digits: int
    value: Decimal
    comparator: Comparator
    mult: int = 0
    unit: str = ""
    high: Decimal | None = None
    is_chinese: bool = False
    is_negative: bool = False
    is_guessed: bool = False  # the text has no unit
    is_rounded: bool = False  # 三分之一 has no exact percent
    is_part: bool = False  # 七成, 三分之一, 一半: a part of a whole by their own words
    is_rank: bool = False
    is_index: bool = False  # 指数达到86.54
    signs_differ: bool = False

    @property
    def is_bare(self) -> bool:
        return not self.unit
