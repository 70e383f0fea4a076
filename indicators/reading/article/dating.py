"""When each figure holds: from its sentence, then its paragraph, the heading or title above it, then the document's date.

Everything but the sentence's own words is marked as inferred.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.reading.article.figures import Figure
from indicators.reading.article.number import Number
from indicators.reading.article.times import Sort, Time, When, in_year, times_in
from indicators.reading.normalise import normalise

SENTENCE_END = re.compile(r"[。!?](?![A-Za-z)])|\n")
DATELINE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./年](1[0-2]|0?[1-9])[-./月](3[01]|[12]\d|0?[1-9])(?!\d)")
FULL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
MOST_DATELINE = 60
HEAD_LINES, TAIL_LINES = 6, 4
MOST_TIMES = 12  # of a sentence, looked at for one figure
RECENT_DAYS = 400
GOES_ON = re.compile(r"其中|分[^,。]{1,8}看|与此同时|同时|另外|此外|按[^,。]{1,8}分")
BESIDE = re.compile(r"(?:底|末)?的?")
FRAME = 26  # a time this near to the beginning of a sentence frames what follows


def document_date(lines: Sequence[str]) -> datetime.date | None:
    """The date in a short line at the head or the foot of an article, the one of its publication."""
    told = [line for line in lines if line.strip()]
    for line in map(normalise, [*told[:HEAD_LINES], *reversed(told[-TAIL_LINES:])]):
        match = DATELINE.search(line) if len(line) <= MOST_DATELINE else None
        if match and not re.search(r"[,。;]\S{12}", line):
            try:
                return datetime.date(*map(int, match.groups()))
            except ValueError:
                continue
    return None


def sentences(text: str) -> list[int]:
    """Where the sentences of a paragraph begin; the first begins at 0."""
    return [0, *(match.end() for match in SENTENCE_END.finditer(text) if match.end() < len(text))]


@dataclass(frozen=True)
class Frame:
    """What dates a paragraph from outside: the heading above it, the title, the document's date."""

    heading: When | None = None
    carried: When | None = None  # what framed the paragraph before
    title: When | None = None
    today: datetime.date | None = None

    @property
    def fallback(self) -> When | None:
        outer = self.heading or self._recent or self.title
        if outer:
            return outer.as_inferred()
        if self.today:
            year = self.today.year
            return When(f"{year}年", datetime.date(year, 1, 1), datetime.date(year, 12, 31), inferred=True)
        return None

    @property
    def year(self) -> int | None:
        """The year that headings are about."""
        when = self.heading or self.title
        return when.end.year if when and when.end else None

    @property
    def _recent(self) -> When | None:
        """A year's review is carried on; what lies long before the document was only background."""
        when = self.carried
        if when is None or self.today is None:
            return when
        return when if when.end and (self.today - when.end).days <= RECENT_DAYS else None


