"""A computed change of two figures, written: +66.00 亿元, +148.5 %, +2 percentage points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators import words
from indicators.rules import changes, numbers
from indicators.rules.quantities import Quantity, stated_decimals
from indicators.rules.series import Point, Series, ValueKind


@dataclass(frozen=True)
class Change:
    """The difference as a size without sign, its direction (-1, 0, 1), and the percent change ("" for points)."""

    size: str
    direction: int
    percent: str


def change_between(series: Series, first: Point, last: Point, language: str) -> Change | None:
    """None where either figure is a bound, or a plan (nothing has changed yet)."""
    if last.is_plan or first.is_plan:
        return None
    computed = changes.difference(first.quantity, last.quantity)
    if computed.value is None:
        return None
    direction = (computed.value > 0) - (computed.value < 0)
    amount = _as_stated(abs(computed.value), first.quantity, last.quantity)
    if series.unit.kind is ValueKind.PERCENT:
        return Change(words.points_words(numbers.plain(amount.value)), direction, "")
    ratio = changes.percent_change(first.quantity, last.quantity).rounded(1)
    percent = "" if ratio is None else f"{numbers.signed(ratio, 1)}%"
    return Change(words.written(amount, series.unit, language), direction, percent)


def signed_difference(series: Series, first: Point, last: Point, language: str) -> str:
    """+2 percentage points, −3 家; empty where there is no result."""
    change = change_between(series, first, last, language)
    if change is None:
        return ""
    return {1: "+", 0: "", -1: "−"}[change.direction] + change.size


def _as_stated(difference: Decimal, first: Quantity, last: Quantity) -> Quantity:
    """In the last figure's power of ten, with the decimals of the less exact of the two."""
    value = difference.scaleb(-last.unit_mult)
    decimals = min(stated_decimals(first.value), stated_decimals(last.value))
    return Quantity(value.quantize(Decimal(1).scaleb(-decimals)), unit_mult=last.unit_mult)
