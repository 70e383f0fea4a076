"""The day on which an article without a year was most likely written. Whatever follows from it is marked as inferred.

News give their day without its year (5月25日). The year then follows from what the text says of the past, or not at
all: 两年多来 counts on from a stated beginning; a text of the first half of a year that states results of a whole year
without calling it this or last year is of the year after it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from indicators.reading.article import when as periods
from indicators.reading.article.numerals import numeral
from indicators.reading.article.times import Sort, Time, times_in

DAY = re.compile(r"(?<![\d年.])(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日")
ELAPSED = re.compile(r"(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,3})年多?(?:来|以来|间|时间)")
RELATIVE = re.compile(r"今年|去年|上年|本年|年内|前年|明年")
HEAD_LINES, HEAD_SIGNS, MOST_SIGNS = 4, 16, 20_000
LATER = 400


def likely_date(lines: Sequence[str]) -> datetime.date | None:
    """`lines` are normalised; None where there is no day, or nothing that tells its year."""
    text = "\n".join(lines)[:MOST_SIGNS]
    day = next((found for line in lines[:HEAD_LINES] if (found := DAY.search(line[:HEAD_SIGNS]))), None)
    if day is None:
        return None
    times = [time for time in times_in(text) if time.when.start and time.when.end]
    month, number = int(day["month"]), int(day["day"])
    return _counted_on(text, times, month, number) or _year_after(text, times, month, number)


def _counted_on(text: str, times: Sequence[Time], month: int, number: int) -> datetime.date | None:
    """2016年6月,…启动。两年多来: at least two years after June 2016."""
    for elapsed in ELAPSED.finditer(text):
        begun = [time for time in times if time.stop <= elapsed.start() <= time.stop + LATER]
        years = numeral(elapsed["years"]) if not elapsed["years"].isdigit() else int(elapsed["years"])
        if begun and years and begun[-1].when.start and begun[-1].sort in (Sort.SPAN, Sort.SINCE):
            start = begun[-1].when.start
            day = periods.day(start.year + int(years), month, number)
            if day is None or (day.year, day.month) >= (start.year + int(years), start.month):
                return day
            return periods.day(start.year + int(years) + 1, month, number)
    return None


def _year_after(text: str, times: Sequence[Time], month: int, number: int) -> datetime.date | None:
    if month > 6 or RELATIVE.search(text):
        return None
    whole = max(_whole_years(times), default=None)
    latest = max((time.when.end.year for time in times if time.when.end and time.sort is not Sort.TARGET), default=0)
    return periods.day(whole + 1, month, number) if whole and whole == latest else None


def _whole_years(times: Sequence[Time]) -> Iterator[int]:
    for time in times:
        if time.sort is Sort.SPAN and len(time.when.years) == 1:
            yield time.when.years[0]
