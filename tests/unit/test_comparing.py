"""The guard of the compare page: what shares an axis, and with which reason the rest does not."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.comparing import Unlike, compare, why_apart
from indicators.rules.periods import Period, stage, year, years
from indicators.rules.series import Accumulation, Role, Series, Status, ValueKind
from tests.unit.charts.samples import CNY, FIRMS, PERCENT, point

FLOW, STOCK, TOTAL, UNKNOWN = Accumulation.FLOW, Accumulation.STOCK, Accumulation.CUMULATIVE, Accumulation.UNKNOWN


def series(program="a", indicator="export", *periods, unit=CNY, kind=FLOW) -> Series:
    points = tuple(point("1.5", period) for period in periods or (year(2020), year(2021)))
    return Series(indicator, indicator, unit, points, accumulation=kind, program=program)


def reasons(*given: Series) -> set[Unlike]:
    return {refusal.reason for refusal in compare(given).refusals}


def test_one_indicator_of_several_programs_shares_an_axis() -> None:
    found = compare([series("a"), series("b"), series("c", "export", year(2012))])
    assert [[one.program for one in group.series] for group in found.groups] == [["a", "b", "c"]]
    assert found.refusals == ()


def test_the_order_of_programs_is_kept_whatever_their_values() -> None:
    small = replace(series("first"), points=(point("1", year(2020)),))
    large = replace(series("second"), points=(point("999", year(2020)),))
    assert [one.program for one in compare([small, large]).groups[0].series] == ["first", "second"]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (series("a", "revenue"), Unlike.SCOPE),
        (series("a", "export", unit=FIRMS), Unlike.UNIT),
        (series("a", "export", unit=replace(CNY, name="美元")), Unlike.UNIT),
        (series("a", "share", unit=PERCENT), Unlike.UNIT),
        (series("a", "export", kind=TOTAL), Unlike.ACCUMULATION),
        (series("a", "export", kind=STOCK), Unlike.ACCUMULATION),
        (series("a", "export", kind=UNKNOWN), Unlike.ACCUMULATION),
        (series("a", "export", stage(0, "未注明时间")), Unlike.DATING),
        (series("a", "export", years(2019, 2020)), Unlike.SPAN),
        (series("a", "export", Period(datetime.date(2021, 1, 1), datetime.date(2021, 8, 31))), Unlike.SPAN),
    ],
)
def test_what_is_unlike_is_refused_with_its_reason(other: Series, reason: Unlike) -> None:
    found = compare([series("a"), other])
    assert len(found.groups) == 2
    assert reasons(series("a"), other) == {reason}


def test_two_percents_of_different_things_do_not_share_an_axis() -> None:
    assert why_apart(series("a", "pass-rate", unit=PERCENT), series("a", "share", unit=PERCENT)) is Unlike.SCOPE


def test_a_power_of_ten_is_no_other_unit() -> None:
    assert why_apart(series("a"), series("b", unit=replace(CNY, mult=4))) is None


def test_a_series_of_unlike_periods_is_cut() -> None:
    mixed = series("a", "export", year(2020), stage(0, "未注明时间"), years(2018, 2019))
    found = compare([mixed])
    assert sorted(group.span for group in found.groups) == ["", "P1Y", "P2Y"]
    assert {refusal.reason for refusal in found.refusals} == {Unlike.DATING, Unlike.SPAN}


@pytest.mark.parametrize("kind", [STOCK, TOTAL])
def test_the_length_of_a_period_does_not_matter_for_a_state_or_a_running_total(kind: Accumulation) -> None:
    assert len(compare([series("a", "firms", year(2020), years(2018, 2019), kind=kind)]).groups) == 1


def test_an_unknown_accumulation_is_shared_and_marked() -> None:
    found = compare([series("a", kind=UNKNOWN), series("b", kind=UNKNOWN)])
    assert len(found.groups) == 1
    assert found.groups[0].of_unknown_accumulation
    assert not compare([series("a")]).groups[0].of_unknown_accumulation


def test_a_plan_shares_the_axis_and_a_withdrawn_figure_does_not_appear() -> None:
    plan = point("3", year(2025), status=Status.PLANNED, role=Role.TARGET)
    gone = point("9", year(2022), status=Status.WITHDRAWN)
    (group,) = compare([replace(series("a"), points=(*series("a").points, plan, gone))]).groups
    assert [p.period.label for p in group.first.points] == ["2020", "2021", "2025"]
    assert compare([replace(series("a"), points=(gone,))]).groups == ()


def test_nothing_gives_nothing() -> None:
    assert compare([]).groups == ()


@pytest.mark.parametrize(
    ("period", "span"),
    [
        (year(2020), "P1Y"),
        (years(2019, 2020), "P2Y"),
        (Period(datetime.date(2021, 1, 1), datetime.date(2021, 8, 31)), "P8M"),
        (Period(datetime.date(2021, 5, 4), datetime.date(2021, 5, 4)), "P1D"),
        (stage(1, "提升后"), ""),
    ],
)
def test_how_long_a_period_is(period: Period, span: str) -> None:
    assert period.duration == span


PERIODS = st.sampled_from([year(2020), year(2021), years(2019, 2020), stage(0, "无"), stage(1, "后")])
MADE = st.builds(
    lambda program, indicator, unit, kind, periods: series(program, indicator, *periods, unit=unit, kind=kind),
    st.sampled_from("abc"),
    st.sampled_from(["export", "revenue"]),
    st.sampled_from([CNY, FIRMS, PERCENT]),
    st.sampled_from(list(Accumulation)),
    st.lists(PERIODS, min_size=1, max_size=4),
)


@given(st.lists(MADE, max_size=8))
def test_every_figure_is_in_one_group_and_a_group_has_one_unit_and_one_scope(given: list[Series]) -> None:
    found = compare(given)
    assert sum(len(s.points) for g in found.groups for s in g.series) == sum(len(s.points) for s in given)
    for group in found.groups:
        assert len({(s.indicator, s.scale_key, s.unit.name) for s in group.series}) == 1
        assert len({p.period.is_dated for s in group.series for p in s.points}) == 1
        if group.first.accumulation in (FLOW, UNKNOWN):
            assert len({p.period.duration for s in group.series for p in s.points}) == 1
    assert len(found.refusals) == len(found.groups) * (len(found.groups) - 1) // 2
    assert ValueKind.PERCENT not in {g.first.unit.kind for g in found.groups if g.first.unit.code == "cny"}
