"""Writing a quantity for a reader: Chinese keeps the stated form (352.6 亿元), English scales it (CNY 35.26 billion).

Plain Python, no Django. Rounding happens only here, and only where a caller asks for it; digits as stated are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.english import unit_after
from indicators.rules.quantities import Quantity
from indicators.rules.series import Unit, ValueKind

CHINESE_MULT = {0: "", 1: "十", 2: "百", 3: "千", 4: "万", 6: "百万", 8: "亿", 12: "万亿"}
ENGLISH_MULT = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


@dataclass(frozen=True)
class Written:
    """The parts of a figure, so that a page can set the number large and its unit small."""

    sign: str
    number: str
    unit: str
    prefix: str = ""  # a currency before the number, in English

    def __str__(self) -> str:
        space = "" if self.unit in ("", "%") else " "
        return f"{self.sign}{self.prefix}{self.number}{space}{self.unit}"


def write(quantity: Quantity, unit: Unit, language: str) -> Written:
    """The figure in the reader's language; `language` is a code such as zh-hans or en."""
    sign = quantity.comparator.sign
    if unit.kind is ValueKind.PERCENT:
        return Written(sign, grouped(quantity.value), "%")
    if language.startswith("zh"):
        mult = CHINESE_MULT.get(quantity.unit_mult)
        if mult is not None:
            return Written(sign, plain(quantity.value), mult + unit.name)
        return Written(sign, plain(quantity.base_value), unit.name)
    return _write_english(quantity, unit)


def _write_english(quantity: Quantity, unit: Unit) -> Written:
    step = _english_step(quantity.base_value, quantity.unit_mult)
    number = grouped(quantity.in_mult(step))
    word = ENGLISH_MULT[step]
    if unit.kind is ValueKind.MONEY:
        return Written(quantity.comparator.sign, number, word, f"{unit.name} ")
    return Written(quantity.comparator.sign, number, f"{word} {unit.name}" if word else unit_after(number, unit.name))


def _english_step(base: Decimal, unit_mult: int) -> int:
    """A figure stated in single units stays so; a scaled one takes the largest English word that fits.

    3.5 万 is 35 thousand: 35,000 would claim digits that nobody stated.
    """
    if unit_mult == 0 or abs(base) < 1_000:
        return 0
    return max(step for step in ENGLISH_MULT if step == 0 or abs(base) >= Decimal(1).scaleb(step))


def plain(value: Decimal) -> str:
    """Fixed notation, digits as stated; a minus sign, not a hyphen."""
    return f"{value:f}".replace("-", "−")


def grouped(value: Decimal) -> str:
    return f"{value:,f}".replace("-", "−")


def signed(value: Decimal, decimals: int) -> str:
    """A change with its sign: +148.5, −3.9, 0.0."""
    text = f"{value:+,.{decimals}f}".replace("-", "−")
    return text[1:] if not text.strip("+−0.,") else text


def axis_mult(unit_mult: int, language: str) -> int:
    """The power of ten an axis is drawn in: as stated in Chinese, the nearest word (亿 → billion) in English."""
    if language.startswith("zh") or unit_mult in ENGLISH_MULT:
        return unit_mult
    return {4: 3, 8: 9}.get(unit_mult, unit_mult - unit_mult % 3)


def unit_label(unit: Unit, language: str) -> str:
    """The unit of an axis: 亿元, CNY billion, thousand enterprises."""
    if unit.kind is ValueKind.PERCENT:
        return "%"
    if language.startswith("zh"):
        return CHINESE_MULT.get(unit.mult, f"10^{unit.mult} ") + unit.name
    word = ENGLISH_MULT.get(unit.mult, f"10^{unit.mult}")
    parts = (unit.name, word) if unit.kind is ValueKind.MONEY else (word, unit.name)
    return " ".join(part for part in parts if part)
