"""When a figure holds: a stated or inferred span of days, or a stage (before, after) where the source gives no date.

Plain Python, no Django. A year is never invented: an undated figure carries a stage, and an inferred year says so.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """`start` and `end` (both included) are set together or not at all; without them `stage_order` is set.

    `stage` is the stage's label in the reader's language. `inferred` marks a year that we read out of the context.
    """

    start: datetime.date | None = None
    end: datetime.date | None = None
    inferred: bool = False
    stage_order: int | None = None
    stage: str = ""

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("a period has both a start and an end, or neither")
        if self.start and self.end and self.start > self.end:
            raise ValueError("a period cannot end before it starts")
        if self.start is None and self.stage_order is None:
            raise ValueError("an undated period needs a stage")

    @property
    def is_dated(self) -> bool:
        return self.start is not None

    @property
    def duration(self) -> str:
        """How long a dated period is, by ISO 8601: P1Y, P2Y, P8M, P1D; empty for a stage.

        Only figures over periods of one length may follow each other.
        """
        if self.start is None or self.end is None:
            return ""
        if self.years:
            return f"P{self.years}Y"
        if is_whole_months(self.start, self.end):
            return f"P{(self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1}M"
        return f"P{(self.end - self.start).days + 1}D"

    @property
    def sort_key(self) -> tuple[int, datetime.date, int]:
        return (0 if self.is_dated else 1, self.end or datetime.date.min, self.stage_order or 0)

    @property
    def label(self) -> str:
        """Language-free where it is dated (2021, 2019–2020, 2021-01 – 2021-08), else the stage's label."""
        if self.start is None or self.end is None:
            return self.stage
        return span_label(self.start, self.end)

    @property
    def years(self) -> int | None:
        """The number of calendar years of a period of whole years, else None."""
        if self.start is None or self.end is None or not is_whole_years(self.start, self.end):
            return None
        return self.end.year - self.start.year + 1


def is_whole_years(start: datetime.date, end: datetime.date) -> bool:
    return (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31)


def is_whole_months(start: datetime.date, end: datetime.date) -> bool:
    return start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]


def span_label(start: datetime.date, end: datetime.date) -> str:
    """The shortest form that loses nothing, by ISO 8601 with an en dash between two ends."""
    if is_whole_years(start, end):
        return _joined(f"{start.year}", f"{end.year}")
    if is_whole_months(start, end):
        return _joined(f"{start:%Y-%m}", f"{end:%Y-%m}")
    return _joined(start.isoformat(), end.isoformat())


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def year(value: int, *, inferred: bool = False) -> Period:
    return years(value, value, inferred=inferred)


def years(first: int, last: int, *, inferred: bool = False) -> Period:
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), inferred)


def stage(order: int, label: str) -> Period:
    return Period(stage_order=order, stage=label)
