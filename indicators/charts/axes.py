"""Places and sizes on a chart: ticks, value ranges, positions in time, and how wide a text is.

Plain Python. The server's renderer measures Chinese too narrow, so ranges and margins are worked out here and given to
the figure explicitly.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from indicators.rules.periods import Period

ANY = Decimal(0)
CROP_FROM = Decimal("0.6")
"""A value axis of marks is cropped only where all values lie in the upper part, above this share of the largest."""


WIDE_SIGNS = "%≥≤≈±×·→◆"
"""Signs that stand between digits and words, which Chinese fonts set as wide as a character."""


@dataclass(frozen=True)
class Axis:
    """A value axis from `low` to `high` with its `ticks`; `cropped` where it does not start at zero."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def cropped(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Frame:
    """A drawing's size and margins in px."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def plot_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> int:
        return self.height - self.top - self.bottom


def nice_step(span: Decimal, count: int) -> Decimal:
    """The step of 1, 2, 2.5 or 5 times a power of ten that cuts `span` into at most `count` parts."""
    if span <= 0:
        return Decimal(1)
    rough = span / count
    power = Decimal(1).scaleb(rough.adjusted())
    return next(
        power * k for k in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10)) if power * k >= rough
    )


def ticks_between(low: Decimal, high: Decimal, count: int, least: Decimal = ANY) -> tuple[Decimal, ...]:
    """Round numbers from `low` to `high`, at most `count` steps apart, each of `least` or more."""
    step = max(nice_step(high - low, count), least)
    first = math.ceil(low / step)
    last = math.floor(high / step)
    return tuple(_trimmed(step * k) for k in range(first, last + 1))


def value_axis(values: Sequence[Decimal], *, count: int = 4, least: Decimal = ANY) -> Axis:
    """An axis for marks and lines: from zero, unless every value is above 60 % of the largest; then it is cropped.
    `least` is the smallest step that means something: one, where things are counted.
    """
    low, high = min(values), max(values)
    start = min(low, Decimal(0))
    if low > 0 and low > high * CROP_FROM:
        step = max(nice_step(max(high - low, high * Decimal("0.02")), count - 1), least)
        start = max(Decimal(0), (math.floor(low / step) - 1) * step)
    step = max(nice_step(high - start if high > start else Decimal(1), count), least)
    end = math.ceil(high / step) * step if high > start else start + step
    if start < 0:
        start = math.floor(start / step) * step
    return Axis(_trimmed(start), _trimmed(end), ticks_between(start, end, count, least))


def _trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros, but never in scientific notation."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def time_position(period: Period) -> float:
    """Where a dated period stands on an axis of years: a whole year at its number, any other at its own middle.

    2021 → 2021.0, 2019–2020 → 2019.5, 2021-01 – 2021-06 → about 2020.75.
    """
    if period.start is None or period.end is None:
        raise ValueError("an undated period has no place on a time axis")
    if period.years:
        return (period.start.year + period.end.year) / 2
    return (_in_years(period.start) + _in_years(period.end + datetime.timedelta(days=1))) / 2 - 0.5


def _in_years(day: datetime.date) -> float:
    first = datetime.date(day.year, 1, 1)
    days = (datetime.date(day.year + 1, 1, 1) - first).days
    return day.year + (day - first).days / days


def gaps(positions: Sequence[float]) -> list[int]:
    """The places after which a period is missing: where a step is over one and a half times the shortest step.

    The shortest step is the series' own rhythm, so figures every five years have no gap. One step alone has none.
    """
    steps = [later - earlier for earlier, later in pairwise(positions)]
    if len(steps) < 2:
        return []
    rhythm = min(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0
    return [place for place, step in enumerate(steps) if step > rhythm * 1.5]


def text_width(text: str, size: float) -> int:
    """A safe estimate in px: a wide (Chinese) character or sign is one em, any other a little over half."""
    return math.ceil(sum(1.0 if is_wide(character) or character in WIDE_SIGNS else 0.58 for character in text) * size)


def is_wide(character: str) -> bool:
    """Chinese characters and full-width marks, with the quotes and dashes that Chinese fonts set wide."""
    return ord(character) > 0x2E7F or character in "“”‘’—…"


def wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines of at most `width` px; words stay whole, Chinese breaks between characters."""
    lines: list[str] = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


CLOSING = "\uff0c。、\uff1b\uff1a\uff1f\uff01\uff09》」』”’%,.;:?!)"


def _pieces(text: str) -> list[str]:
    """Where a line may break: after a space, and around wide characters, but never before closing punctuation."""
    pieces: list[str] = []
    for character in text:
        apart = not pieces or pieces[-1].endswith(" ") or is_wide(character) or is_wide(pieces[-1][-1])
        if apart and not (pieces and character in CLOSING):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def spread(places: Sequence[float], gap: float) -> list[float]:
    """The places (in px, any order) moved apart to at least `gap`, each as little as an even push allows."""
    order = sorted(range(len(places)), key=lambda k: places[k])
    moved = list(places)
    for _ in range(50):
        tight = False
        for lower, upper in pairwise(order):
            missing = gap - (moved[upper] - moved[lower])
            if missing > 0.01:
                moved[lower] -= missing / 2
                moved[upper] += missing / 2
                tight = True
        if not tight:
            break
    return moved
