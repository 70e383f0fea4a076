"""How a number that somebody quotes stands to the number that was published.

Plain Python, no Django. Each number stands for a set of values: an exact one for all that print like it, a bound for
all on its side, "about" for those near it. A quote agrees if every value that the published number allows is one that
the quote allows; it differs if none is; in between it says more than is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.rules.quantities import Comparator, Quantity

MOST_ABOUT = Decimal("0.05")  # "about 3000" is not 3200, though its zeros state nothing


class Standing(StrEnum):
    AGREES = "agrees"
    WEAKER = "weaker"  # true, and says less than is known: over 350 for 352.6, 353 for 352.6
    BEYOND = "beyond"  # says more than is known: 860 for over 860, 352.64 for 352.6
    DIFFERS = "differs"


@dataclass(frozen=True)
class Values:
    """From `low` to `high`, in single units; None is without end. Only the ends that are `in_low`, `in_high` belong."""

    low: Decimal | None
    high: Decimal | None
    in_low: bool = False
    in_high: bool = False

    def meets(self, other: Values) -> bool:
        return _begins_before_end(self, other) and _begins_before_end(other, self)

    def holds(self, other: Values) -> bool:
        """Whether every value of the other is one of these."""
        return self._low_holds(other) and self._high_holds(other)

    def _low_holds(self, other: Values) -> bool:
        if self.low is None or other.low is None:
            return self.low is None
        return self.low < other.low or (self.low == other.low and (self.in_low or not other.in_low))

    def _high_holds(self, other: Values) -> bool:
        if self.high is None or other.high is None:
            return self.high is None
        return self.high > other.high or (self.high == other.high and (self.in_high or not other.in_high))


def _begins_before_end(one: Values, other: Values) -> bool:
    if one.low is None or other.high is None:
        return True
    return one.low < other.high or (one.low == other.high and one.in_low and other.in_high)


def values_of(quantity: Quantity) -> Values:
    """The values that a stated quantity allows."""
    value, near = quantity.base_value, quantity.interval
    if quantity.comparator is Comparator.GT:
        return Values(value, None)
    if quantity.comparator is Comparator.GE:
        return Values(value, None, in_low=True)
    if quantity.comparator is Comparator.LT:
        return Values(None, value)
    if quantity.comparator is Comparator.LE:
        return Values(None, value, in_high=True)
    if quantity.comparator is Comparator.AP:
        slack = max(near.high - near.low, min(_of_last_digit(value), MOST_ABOUT * abs(value)))
        return Values(near.low - slack, near.high + slack, in_low=True, in_high=True)
    return Values(near.low, near.high, in_low=True)


def _of_last_digit(value: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero: 5 of 860, 500 of 3000."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def standing(quoted: Quantity, published: Quantity) -> Standing:
    said, known = values_of(quoted), values_of(published)
    if quoted.comparator is published.comparator and quoted.base_value == published.base_value:
        return Standing.AGREES
    if said.holds(known):
        return Standing.WEAKER
    return Standing.BEYOND if said.meets(known) else Standing.DIFFERS


def is_cut(quoted: Quantity, published: Quantity) -> bool:
    """Whether the quote is the published number with digits cut off instead of rounded: 352 for 352.6."""
    exact = Comparator.EQ
    if quoted.comparator is not exact or published.comparator is not exact or quoted.base_value == published.base_value:
        return False
    step = quoted.interval.high - quoted.interval.low
    return abs(quoted.base_value) == abs(published.base_value) // step * step
