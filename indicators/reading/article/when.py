"""A period as a text states it: its words, and its days where they are known."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class When:
    """`start` and `end` are both included, or both None: then only the words are known.

    `inferred` says that the sentence itself does not state the period.
    """

    label: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    inferred: bool = False

    def as_inferred(self) -> When:
        return replace(self, inferred=True)

    @property
    def years(self) -> range:
        """The calendar years of a period of whole years, else none."""
        if self.start is None or self.end is None or (self.start.month, self.end.month) != (1, 12):
            return range(0)
        return range(self.start.year, self.end.year + 1)

    def holds(self, other: When) -> bool:
        """Whether the other is a part of this one."""
        if not (self.start and self.end and other.start and other.end):
            return False
        return other != self and self.start <= other.start and other.end <= self.end


def year(number: int, *, inferred: bool = False) -> When:
    return When(f"{number}年", datetime.date(number, 1, 1), datetime.date(number, 12, 31), inferred)


def in_year(when: When, number: int) -> When:
    """The same part of another year: 2021年1—8月 in 2020 is 2020年1—8月."""
    if when.start is None or when.end is None:
        return when
    gap = number - when.start.year
    span = months(number, when.start.month, when.end.year + gap, when.end.month)
    label = when.label.replace(str(when.start.year), str(number))
    return When(label, *span, inferred=True) if span else when


def months(first_year: int, first: int, last_year: int, last: int) -> Span | None:
    """From the first day of a month to the last of another; None where there are no such months."""
    if not (1 <= first <= 12 and 1 <= last <= 12 and (first_year, first) <= (last_year, last)):
        return None
    last_day = calendar.monthrange(last_year, last)[1]
    return datetime.date(first_year, first, 1), datetime.date(last_year, last, last_day)


def day(year_number: int, month: int, number: int) -> datetime.date | None:
    """The day, None where the calendar has none such."""
    try:
        return datetime.date(year_number, month, number)
    except ValueError:
        return None
