"""What a chart says in words: title, subtitle, a description that stands for the drawing, notes and the source line.

In the active language; msgids are English sentences with named places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators import words
from indicators.charts.axes import gaps, time_position
from indicators.charts.changes_in_words import Change, change_between
from indicators.charts.forms import Form, PlannedChart
from indicators.charts.scales import axis_of, shown_ticks, value_range
from indicators.rules import numbers
from indicators.rules.series import Point, Series, Status, ValueKind


@dataclass(frozen=True)
class Words:
    """`subject` of the descriptions (a place and its chain) is given by the caller; texts are plain, not HTML."""

    title: str
    subtitle: str
    description: str
    notes: tuple[str, ...]
    source: str


def describe(chart: PlannedChart, language: str, *, topic_name: str = "", subject: str = "") -> Words:
    """Everything that is said about the chart. `topic_name` names the measure category of bars."""
    return Words(
        title=_title(chart, topic_name),
        subtitle=_subtitle(chart, language),
        description=_description(chart, language, subject),
        notes=tuple(dict.fromkeys(_notes(chart))),
        source=words.source_words(source for point in _points(chart) for source in point.sources),
    )


def _points(chart: PlannedChart) -> list[Point]:
    return [point for series in chart.series for point in series.points]


def _title(chart: PlannedChart, topic_name: str) -> str:
    if chart.topic:
        return _("%(topic)s: what was counted") % {"topic": topic_name or chart.topic}
    return chart.series[0].name


def _subtitle(chart: PlannedChart, language: str) -> str:
    parts = [numbers.unit_label(chart.series[0].unit, language), _when(chart), _crop(chart, language)]
    return pgettext("between parts of a subtitle", " · ").join(part for part in parts if part)


def _when(chart: PlannedChart) -> str:
    periods = {point.period.sort_key: point.period for point in _points(chart)}
    if any(not period.is_dated for period in periods.values()):
        return _("the source gives no dates")
    ordered = [periods[key] for key in sorted(periods)]
    first, last = words.period_words(ordered[0]), words.period_words(ordered[-1])
    if len(ordered) == 1:
        return first
    if chart.form is Form.SLOPE and len(ordered) == 2:
        return _("%(first)s and %(last)s: two points in time, the years between are not known") % {
            "first": first,
            "last": last,
        }
    if chart.form is Form.BARS:
        return words.listed([words.period_words(period) for period in ordered])
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _crop(chart: PlannedChart, language: str) -> str:
    """Said in words wherever an axis does not start at zero (DESIGN §6.1)."""
    if chart.form in (Form.LINE, Form.SLOPE):
        axis = axis_of(chart.scaled)
        start = axis.ticks[0] if axis.cropped else None
    elif chart.form is Form.BEFORE_AFTER:
        low, high = value_range(chart.scaled, 536, 100)
        ticks = shown_ticks(chart.scaled, low, high)
        start = ticks[0] if ticks and low > 0 else None
    else:
        start = None
    if start is None:
        return ""
    return _("the axis does not start at zero")


def _description(chart: PlannedChart, language: str, subject: str) -> str:
    if chart.form is Form.BARS:
        return _bars_sentence(chart, language, subject)
    sentences = [_series_sentence(chart, series, language, subject) for series in chart.series]
    return words.in_one_text([sentence for part in sentences for sentence in part], language)


def _name_of(series: Series, subject: str) -> str:
    name = series.name
    if series.breakdown:
        name = _("%(name)s (%(breakdown)s)") % {"name": name, "breakdown": series.breakdown}
    return _("%(subject)s: %(name)s") % {"subject": subject, "name": name} if subject else name


def _figure(series: Series, point: Point, language: str) -> str:
    return words.with_status(words.quantity_words(point.quantity, series.unit, language), _without_plan(point))


def _without_plan(point: Point) -> Point:
    """A plan has a sentence of its own, so its figure needs no second word."""
    return Point(point.quantity, point.period) if point.is_plan else point


def _series_sentence(chart: PlannedChart, series: Series, language: str, subject: str) -> list[str]:
    """First to last result with the change, then the range of a line, then each plan."""
    results = series.actual
    sentences = []
    if len(results) > 1:
        sentences.append(_change_sentence(chart, series, results[0], results[-1], language, subject))
    elif results:
        sentences.append(_single_sentence(series, results[0], language, subject))
    if chart.form is Form.LINE and _turns(results):
        sentences.append(_range_sentence(series, results, language))
    sentences += [_plan_sentence(series, point, language, subject) for point in series.points if point.is_plan]
    return sentences


def _change_sentence(
    chart: PlannedChart, series: Series, first: Point, last: Point, language: str, subject: str
) -> str:
    places = {
        "name": _name_of(series, subject),
        "from": _figure(series, first, language),
        "to": _figure(series, last, language),
        "first": words.period_words(first.period),
        "last": words.period_words(last.period),
    }
    change = change_between(series, first, last, language)
    dated = chart.form is not Form.BEFORE_AFTER
    if change is None:
        if dated:
            return _("%(name)s: %(from)s in %(first)s, %(to)s in %(last)s.") % places
        return _("%(name)s: %(from)s (%(first)s), %(to)s (%(last)s).") % places
    places["size"] = _size(change, alone=len(chart.series) == 1)
    return _changed(change.direction, dated=dated) % places


def _changed(direction: int, *, dated: bool) -> str:
    """A sentence for each way, because languages build them differently; it says so where the source has no dates."""
    if dated and direction > 0:
        return _("%(name)s rose from %(from)s in %(first)s to %(to)s in %(last)s, by %(size)s.")
    if dated and direction < 0:
        return _("%(name)s fell from %(from)s in %(first)s to %(to)s in %(last)s, by %(size)s.")
    if dated:
        return _("%(name)s was %(from)s in %(first)s and the same in %(last)s.")
    if direction > 0:
        return _(
            "%(name)s rose from %(from)s (%(first)s) to %(to)s (%(last)s), by %(size)s; the source gives no dates."
        )
    if direction < 0:
        return _(
            "%(name)s fell from %(from)s (%(first)s) to %(to)s (%(last)s), by %(size)s; the source gives no dates."
        )
    return _("%(name)s was %(from)s both %(first)s and %(last)s; the source gives no dates.")


def _size(change: Change, *, alone: bool) -> str:
    """The change and its percent; how it was computed is said once, here or, for several series, in a note."""
    places = {"size": change.size, "percent": change.percent}
    if not change.percent:
        return change.size
    if alone:
        return _("%(size)s (%(percent)s, computed from the published figures)") % places
    return _("%(size)s (%(percent)s)") % places


def _single_sentence(series: Series, point: Point, language: str, subject: str) -> str:
    return _("%(name)s: %(figure)s (%(period)s).") % {
        "name": _name_of(series, subject),
        "figure": _figure(series, point, language),
        "period": words.period_words(point.period),
    }


def _turns(results: Sequence[Point]) -> bool:
    """True where the first and the last figure are not already the lowest and the highest."""
    if len(results) < 3 or any(point.is_open for point in results):
        return False
    values = [point.quantity.base_value for point in results]
    return {min(values), max(values)} != {values[0], values[-1]}


def _range_sentence(series: Series, results: Sequence[Point], language: str) -> str:
    by_value = sorted(results, key=lambda point: point.quantity.base_value)
    low, high = by_value[0], by_value[-1]
    return _("Of %(count)d figures the lowest is %(low)s (%(low_period)s), the highest %(high)s (%(high_period)s).") % {
        "count": len(results),
        "low": _figure(series, low, language),
        "low_period": words.period_words(low.period),
        "high": _figure(series, high, language),
        "high_period": words.period_words(high.period),
    }


def _plan_sentence(series: Series, point: Point, language: str, subject: str) -> str:
    return _("%(name)s is planned to be %(figure)s (%(period)s); this is a plan, not a result.") % {
        "name": _name_of(series, subject),
        "figure": _figure(series, point, language),
        "period": words.period_words(point.period),
    }


def _bars_sentence(chart: PlannedChart, language: str, subject: str) -> str:
    items = []
    for series in chart.series:
        point = series.points[0]
        figure = words.with_status(words.quantity_words(point.quantity, series.unit, language), point)
        name = series.name if chart.topic else series.label
        items.append(_("%(name)s: %(figure)s") % {"name": name, "figure": figure})
    text = words.joined(items)
    if subject:
        text = _("%(subject)s: %(name)s") % {"subject": subject, "name": text}
    return _("%(sentence)s.") % {"sentence": text}


def _notes(chart: PlannedChart) -> Iterable[str]:
    yield from _notes_on_the_whole(chart)
    yield from _notes_on_marks(_points(chart))
    for series in chart.series:
        yield from series.notes


def _notes_on_the_whole(chart: PlannedChart) -> Iterable[str]:
    over_time = chart.form in (Form.LINE, Form.SLOPE)
    if chart.topic:
        yield _("The kinds differ: they stand side by side and are not added up.")
    if chart.form is Form.BARS and len({point.period.sort_key for point in _points(chart)}) > 1:
        yield _("The figures are not of the same period.")
    if chart.events:
        measures = words.joined([words.event_words(event) for event in chart.events])
        yield _("◆ Measures in these years, shown for time only, not as a cause: %(measures)s.") % {
            "measures": measures
        }
    if over_time and len(chart.series) > 1 and not _is_percent(chart):
        yield _("Changes are computed from the published figures.")
    if chart.form is Form.LINE and any(_has_gap(series) for series in chart.series):
        yield _("Where a period is missing the line is broken; missing is not zero.")


def _notes_on_marks(points: Sequence[Point]) -> Iterable[str]:
    if any(point.is_open for point in points):
        yield _("A hollow mark is a bound or an approximate figure (>, ≥, <, ≤, ≈); no change is computed from it.")
    if any(point.is_plan for point in points):
        yield _("Ochre and hollow: planned, not a result.")
    if any(point.status in (Status.PROVISIONAL, Status.ESTIMATED) for point in points):
        yield _("Hatched, or hollow with a dot: provisional or estimated, may still change.")
    if any(point.period.inferred for point in points):
        yield _("The source does not state the year; it is inferred from the context.")


def _is_percent(chart: PlannedChart) -> bool:
    return chart.series[0].unit.kind is ValueKind.PERCENT


def _has_gap(series: Series) -> bool:
    return bool(gaps([time_position(point.period) for point in series.actual]))
