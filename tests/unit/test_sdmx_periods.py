"""Periods and queries in the words of SDMX."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.exports.sdmx.asked import Refused, asked
from indicators.exports.sdmx.concepts import DATED, FLOWS, STAGED
from indicators.exports.sdmx.periods import dated, frequency, time_period
from indicators.rules.periods import Period, stage, year, years

day = datetime.date


def span(first: day, last: day) -> Period:
    return Period(first, last)


PERIODS = [
    (year(2021), "2021", "A"),
    (years(2012, 2013), "2012-01-01/P2Y", "_O"),
    (span(day(2021, 1, 1), day(2021, 8, 31)), "2021-01-01/P8M", "_O"),
    (span(day(2021, 7, 1), day(2021, 12, 31)), "2021-S2", "S"),
    (span(day(2021, 4, 1), day(2021, 6, 30)), "2021-Q2", "Q"),
    (span(day(2021, 2, 1), day(2021, 4, 30)), "2021-02-01/P3M", "_O"),
    (span(day(2021, 2, 1), day(2021, 7, 31)), "2021-02-01/P6M", "_O"),
    (span(day(2024, 2, 1), day(2024, 2, 29)), "2024-02", "M"),
    (span(day(2021, 5, 17), day(2021, 5, 17)), "2021-05-17", "D"),
    (span(day(2021, 5, 17), day(2021, 6, 2)), "2021-05-17/P17D", "_O"),
]


@pytest.mark.parametrize(("period", "text", "code"), PERIODS)
def test_a_period_is_written_as_sdmx_asks_and_read_again(period, text, code):
    assert (time_period(period), frequency(period)) == (text, code)
    assert dated(text) == (period.start, period.end)


@given(st.dates(day(1949, 1, 1), day(2100, 12, 31)), st.integers(0, 4000))
def test_no_period_loses_a_day(start, days):
    period = span(start, start + datetime.timedelta(days=days))
    assert dated(time_period(period)) == (period.start, period.end)


def test_an_undated_figure_has_no_time_period():
    with pytest.raises(ValueError, match="undated"):
        time_period(stage(1, "提升前"))


def ask(path: str = "QP/*/*/*", **parameters: str):
    agency, flow, version, key = path.split("/")
    return asked(agency, flow, version, key, parameters)


def test_everything_is_both_dataflows():
    assert ask().flows == FLOWS
    assert ask("*/STAGED/+/*").flows == (STAGED,)


def test_a_key_and_components_choose_codes():
    found = ask("QP/DATED/1.0.0/A.360982..revenue", **{"c[ROLE]": "actual,eq:target", "attributes": "dsd"})
    assert found.codes == {
        "FREQ": {"A"},
        "REF_AREA": {"360982"},
        "INDICATOR": {"revenue"},
        "ROLE": {"actual", "target"},
    }


@pytest.mark.parametrize("text", ["ge:2020+le:2022-05", "ge:2020 le:2022-05"])
def test_a_span_of_time_asks_for_dated_figures(text):
    found = ask(**{"c[TIME_PERIOD]": text})
    assert (found.since, found.until) == (day(2020, 1, 1), day(2022, 5, 31))
    assert found.flows == (DATED,)


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("ECB/*/*/*", {}, 404),
        ("QP/OTHER/*/*", {}, 404),
        ("QP/DATED/2.0.0/*", {}, 404),
        ("QP/*/*/A.360982", {}, 400),
        ("QP/DATED/*/A.*.*.*.*.*.2021.x", {}, 400),
        ("QP/DATED/*/A.*.*.*.*.*.2021", {}, 501),
        ("QP/DATED/*/A,M", {}, 501),
        ("QP/*/*/*", {"c[OBS_VALUE]": "gt:5"}, 501),
        ("QP/*/*/*", {"c[ROLE]": "ne:target"}, 501),
        ("QP/*/*/*", {"c[TIME_PERIOD]": "2021"}, 501),
        ("QP/*/*/*", {"c[TIME_PERIOD]": "ge:soon"}, 400),
        ("QP/*/*/*", {"lastNObservations": "1"}, 501),
        ("QP/*/*/*", {"includeHistory": "true"}, 501),
        ("QP/*/*/*", {"updatedAfter": "2026-01-01"}, 501),
        ("QP/*/*/*", {"format": "xml"}, 501),
    ],
)
def test_what_is_not_covered_is_refused_by_name(path, parameters, status):
    with pytest.raises(Refused) as refused:
        ask(path, **parameters)
    assert refused.value.status == status