class Dating:
    """The times of one paragraph, for its figures."""

    def __init__(self, text: str, frame: Frame) -> None:
        self.text = text
        self.frame = frame
        self.starts = sentences(text)
        self._use(times_in(text, frame.today, frame.year))
        self.spans = [(time.begin, time.stop) for time in self.times]

    def _use(self, times: list[Time]) -> None:
        self.times = times
        self.begins = [time.begin for time in times]
        self.frames = (self._all_frames(goes_on=False), self._all_frames(goes_on=True))

    def leave_out(self, masks: Sequence[tuple[int, int]]) -> None:
        """Times inside titles and names (《…2023—2025年…》) date nothing."""
        self._use([time for time in self.times if not _inside(time, masks)])

    def whens(self, figure: Figure) -> tuple[When | None, ...]:
        """The period of each of the figure's numbers, earlier first."""
        if figure.is_change:
            return self._of_change(figure)
        time = self._of_list(figure) or self._before(figure.last)
        return (_plain(time) if isinstance(time, Time) else time,) * 1

    def sentence_of(self, place: int) -> int:
        return self.starts[bisect_right(self.starts, place) - 1]

    def _times_between(self, start: int, end: int) -> list[Time]:
        """The last few that begin there."""
        last = bisect_left(self.begins, end)
        return self.times[max(bisect_left(self.begins, start), last - MOST_TIMES) : last]

    def _is_beside(self, time: Time, number: Number) -> bool:
        """2022年的99.2%, but neither 比上年提高0.6 nor 是2022年的3倍."""
        return number.unit != "倍" and BESIDE.fullmatch(self.text[time.stop : number.start]) is not None

    def _before(self, number: Number) -> Time | When | None:
        """The last time before the figure in its sentence; else what frames the sentence."""
        start = self.sentence_of(number.digits)
        for time in reversed(self._times_between(start, number.digits + 1)):
            if time.sort is not Sort.BASE or self._is_beside(time, number):
                return time
        return self._framing(start) or self.frame.fallback

    def _framing(self, start: int) -> When | None:
        """A time at the head of an earlier sentence of the paragraph, carried on; the last such.

        2020年,… carries on to every later sentence, 2020年产值… only to one that goes on with it (其中…).
        """
        index = 1 if GOES_ON.match(self.text, start) else 0
        frames = self.frames[index]
        place = bisect_right(frames, start - 1, key=lambda frame: frame[0]) - 1
        return frames[place][1].as_inferred() if place >= 0 else None

    def _all_frames(self, *, goes_on: bool) -> list[tuple[int, When]]:
        """Where each frame begins. A month within a frame (8月份当月…) frames only its own sentence."""
        found: list[tuple[int, When]] = []
        for time in self.times:
            is_head = time.begin - self.sentence_of(time.begin) <= FRAME
            is_adverb = self.text[time.stop - 1 : time.stop] == "," or self.text[time.stop : time.stop + 1] == ","
            carries = is_adverb or goes_on or time.sort in (Sort.SINCE, Sort.NOW)
            if is_head and carries and _frames(time) and not (found and _lies_in(time.when, found[-1][1])):
                found.append((time.begin, time.when))
        return found

    @property
    def carries(self) -> When | None:
        """What frames the whole paragraph, for the next one."""
        first = [time for time in self.times if time.begin <= FRAME and _frames(time) and time.sort is not Sort.NOW]
        return first[0].when if first else None

    def _of_list(self, figure: Figure) -> When | None:
        """2014年至2016年…分别为a、b、c: a year for each."""
        if figure.size < 2:
            return None
        start = self.sentence_of(figure.first.start)
        near = [time for time in self._times_between(start, figure.first.start) if time.sort is Sort.SPAN]
        years = [year for time in near[-figure.size :] for year in _years(time.when)]
        if len(years) == figure.size:
            year = years[figure.place]
            return When(f"{year}年", datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        return None

    def _of_change(self, figure: Figure) -> tuple[When | None, ...]:
        """Each end has the time beside it; else the ends of a span that frames both (2012年至2023年, 2023年以来)."""
        start = self.sentence_of(figure.first.start)
        before = self._times_between(start, figure.first.digits)
        between = self._times_between(figure.first.end, figure.last.digits)
        own = before[-1] if before and self._is_beside(before[-1], figure.first) else None
        later = between[-1].when if between else None
        if own or later:
            earlier = self._same_part(own, before[:-1]) if own else None
            return earlier, later or self._end(before[:-1] if own else before, start)
        span = _span(before)
        if span:
            return _first_year(span), self._last_year(span)
        last = self._before(figure.last)
        return None, last.when if isinstance(last, Time) else last

    def _same_part(self, time: Time, before: Sequence[Time]) -> When:
        """去年同期 after 2021年1—8月 is the same months of 2020."""
        spans = [one.when for one in before if one.sort is Sort.SPAN]
        if not time.is_same_part or not spans or time.when.start is None:
            return time.when
        return in_year(spans[-1], time.when.start.year)

    def _end(self, before: Sequence[Time], start: int) -> When | None:
        times = [time for time in before if time.sort is not Sort.BASE]
        return times[-1].when if times else self._framing(start) or self.frame.fallback

    def _last_year(self, time: Time) -> When | None:
        if time.sort is Sort.SINCE:
            return self.frame.fallback
        end = time.when.end
        return None if end is None else _year(end.year)


def _frames(time: Time) -> bool:
    """A single day dates an event, not what follows it; 截至 does."""
    is_day = time.when.start is not None and time.when.start == time.when.end and "截至" not in time.when.label
    return time.sort in (Sort.SPAN, Sort.SINCE, Sort.NOW) and not is_day


def _lies_in(when: When, frame: When) -> bool:
    if not (frame.start and frame.end and when.start and when.end):
        return False
    return when != frame and frame.start <= when.start and when.end <= frame.end


def _plain(time: Time) -> When:
    return time.when


def _inside(time: Time, masks: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(masks, (time.begin, 10**9)) - 1
    return index >= 0 and masks[index][1] >= time.stop


def _span(times: Sequence[Time]) -> Time | None:
    for time in reversed(times):
        if time.sort is Sort.SINCE or len(_years(time.when)) > 1:
            return time
    return None


def _years(when: When) -> range:
    if when.start is None or when.end is None or (when.start.month, when.end.month) != (1, 12):
        return range(0)
    return range(when.start.year, when.end.year + 1)


def _first_year(time: Time) -> When | None:
    return None if time.when.start is None else _year(time.when.start.year)


def _year(year: int) -> When:
    return When(f"{year}年", datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def is_heading(text: str) -> bool:
    return 1 < len(text) <= 40 and not text.endswith(("。", ";", ",", ":")) and "。" not in text


def heading_time(text: str) -> When | None:
    """The year of a heading (2023年工作回顾), which dates the paragraphs under it."""
    if not is_heading(text):
        return None
    spans = [time.when for time in times_in(text, None) if time.sort is Sort.SPAN]
    longer = [when for when in spans if when.start and when.start != when.end]
    return longer[0].as_inferred() if len(longer) == 1 else None
