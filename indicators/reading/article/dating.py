"""When each figure of a paragraph holds: from its sentence, then its paragraph, then what frames the paragraph.

Everything but the sentence's own words is marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from indicators.reading.article import when as periods
from indicators.reading.article.figures import Figure
from indicators.reading.article.framing import Frame
from indicators.reading.article.number import Number
from indicators.reading.article.times import Sort, Time, Today, times_in
from indicators.reading.article.when import When

SENTENCE_END = re.compile(r"[。!?](?![A-Za-z)])|\n")
GOES_ON = re.compile(r"其中|分[^,。]{1,8}看|与此同时|同时|另外|此外|按[^,。]{1,8}分")
BESIDE = re.compile("[底末]?的?")
MOST_TIMES = 12  # of a sentence, looked at for one figure
FRAME = 26  # a time this near to the beginning of a sentence frames what follows
CASUAL = (Sort.NOW, Sort.WORDS)  # 目前, 近年来
FRAMING = (Sort.SPAN, Sort.SINCE, Sort.NOW)


class Dating:
    """The times of one paragraph, for its figures. `spans` are where they stand."""

    def __init__(self, text: str, frame: Frame) -> None:
        self.text = text
        self.frame = frame
        self.starts = [0, *(match.end() for match in SENTENCE_END.finditer(text) if match.end() < len(text))]
        self._use(times_in(text, Today(frame.today, frame.year, frame.is_likely)))
        self.spans = [(time.begin, time.stop) for time in self.times]

    def _use(self, times: list[Time]) -> None:
        self.times = times
        self.begins = [time.begin for time in times]
        self.frames = {goes_on: self._frames(goes_on=goes_on) for goes_on in (False, True)}

    def leave_out(self, masks: Sequence[tuple[int, int]]) -> None:
        """Times inside titles and names (《…2023—2025年…》) date nothing."""
        self._use([time for time in self.times if not _is_inside(time, masks)])

    def sentence_of(self, place: int) -> int:
        """Where the sentence of a place begins."""
        return self.starts[bisect_right(self.starts, place) - 1]

    def whens(self, figure: Figure) -> tuple[When | None, ...]:
        """The period of each of the figure's numbers, earlier first."""
        if figure.is_change:
            return self._of_change(figure)
        return (self._of_list(figure) or self._of(figure.last),)

    @property
    def carries(self) -> When | None:
        """What frames the whole paragraph, for the next one."""
        head = [time for time in self.times[:MOST_TIMES] if time.begin <= FRAME and time.sort not in CASUAL]
        return head[0].when if head and _frames(head[0]) else None

    def _between(self, start: int, end: int) -> list[Time]:
        """The last few times that begin there."""
        last = bisect_left(self.begins, end)
        return self.times[max(bisect_left(self.begins, start), last - MOST_TIMES) : last]

    def _is_beside(self, time: Time, number: Number) -> bool:
        """2022年的99.2%, but neither 比上年提高0.6 nor 是2022年的3倍."""
        return number.unit != "倍" and BESIDE.fullmatch(self.text, time.stop, number.start) is not None

    def _of(self, number: Number) -> When | None:
        """The last time before the number in its sentence; else what frames the sentence."""
        start = self.sentence_of(number.digits)
        for time in reversed(self._between(start, number.digits + 1)):
            if time.sort is not Sort.BASE or self._is_beside(time, number):
                return time.when
        return self._framing(start)

    def _framing(self, start: int) -> When | None:
        """A time at the head of an earlier sentence of the paragraph, carried on; the last such.

        2020年,… carries on to every later sentence, 2020年产值… only to one that goes on with it (其中…), or that
        nothing else dates.
        """
        goes_on = GOES_ON.match(self.text, start) is not None
        return self._framed(start, goes_on=goes_on) or self.frame.fallback or self._framed(start, goes_on=True)

    def _framed(self, start: int, *, goes_on: bool) -> When | None:
        frames = self.frames[goes_on]
        place = bisect_right(frames, start - 1, key=lambda frame: frame[0]) - 1
        return frames[place][1].as_inferred() if place >= 0 else None

    def _frames(self, *, goes_on: bool) -> list[tuple[int, When]]:
        """Where each frame begins. A month within a frame (8月份当月…) frames only its own sentence."""
        found: list[tuple[int, When]] = []
        for time in self.times:
            is_head = time.begin - self.sentence_of(time.begin) <= FRAME
            is_adverb = "," in (self.text[time.stop - 1 : time.stop], self.text[time.stop : time.stop + 1])
            carries = is_adverb or goes_on or time.sort in (Sort.SINCE, Sort.NOW)
            is_aside = self.text[time.begin - 1 : time.begin] == "("  # 三年行动(2022—2024年) names the plan
            if is_head and carries and not is_aside and _frames(time) and not (found and found[-1][1].holds(time.when)):
                found.append((time.begin, time.when))
        return found

    def _of_list(self, figure: Figure) -> When | None:
        """2014年至2016年…分别为a、b、c: a year for each."""
        if figure.size < 2 or figure.size > MOST_TIMES:
            return None
        times = self._between(self.sentence_of(figure.start), figure.start)
        spans = [time for time in times if time.sort is Sort.SPAN]
        years = [year for time in spans[-figure.size :] for year in time.when.years]
        return periods.year(years[figure.place]) if len(years) == figure.size else None

    def _of_change(self, figure: Figure) -> tuple[When | None, When | None]:
        """Each end has the time beside it; else the ends of a span that frames both (2012年至2023年, 2023年以来)."""
        start = self.sentence_of(figure.start)
        before = self._between(start, figure.first.digits)
        between = self._between(figure.first.end, figure.last.digits)
        own = before[-1] if before and self._is_beside(before[-1], figure.first) else None
        if own or between:
            earlier = _same_part(own, before[:-1]) if own else None
            rest = before[:-1] if own else before
            return earlier, between[-1].when if between else self._last_of(rest, start)
        spans = [time for time in before if time.sort is Sort.SINCE or len(time.when.years) > 1]
        if spans:
            return _first_year(spans[-1].when), self._last_year(spans[-1])
        return None, self._of(figure.last)

    def _last_of(self, times: Sequence[Time], start: int) -> When | None:
        named = [time for time in times if time.sort is not Sort.BASE]
        return named[-1].when if named else self._framing(start)

    def _last_year(self, time: Time) -> When | None:
        if time.sort is Sort.SINCE:
            return self.frame.fallback
        return periods.year(time.when.end.year) if time.when.end else None


def _frames(time: Time) -> bool:
    """A single day dates an event, not what follows it; 截至 does."""
    is_day = time.when.start is not None and time.when.start == time.when.end and "截至" not in time.when.label
    return time.sort in FRAMING and not is_day


def _is_inside(time: Time, masks: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(masks, time.begin, key=lambda mask: mask[0]) - 1
    return index >= 0 and masks[index][1] >= time.stop


def _same_part(time: Time, before: Sequence[Time]) -> When:
    """去年同期 after 2021年1—8月 is the same months of 2020."""
    spans = [one.when for one in before if one.sort is Sort.SPAN]
    if not time.is_same_part or not spans or time.when.start is None:
        return time.when
    return periods.in_year(spans[-1], time.when.start.year)


def _first_year(when: When) -> When | None:
    return periods.year(when.start.year) if when.start else None
