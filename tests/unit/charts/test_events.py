"""Measures as marks on a chart over time: in their years, told in words, and never as a cause."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import override

from indicators.charts.chart import Chart, build
from indicators.charts.forms import plan_charts, with_events
from indicators.rules.periods import stage, year
from indicators.rules.quantities import Quantity
from indicators.rules.series import Event, Point, Series, Unit, ValueKind
from tests.unit.charts.figures import wide

CNY = Unit("cny", "CNY", ValueKind.MONEY, 9)
EVENTS = [
    Event(2020, 2020, "chosen as provincial project"),
    Event(2019, 2020, "compared with a foreign standard"),
    Event(2015, 2015, "before the first figure"),
    Event(2021, 2023, "beyond the last figure"),
]


def chart(periods: list, events: list[Event]) -> Chart:
    points = tuple(Point(Quantity(Decimal(10 + n)), period) for n, period in enumerate(periods))
    (planned,) = plan_charts([Series("revenue", "Revenue", CNY, points)]).charts
    with override("en"):
        return build(with_events(planned, events))


def diamonds(drawn: Chart) -> list[float]:
    traces = [t for t in wide(drawn).data if t.marker.symbol == "diamond"]
    return [x for trace in traces for x in trace.x]


def test_only_measures_between_the_figures_are_marked_in_their_years():
    assert diamonds(chart([year(2017), year(2021)], EVENTS)) == [2019.5, 2020.0]


def test_they_are_told_in_order_and_not_as_a_cause():
    (note,) = [note for note in chart([year(2017), year(2021)], EVENTS).notes if "◆" in note]
    assert "not as a cause" in note
    assert note.index("2019–2020") < note.index("2020 chosen")
    assert "beyond" not in note


def test_an_undated_pair_has_no_marks_of_time():
    drawn = chart([stage(1, "before"), stage(2, "after")], EVENTS)
    assert diamonds(drawn) == []
    assert not [note for note in drawn.notes if "◆" in note]


def test_a_label_cannot_smuggle_markup_into_the_hover_text():
    drawn = chart([year(2017), year(2021)], [Event(2019, 2019, "<b onclick=x>bold</b>")])
    (trace,) = [t for t in wide(drawn).data if t.marker.symbol == "diamond"]
    assert "<b" not in trace.hovertext[0]
