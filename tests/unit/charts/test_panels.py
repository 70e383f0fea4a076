"""Small multiples: panels of a group have equal axes, and a form that follows from what all of them report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from indicators.charts.chart import Chart, build
from indicators.charts.forms import Form, PlannedChart, panel_forms
from indicators.rules.periods import stage
from indicators.rules.quantities import Comparator
from indicators.rules.series import Series
from tests.unit.charts import samples
from tests.unit.charts.figures import Width, narrow, wide

LINE = samples.yearly({2018: "31", 2019: "36", 2020: "35", 2022: "55"})
SLOPE = samples.yearly({2012: "651", 2023: "1004"})
DATED = samples.yearly({2021: "240"})
SINGLE = samples.count("firms", "企业数", "31")
PAIR = samples.pass_rate()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def panels(*series: Series) -> list[Chart]:
    """A panel for each series, as of programs of their own."""
    own = [replace(one, program=f"p{number}") for number, one in enumerate(series)]
    forms = panel_forms([[one] for one in own])
    return [build(PlannedChart("firms", form, (one,), among=tuple(own))) for form, one in zip(forms, own, strict=True)]


@pytest.mark.parametrize(
    ("series", "forms"),
    [
        ([LINE], [Form.LINE]),
        ([DATED], [Form.NUMBER]),
        ([LINE, SLOPE, DATED], [Form.LINE, Form.SLOPE, Form.SLOPE]),
        ([PAIR, replace(PAIR, points=PAIR.points[:1])], [Form.BEFORE_AFTER, Form.BEFORE_AFTER]),
        ([SINGLE, SINGLE], [Form.BARS, Form.BARS]),
        ([SINGLE, replace(SINGLE, points=SINGLE.points * 2)], [Form.BARS, Form.NUMBER]),
    ],
)
def test_the_form_of_panels(series: list[Series], forms: list[Form]) -> None:
    assert panel_forms([[one] for one in series]) == forms


@pytest.mark.parametrize("width", [wide, narrow])
@pytest.mark.parametrize(
    "series",
    [
        (LINE, SLOPE, DATED),
        (PAIR, replace(PAIR, points=(samples.point("91", stage(0, "before")), samples.point("99", stage(1, "after"))))),
        (SINGLE, replace(SINGLE, points=(samples.point("4000", sign=Comparator.GT),))),
    ],
)
def test_panels_have_equal_axes_and_margins(series: tuple[Series, ...], width: Width) -> None:
    layouts = [width(one).layout for one in panels(*series)]
    for part in ("xaxis.range", "yaxis.range", "xaxis.tickvals", "margin.l", "margin.r", "height"):
        assert len({str(layout[part]) for layout in layouts}) == 1, part


def test_a_chart_on_its_own_has_its_own_axis() -> None:
    own = build(PlannedChart("firms", Form.LINE, (LINE,)))
    among = panels(LINE, SLOPE)[0]
    assert narrow(own).layout.yaxis.range[1] < narrow(among).layout.yaxis.range[1]


def test_a_cropped_axis_is_said_in_each_panel() -> None:
    close = [samples.yearly({2020: "96.1", 2021: high}, unit=samples.PERCENT) for high in ("97.0", "99.2")]
    assert all("does not start at zero" in one.subtitle for one in panels(*close))
    low = samples.yearly({2020: "12.0", 2021: "13.0"}, unit=samples.PERCENT)
    assert not any("does not start at zero" in one.subtitle for one in panels(close[0], low))


def test_labels_do_not_lie_on_the_time_axis() -> None:
    figure = narrow(panels(samples.yearly({2020: "1", 2021: "2"}), samples.yearly({2020: "900", 2021: "1000"}))[0])
    (labels,) = [trace for trace in figure.data if trace.mode == "markers+text"]
    assert min(labels.y) > 20


def test_a_single_bar_of_a_panel_has_no_name_beside_it() -> None:
    bars = narrow(panels(SINGLE, SINGLE)[0])
    assert not any("企业数" in text for trace in bars.data if trace.text for text in trace.text)
