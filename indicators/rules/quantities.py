"""A stated quantity: its value, the sign the source put before it, and the interval that its decimals allow.

Plain Python, no Django. `unit_mult` is SDMX's UNIT_MULT: a power of ten, so 352.6 亿元 is 352.6 with unit_mult 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """The sign of a figure. Chinese sources say gt with 超 逾 突破 余 多, ge with 以上, ap with 约 近 左右."""

    EQ = "eq"
    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    AP = "ap"

    @property
    def sign(self) -> str:
        return SIGNS[self]

    @property
    def is_bound(self) -> bool:
        """True for every sign but equality: such a figure is never ranked or computed with."""
        return self is not Comparator.EQ


SIGNS = {
    Comparator.EQ: "",
    Comparator.GT: ">",
    Comparator.GE: "≥",
    Comparator.LT: "<",
    Comparator.LE: "≤",
    Comparator.AP: "≈",
}


@dataclass(frozen=True)
class Interval:
    """All values that would be printed as one stated figure; both ends belong to it."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Quantity:
    """A figure as a source states it.

    `value` keeps the stated decimals (19.0 stays 19.0); it is in units of ten to the power `unit_mult`.
    """

    value: Decimal
    comparator: Comparator = Comparator.EQ
    unit_mult: int = 0

    @property
    def base_value(self) -> Decimal:
        """The value in single units, with its significant digits kept."""
        return self.value.scaleb(self.unit_mult)

    def in_mult(self, unit_mult: int) -> Decimal:
        """The value in units of ten to the power `unit_mult`."""
        return self.value.scaleb(self.unit_mult - unit_mult)

    @property
    def interval(self) -> Interval:
        """Half a unit of the last stated digit to either side, in single units."""
        return rounding_interval(self.value, self.unit_mult)


def stated_decimals(value: Decimal) -> int:
    """How many digits stand after the point: 352.6 → 1, 860 → 0."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a number")
    return max(0, -exponent)


def needed_decimals(value: Decimal, known: int, *, adding: bool) -> int:
    """Decimals to keep beside a value: as typed for a new one, else as known, but never fewer than it has.

    A stored value comes back padded (19.0000) or without its zeros (19), so its own zeros say nothing.
    """
    return max(known, stated_decimals(value if adding else value.normalize()))


def rounding_interval(value: Decimal, unit_mult: int = 0) -> Interval:
    """The values that print as `value` with its decimals: 136.7 → 136.65 to 136.75."""
    half = Decimal(5).scaleb(-stated_decimals(value) - 1)
    return Interval((value - half).scaleb(unit_mult), (value + half).scaleb(unit_mult))


def with_decimals(value: Decimal, decimals: int) -> Decimal:
    """The value as it was stated; a database column pads or, as SQLite does, drops its zeros."""
    return value.quantize(Decimal(1).scaleb(-decimals))
