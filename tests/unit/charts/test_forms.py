"""The form follows from the data (DESIGN §6.3), and only like stands beside like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.charts.forms import Form, Reason, form_of, plan_charts
from indicators.rules.periods import stage, year
from indicators.rules.quantities import Comparator
from indicators.rules.series import Role, Series, Status
from tests.unit.charts import samples


def keys(series: list[Series]) -> dict[str, Form]:
    return {chart.key: chart.form for chart in plan_charts(series).charts}


def reasons(series: list[Series]) -> dict[str, Reason]:
    return {number.series.indicator: number.reason for number in plan_charts(series).numbers}


def test_three_dated_figures_are_a_line() -> None:
    assert form_of([samples.yearly({2019: "1", 2020: "2", 2021: "3"})]) is Form.LINE


def test_two_dated_figures_are_a_slope() -> None:
    assert form_of([samples.yearly({2012: "1", 2023: "2"})]) is Form.SLOPE


def test_a_plan_does_not_make_two_figures_a_line() -> None:
    two = samples.yearly({2019: "1", 2021: "2"})
    planned = samples.point("3", year(2025), status=Status.PLANNED)
    assert form_of([replace(two, points=(*two.points, planned))]) is Form.SLOPE


def test_one_result_and_its_target_are_two_marks() -> None:
    one = samples.yearly({2021: "2"})
    target = samples.point("3", year(2025), role=Role.TARGET)
    assert form_of([replace(one, points=(*one.points, target))]) is Form.SLOPE


def test_an_undated_pair_is_before_and_after() -> None:
    assert form_of([samples.pass_rate()]) is Form.BEFORE_AFTER


def test_one_value_is_a_number() -> None:
    assert form_of([samples.count("a", "A", "1")]) is Form.NUMBER


def test_two_values_of_one_stage_are_no_pair() -> None:
    one = samples.count("a", "A", "1")
    both = replace(one, points=(*one.points, samples.point("2", role=Role.TARGET)))
    assert reasons([both]) == {"a": Reason.NO_PAIR}


def test_breakdowns_of_one_indicator_share_a_chart() -> None:
    plan = plan_charts(samples.fujian())
    assert keys(samples.fujian()) == {"export-value": Form.SLOPE, "export-firms": Form.SLOPE}
    assert [[one.breakdown for one in chart.series] for chart in plan.charts] == [["对欧", "全球"]] * 2
    assert not plan.numbers


def test_different_indicators_of_one_unit_never_share_a_line() -> None:
    other = replace(samples.yearly({2012: "3", 2023: "4"}), indicator="other")
    assert set(keys([samples.yearly({2012: "1", 2023: "2"}), other])) == {"firms", "other"}


def test_counts_of_one_topic_and_unit_are_bars_in_the_order_of_the_source() -> None:
    plan = plan_charts(samples.zhangshu())
    bars = [chart for chart in plan.charts if chart.form is Form.BARS]
    assert [chart.key for chart in bars] == ["topic-brand-piece", "topic-standards-item"]
    assert [one.points[0].quantity.value for one in bars[0].series] == [1, 5, 17, 106]
    assert [one.points[0].quantity.value for one in bars[1].series] == [11, 19, 2]


def test_counts_of_two_units_never_share_bars() -> None:
    assert [(chart.key, len(chart.series)) for chart in plan_charts(samples.guangdong()).charts] == [
        ("topic-quality-enterprise", 3)
    ]
    assert reasons(samples.guangdong()) == {"problems": Reason.ALONE}


def test_a_lonely_planned_count_stays_a_number() -> None:
    assert reasons(samples.zhangshu()) == {"services": Reason.ALONE}


def test_money_of_two_scopes_never_shares_an_axis() -> None:
    assert keys(samples.jingdezhen()) == {"pass-rate": Form.BEFORE_AFTER}
    assert reasons(samples.jingdezhen()) == {
        "ceramics-revenue": Reason.OWN_SCOPE,
        "live-sales": Reason.OWN_SCOPE,
    }


def test_percents_of_two_wholes_never_share_an_axis() -> None:
    shares = [samples.count(code, code, "40", samples.PERCENT) for code in ("a", "b")]
    assert keys(shares) == {}
    assert set(reasons(shares).values()) == {Reason.OWN_WHOLE}


def test_withdrawn_figures_are_not_drawn() -> None:
    three = samples.yearly({2019: "1", 2020: "2", 2021: "3"})
    gone = replace(three.points[1], status=Status.WITHDRAWN)
    assert keys([replace(three, points=(three.points[0], gone, three.points[2]))]) == {"firms": Form.SLOPE}
    assert reasons([replace(three, points=(gone,))]) == {"firms": Reason.EMPTY}


def test_dated_and_undated_figures_never_share_an_axis() -> None:
    dated = samples.yearly({2012: "1", 2023: "2"})
    undated = (samples.point("3", stage(0, "提升前")), samples.point("4", stage(1, "提升后")))
    assert keys([replace(dated, points=dated.points + undated)]) == {
        "firms": Form.SLOPE,
        "firms-2": Form.BEFORE_AFTER,
    }


def test_every_series_is_planned_once() -> None:
    series = [*samples.fujian(), *samples.jingdezhen(), *samples.zhangshu(), *samples.awards(), *samples.guangdong()]
    plan = plan_charts(series)
    planned = [one for chart in plan.charts for one in chart.series] + [number.series for number in plan.numbers]
    assert sorted((one.indicator, one.breakdown) for one in planned) == sorted(
        (one.indicator, one.breakdown) for one in series
    )


@pytest.mark.parametrize("sign", list(Comparator))
def test_a_bound_does_not_change_the_order_of_bars(sign: Comparator) -> None:
    series = [samples.count("a", "A", "1"), samples.count("b", "B", "9", sign=sign), samples.count("c", "C", "5")]
    assert [one.indicator for one in plan_charts(series).charts[0].series] == ["a", "b", "c"]


def test_two_programs_never_share_a_chart() -> None:
    here = replace(samples.yearly({2012: "1", 2023: "2"}), program="here")
    assert len(plan_charts([here, replace(here, program="there")]).charts) == 2
    one = replace(samples.count("a", "A", "1"), program="here")
    assert not plan_charts([one, replace(one, indicator="b", program="there")]).charts
