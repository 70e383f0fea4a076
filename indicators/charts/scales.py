"""The value axes of charts: how far they reach and what stands at their ticks. Descriptions speak of them too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from indicators.charts.axes import ANY, Axis, ticks_between, value_axis
from indicators.rules import numbers
from indicators.rules.series import Series, ValueKind


def axis_of(series: Sequence[Series]) -> Axis:
    """The value axis of the group; descriptions use it too, to say that an axis is cropped."""
    counted = all(one.unit.kind is ValueKind.COUNT and one.unit.mult == 0 for one in series)
    values = [one.value_on_axis(point) for one in series for point in one.points]
    return value_axis(values, least=Decimal(1) if counted else ANY)


def value_range(series: Sequence[Series], width: int, room: int) -> tuple[Decimal, Decimal]:
    """From below the smallest to above the largest value, with `room` px on either side for a label."""
    values = [one.value_on_axis(point) for one in series for point in one.points]
    low, high = min(values), max(values)
    span = high - low or abs(high) * Decimal("0.1") or Decimal(1)
    pad = span * room / max(width - 2 * room, 60)
    return low - pad, high + pad


def shown_ticks(series: Sequence[Series], low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers on the axis that can be: none below zero where no value is, none above 100 % where no value is."""
    values = [one.value_on_axis(point) for one in series for point in one.points]
    ticks = [tick for tick in ticks_between(low, high, 5) if tick >= 0 or min(values) < 0]
    if series[0].unit.kind is ValueKind.PERCENT and max(values) <= 100:
        ticks = [tick for tick in ticks if tick <= 100]
    return ticks


def tick_text(tick: Any, series: Series, language: str) -> str:
    number = numbers.plain(tick) if language.startswith("zh") else numbers.grouped(tick)
    return f"{number}%" if series.unit.kind is ValueKind.PERCENT else number
