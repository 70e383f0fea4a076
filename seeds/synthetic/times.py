"""When the figures of one synthetic series hold: lines, slopes, undated pairs, part-years, inferred years, plans."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from indicators.rules.series import Role, Status

FIRST_YEAR, LAST_YEAR = 2010, 2025
STAGES = {
    0: ("来源未注明时间", "the source gives no date"),
    1: ("提升前", "before"),
    2: ("提升后", "after"),
}
INFERENCE = ("来源写“今年”，按发布日期推定", "the source says “this year”; read from its date")


@dataclass(frozen=True)
class Time:
    """A period of whole months, or a stage; `elapsed` is where it lies in years, so that values can grow with it."""

    elapsed: float
    start: datetime.date | None = None
    end: datetime.date | None = None
    stage: int | None = None
    inferred: bool = False
    role: Role = Role.ACTUAL
    status: Status = Status.REPORTED

    @property
    def is_result(self) -> bool:
        return self.role is not Role.TARGET and self.status is not Status.WITHDRAWN


@cache
def of_year(year: int, status: Status = Status.REPORTED, role: Role = Role.ACTUAL, inferred: bool = False) -> Time:
    start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return Time(year, start, end, inferred=inferred, role=role, status=status)


@cache
def of_months(year: int, month: int) -> Time:
    """From January to the end of a month."""
    end = datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
    return Time(year, datetime.date(year, 1, 1), end)


@cache
def of_stage(stage: int) -> Time:
    return Time(stage * 2.0, stage=stage)


def _line(rng: Random) -> list[Time]:
    """Three to twelve years, now and then with a gap, a preliminary end or a plan after it."""
    last = max(rng.randint(FIRST_YEAR + 2, LAST_YEAR) for _ in range(2))
    first = max(FIRST_YEAR, last - rng.randint(2, 11))
    times = [of_year(year) for year in range(first, last + 1)]
    if len(times) > 4 and rng.random() < 0.08:
        del times[rng.randint(1, len(times) - 2)]
    if rng.random() < 0.15:
        times[-1] = of_year(last, rng.choice((Status.PROVISIONAL, Status.ESTIMATED)))
    if rng.random() < 0.2:
        times.append(of_year(min(2030, last + rng.randint(1, 5)), Status.PLANNED, Role.TARGET))
    return times


def _slope(rng: Random) -> list[Time]:
    last = rng.randint(FIRST_YEAR + 1, LAST_YEAR)
    first = max(FIRST_YEAR, last - rng.randint(1, 5))
    role = Role.BASELINE if rng.random() < 0.1 else Role.ACTUAL
    return [of_year(first, role=role), of_year(last)]


def _pair(rng: Random) -> list[Time]:
    return [of_stage(1), of_stage(2)]


def _part_years(rng: Random) -> list[Time]:
    last, month = rng.randint(FIRST_YEAR + 1, LAST_YEAR), rng.choice((3, 6, 8, 9, 11))
    return [of_months(last - 1, month), of_months(last, month)]


def _single(rng: Random) -> list[Time]:
    year, chance = rng.randint(FIRST_YEAR + 3, LAST_YEAR), rng.random()
    if chance < 0.3:
        return [of_stage(0)]
    if chance < 0.5:
        return [of_year(year, inferred=True)]
    if chance < 0.6:
        return [of_year(min(2030, year + 5), Status.PLANNED, Role.TARGET)]
    if chance < 0.63:
        return [replace(of_year(year), status=Status.WITHDRAWN)]
    return [of_year(year)]


SHAPES: list[tuple[float, Callable[[Random], list[Time]]]] = [
    (0.45, _line),
    (0.60, _slope),
    (0.72, _pair),
    (0.80, _part_years),
    (1.00, _single),
]


def times_of_series(rng: Random, most: int) -> list[Time]:
    """The times of one series, at most so many; never half of a pair."""
    chance = rng.random()
    shape = next(shape for share, shape in SHAPES if chance < share)
    times = shape(rng)
    if len(times) <= most:
        return times
    return times[-most:] if shape is _line else [of_year(rng.randint(FIRST_YEAR, LAST_YEAR))]
