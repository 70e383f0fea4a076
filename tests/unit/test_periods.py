"""Periods: whole, in order, and never with a year that nobody stated."""

from __future__ import annotations

import datetime

import pytest

from indicators.rules.periods import Period, stage, year, years


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2021-01-01", "2021-12-31", "2021"),
        ("2019-01-01", "2020-12-31", "2019–2020"),
        ("2021-01-01", "2021-08-31", "2021-01–2021-08"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01–2024-02-28"),
        ("2024-11-30", "2024-11-30", "2024-11-30"),
    ],
)
def test_the_shortest_label_that_loses_nothing(start, end, label):
    assert Period(day(start), day(end)).label == label


@pytest.mark.parametrize(
    "fields",
    [
        {"start": day("2021-01-01")},
        {"end": day("2021-01-01")},
        {"start": day("2021-01-02"), "end": day("2021-01-01")},
        {},
    ],
)
def test_half_or_reversed_or_empty_periods_are_refused(fields):
    with pytest.raises(ValueError, match="period"):
        Period(**fields)


def test_dated_come_before_staged_and_each_in_order():
    periods = [stage(2, "提升后"), year(2021), stage(1, "提升前"), years(2019, 2020)]
    assert [p.label for p in sorted(periods, key=lambda p: p.sort_key)] == ["2019–2020", "2021", "提升前", "提升后"]


def test_a_stage_has_no_years():
    assert stage(1, "提升前").years is None
    assert years(2019, 2020).years == 2
