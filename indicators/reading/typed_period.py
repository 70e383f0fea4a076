"""A period as an editor types it: 2021, 2019-2020, 2021-03, 2021年上半年, nothing, or words where no date is known.

Plain Python, no Django.
"""

from __future__ import annotations

import datetime
import re

from indicators.reading.article import when as whens
from indicators.reading.article.times import times_in
from indicators.reading.article.when import When
from indicators.reading.normalise import normalise
from indicators.reading.proposing import AFTER, BEFORE, UNDATED, Moment
from indicators.rules.periods import span_label

ARROW = re.compile(r"→|->|=>")
TO = r"(?:–|—|~|-|\.\.|至|到)"
YEARS = re.compile(rf"(\d{{4}})年?(?:{TO}(\d{{4}})年?)?")
MONTHS = re.compile(r"(\d{4})-(\d{1,2})(?:(?:–|—|~|\.\.|至|到)(\d{4})-(\d{1,2}))?")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:(?:–|—|~|\.\.|至|到)(\d{4}-\d\d-\d\d))?")
NUMBERED = re.compile(r"\d{4}")
MOST_LABEL = 40


class PeriodError(ValueError):
    """A text with a year that cannot be read as a period."""


def read_moments(text: str, count: int, *, is_inferred: bool = False) -> tuple[Moment, ...]:
    """`count` moments, one for each value, separated by an arrow; nothing for two values is before and after."""
    parts = [part.strip() for part in ARROW.split(text)] if text.strip() else []
    if not any(parts):
        return (BEFORE, AFTER) if count == 2 else (UNDATED,) * count
    if len(parts) != count:
        raise PeriodError
    return tuple(read_moment(part, is_inferred=is_inferred) for part in parts)


def read_moment(text: str, *, is_inferred: bool = False) -> Moment:
    """A period, or a stage whose label the text is; raises PeriodError where a year is named but not understood."""
    known = next((stage for stage in (UNDATED, BEFORE, AFTER) if text in ("", stage.label, stage.label_en)), None)
    if known:
        return known
    plain = normalise(text).replace(" ", "")
    span = _span(plain)
    if span and span[0] <= span[1]:
        return Moment(span[0], span[1], is_inferred)
    if span or NUMBERED.search(plain) or len(text) > MOST_LABEL:
        raise PeriodError
    return Moment(stage=0, label=text)


def _span(text: str) -> whens.Span | None:
    try:
        return _numbers(text) or _words(text)
    except ValueError:  # no such day
        raise PeriodError from None


def _numbers(text: str) -> whens.Span | None:
    years, months, days = YEARS.fullmatch(text), MONTHS.fullmatch(text), DAYS.fullmatch(text)
    if years:
        return whens.months(int(years[1]), 1, int(years[2] or years[1]), 12)
    if days:
        return datetime.date.fromisoformat(days[1]), datetime.date.fromisoformat(days[2] or days[1])
    if months:
        first = (int(months[1]), int(months[2]))
        last = (int(months[3]), int(months[4])) if months[3] else first
        return whens.months(*first, *last)
    return None


def _words(text: str) -> whens.Span | None:
    """2021年上半年, 2019年至2020年: the article reader's own times, where one is the whole text."""
    found: list[When] = [time.when for time in times_in(text) if time.begin == 0 and time.stop == len(text)]
    when = found[0] if found else None
    return (when.start, when.end) if when and when.start and when.end else None


def print_moments(moments: tuple[Moment, ...]) -> str:
    """What `read_moments` reads back as the same; empty for what nothing stands for."""
    texts = [_printed(moment) for moment in moments]
    return " → ".join(texts) if any(texts) else ""


def _printed(moment: Moment) -> str:
    if moment.start and moment.end:
        return span_label(moment.start, moment.end)
    return "" if moment in (UNDATED, BEFORE, AFTER) else moment.label
