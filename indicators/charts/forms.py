"""Which chart form follows from the data (DESIGN §6.3), and which series of a program share a chart.

Plain Python, no Django. Nothing here asks for taste: three dated figures are a line, two a slope, an undated pair is
before and after, several counts of one kind are bars, and one figure is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from indicators.rules.series import Event, Point, Series, Status, ValueKind


class Form(StrEnum):
    """How a group of series is drawn."""

    LINE = "line"
    SLOPE = "slope"
    BEFORE_AFTER = "before-after"
    BARS = "bars"
    NUMBER = "number"


class Reason(StrEnum):
    """Why a series stays a number and gets no chart."""

    ALONE = "alone"  # one value, and nothing that may stand beside it
    OWN_SCOPE = "own-scope"  # money of another scope never shares an axis
    OWN_WHOLE = "own-whole"  # a percent of another whole never shares an axis
    OWN_SCALE = "own-scale"  # ratios and indexes have scales of their own
    NO_PAIR = "no-pair"  # several values without an order in time
    EMPTY = "empty"  # every value was withdrawn


OWN_SCALES = {
    ValueKind.MONEY: Reason.OWN_SCOPE,
    ValueKind.PERCENT: Reason.OWN_WHOLE,
    ValueKind.RATIO: Reason.OWN_SCALE,
    ValueKind.INDEX: Reason.OWN_SCALE,
}


@dataclass(frozen=True)
class PlannedChart:
    """One chart to draw. `topic` is set where the series are different indicators side by side (bars).

    `among` are the series of all panels of a group of small multiples, this one's own included: axes and margins are
    laid out for all of them, so that panels can be read against each other. Empty for a chart on its own.
    """

    key: str
    form: Form
    series: tuple[Series, ...]
    topic: str = ""
    among: tuple[Series, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def scaled(self) -> tuple[Series, ...]:
        """The series that the axes are laid out for."""
        return self.among or self.series


@dataclass(frozen=True)
class PlannedNumber:
    """One series to show as a number, and why it is no chart."""

    series: Series
    reason: Reason


@dataclass(frozen=True)
class Plan:
    charts: tuple[PlannedChart, ...]
    numbers: tuple[PlannedNumber, ...]


def with_events(planned: PlannedChart, events: Sequence[Event]) -> PlannedChart:
    """A chart over time with the measures taken between its first and its last figure, in order of time."""
    dates = [p.period for one in planned.series for p in one.points if p.period.start and p.period.end]
    if planned.form not in (Form.LINE, Form.SLOPE) or not dates:
        return planned
    first, last = min(p.start.year for p in dates if p.start), max(p.end.year for p in dates if p.end)
    within = sorted((e for e in events if first <= e.first and e.last <= last), key=lambda e: (e.first, e.last))
    return replace(planned, events=tuple(within))


def form_of(series: Sequence[Series]) -> Form:
    """The form of the series of one indicator: the richest that one of them allows. A plan makes no line longer."""
    if any(_dates(one.actual) >= 3 for one in series):
        return Form.LINE
    if any(_dates(one.points) >= 2 for one in series):
        return Form.SLOPE
    if any(_stages(one.points) >= 2 for one in series):
        return Form.BEFORE_AFTER
    if len(series) >= 2 and all(len(one.points) == 1 for one in series):
        return Form.BARS
    return Form.NUMBER


def panel_forms(panels: Sequence[Sequence[Series]]) -> list[Form]:
    """The forms of small multiples on equal axes, each panel the series of one program; NUMBER stays words.

    One panel alone follows its own data. Several share a kind of axis: where one shows time all do, and a single dated
    figure is one mark on it; where all are single figures, each is a bar from zero.
    """
    own = [form_of(series) for series in panels]
    if len(panels) == 1:
        return own
    if Form.LINE in own or Form.SLOPE in own:
        return [form if form is Form.LINE else Form.SLOPE for form in own]
    if Form.BEFORE_AFTER in own:
        return [Form.BEFORE_AFTER for _ in own]
    return [Form.BARS if all(len(one.points) == 1 for one in series) else Form.NUMBER for series in panels]


def plan_charts(series: Sequence[Series]) -> Plan:
    """Group series into charts; charts and numbers keep the order in which the series came.

    Series of two programs never share a chart: there are no league tables of places.

    Withdrawn figures are left out. Series of one indicator and one scale share a chart. Single counts of one topic and
    one unit share bars; single values of any other kind are numbers, because a shared axis would compare unlike wholes.
    """
    kept = [_drawable(one) for one in series]
    numbers = [PlannedNumber(one, Reason.EMPTY) for one in kept if not one.points]
    charts: list[PlannedChart] = []
    rest: list[Series] = []
    for group in _grouped(_split_by_dating(one for one in kept if one.points), _indicator_key):
        form = form_of(group)
        if form is Form.NUMBER:
            rest.extend(group)
        else:
            charts.append(PlannedChart(group[0].indicator, form, tuple(group)))
    for group in _grouped(rest, _topic_key):
        if len(group) >= 2 and _may_meet_others(group[0]):
            first = group[0]
            charts.append(PlannedChart(f"topic-{first.topic}-{first.unit.code}", Form.BARS, tuple(group), first.topic))
        else:
            numbers.extend(PlannedNumber(one, _reason(one)) for one in group)
    order = {one.indicator: place for place, one in reversed(list(enumerate(series)))}
    charts.sort(key=lambda chart: order[chart.series[0].indicator])
    numbers.sort(key=lambda number: order[number.series.indicator])
    return Plan(tuple(_with_unique_keys(charts)), tuple(numbers))


def _dates(points: Iterable[Point]) -> int:
    return len({(p.period.start, p.period.end) for p in points if p.period.is_dated})


def _stages(points: Iterable[Point]) -> int:
    return len({p.period.stage_order for p in points if not p.period.is_dated})


def _drawable(series: Series) -> Series:
    points = tuple(p for p in series.points if p.status is not Status.WITHDRAWN)
    return series.of(points).sorted()


def _split_by_dating(series: Iterable[Series]) -> Iterable[Series]:
    """A dated and an undated figure never share an axis, so a series that has both becomes two."""
    for one in series:
        for dated in (True, False):
            points = tuple(p for p in one.points if p.period.is_dated is dated)
            if points:
                yield one.of(points)


def _indicator_key(series: Series) -> Hashable:
    dated = series.points[0].period.is_dated
    return (series.program, series.indicator, series.unit.name, series.scale_key, dated)


def _may_meet_others(series: Series) -> bool:
    """Only single counts of a topic stand beside other indicators."""
    return series.unit.kind is ValueKind.COUNT and len(series.points) == 1 and bool(series.topic)


def _topic_key(series: Series) -> Hashable:
    unit = series.unit
    if _may_meet_others(series):
        return (series.program, series.topic, unit.code, unit.name)
    return (series.program, series.indicator, series.breakdown, unit.code, series.points[0].period.is_dated)


def _grouped(series: Iterable[Series], key: Callable[[Series], Hashable]) -> list[list[Series]]:
    groups: dict[Hashable, list[Series]] = {}
    for one in series:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def _reason(series: Series) -> Reason:
    if len(series.points) > 1:
        return Reason.NO_PAIR
    return OWN_SCALES.get(series.unit.kind, Reason.ALONE)


def _with_unique_keys(charts: Iterable[PlannedChart]) -> Iterable[PlannedChart]:
    """Dated and undated figures of one indicator, or two names of a unit code, give two charts: -2 marks the second."""
    seen: dict[str, int] = {}
    for chart in charts:
        seen[chart.key] = seen.get(chart.key, 0) + 1
        number = seen[chart.key]
        yield chart if number == 1 else replace(chart, key=f"{chart.key}-{number}")
