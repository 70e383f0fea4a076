"""What dates a paragraph from outside: the heading above it, the paragraph before, the title, the document's date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.reading.article import when as periods
from indicators.reading.article.times import Sort, times_in
from indicators.reading.article.when import When
from indicators.reading.normalise import normalise

DATELINE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./年](1[0-2]|0?[1-9])[-./月](3[01]|[12]\d|0?[1-9])(?!\d)")
SENTENCE = re.compile(r"[,。;]\S{12}")
MOST_DATELINE, MOST_HEADING = 60, 40
HEAD_LINES, TAIL_LINES = 6, 4
RECENT_DAYS = 400


@dataclass(frozen=True)
class Frame:
    """The frame of one paragraph; what is None is not known."""

    heading: When | None = None
    carried: When | None = None  # what framed the paragraph before
    title: When | None = None
    today: datetime.date | None = None
    is_likely: bool = False  # today is not stated

    @property
    def fallback(self) -> When | None:
        """When a figure holds whose paragraph does not say it."""
        outer = self.heading or self._recent or self.title
        if outer:
            return outer.as_inferred()
        return periods.year(self.today.year, inferred=True) if self.today else None

    @property
    def year(self) -> int | None:
        """The year that the headings, or what stands before, are about."""
        when = self.heading or self._recent or self.title
        return when.end.year if when and when.end else None

    @property
    def _recent(self) -> When | None:
        """A year's review is carried on; what lies long before the document was only background."""
        when = self.carried
        if when is None or self.today is None:
            return when
        return when if when.end and (self.today - when.end).days <= RECENT_DAYS else None


def document_date(lines: Sequence[str]) -> datetime.date | None:
    """The date in a short line at the head or the foot of an article, the one of its publication."""
    told = [line for line in lines if line.strip()]
    for line in map(normalise, [*told[:HEAD_LINES], *reversed(told[-TAIL_LINES:])]):
        match = DATELINE.search(line) if len(line) <= MOST_DATELINE else None
        if match and not SENTENCE.search(line):
            day = periods.day(*map(int, match.groups()))
            if day:
                return day
    return None


def is_heading(text: str) -> bool:
    """A short line that is no sentence."""
    return 1 < len(text) <= MOST_HEADING and not text.endswith(("。", ";", ",", ":")) and "。" not in text


def heading_time(text: str) -> When | None:
    """The year of a heading (2023年工作回顾), which dates the paragraphs under it; a day dates nothing."""
    if not is_heading(text):
        return None
    spans = [time.when for time in times_in(text) if time.sort is Sort.SPAN]
    longer = [when for when in spans if when.start and when.start != when.end]
    return longer[0].as_inferred() if len(longer) == 1 else None
