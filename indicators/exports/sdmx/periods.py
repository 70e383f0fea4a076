"""Periods as SDMX writes them, plain Python.

SDMX Technical Notes (section 6 of the standard), "Time and time format": a calendar year is `2021`, a month `2021-05`,
a day `2021-05-17`, a quarter `2021-Q2`, a half-year `2021-S1`; any other span is a time range, its first day and its
length by ISO 8601: `2021-01-01/P8M`.
"""

from __future__ import annotations

import calendar
import datetime
import re

from indicators.rules.periods import Period

RANGE = re.compile(r"(\d{4}-\d\d-\d\d)/P(\d+)([YMD])")
PART = re.compile(r"(\d{4})-([QS])(\d)")
OTHER = "_O"
FREQUENCIES = {"P1Y": "A", "P6M": "S", "P3M": "Q", "P1M": "M", "P1D": "D"}
MONTHS = {"S": 6, "Q": 3}


def time_period(period: Period) -> str:
    """A dated period as the value of TIME_PERIOD; loses nothing (see `dated`)."""
    start = period.start
    if start is None:
        raise ValueError("an undated period has no TIME_PERIOD")
    match frequency(period):
        case "A":
            return f"{start:%Y}"
        case "S" | "Q" as part:
            return f"{start:%Y}-{part}{start.month // MONTHS[part] + 1}"
        case "M":
            return f"{start:%Y-%m}"
        case "D":
            return start.isoformat()
    return f"{start.isoformat()}/{period.duration}"


def frequency(period: Period) -> str:
    """FREQ by the length of the period, in codes of SDMX:CL_FREQ: figures over unlike lengths never share a series.

    Only half-years and quarters of the calendar are S and Q; January to August, or two years in one figure, is `_O`.
    """
    code = FREQUENCIES.get(period.duration, OTHER)
    if code in MONTHS and period.start and (period.start.month - 1) % MONTHS[code]:
        return OTHER
    return code


def dated(text: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a TIME_PERIOD that `time_period` wrote."""
    if found := RANGE.fullmatch(text):
        return _span(datetime.date.fromisoformat(found[1]), int(found[2]), found[3])
    if found := PART.fullmatch(text):
        months = MONTHS[found[2]]
        return _span(datetime.date(int(found[1]), months * (int(found[3]) - 1) + 1, 1), months, "M")
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 1, 1), datetime.date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
    return datetime.date.fromisoformat(text), datetime.date.fromisoformat(text)


def _span(start: datetime.date, count: int, unit: str) -> tuple[datetime.date, datetime.date]:
    """From `start` over so many days, months or years; months and years begin on the first of a month."""
    if unit == "D":
        return start, start + datetime.timedelta(days=count - 1)
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "Y" else 1)
    return start, start.replace(year=months // 12, month=months % 12 + 1) - datetime.timedelta(days=1)
