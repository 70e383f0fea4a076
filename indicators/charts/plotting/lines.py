"""Figures over time: a line for three or more dated figures, a slope for two (DESIGN §6.3, 6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from indicators import words
from indicators.charts import palette
from indicators.charts.axes import Axis, Frame, gaps, spread, text_width, time_position, wrapped
from indicators.charts.forms import Form, PlannedChart
from indicators.charts.plotting.marks import (
    Label,
    Sheet,
    Style,
    escaped,
    figure,
    hover_text,
    label_trace,
    mark_colour,
    marks,
    segment,
)
from indicators.charts.scales import axis_of, tick_text
from indicators.rules.series import Event, Point, Series

HEIGHT = {False: 300, True: 270}
MARK = 9
ZOOM_FROM = 12
"""With more points than this in a series a reader may zoom into time; buttons for it get room above the plot."""


@dataclass(frozen=True)
class Mark:
    """A point in its place: years from left to right, the axis' unit upwards."""

    x: float
    y: float
    point: Point


def draw(chart: PlannedChart, sheet: Sheet) -> go.Figure:
    """One value axis, marks at true time spacing, names and values written beside the marks."""
    axis = axis_of(chart.scaled)
    rows = [_marks_of(one) for one in chart.series]
    ends = [_label_text(chart, one, one.points[-1], sheet, named=True) for one in chart.scaled]
    starts = [words.number_label(one, one.points[0], sheet.language) for one in chart.scaled]
    frame = _frame(chart.scaled, axis, ends, sheet)
    led = chart.form is Form.SLOPE or chart.among  # panels of a group have one time axis whatever their forms
    lead = max(sheet.text_width(text) for text in starts) + 24 if led else 28
    all_rows = [_marks_of(one) for one in chart.scaled]
    x_range = _time_range([mark.x for row in all_rows for mark in row], frame, lead)
    traces: list[Any] = []
    labels: list[Label] = []
    for index, (one, row) in enumerate(zip(chart.series, rows, strict=True)):
        colour = palette.series_colour(index)
        traces += _segments(row, colour)
        traces.append(_series_marks(one, row, index, sheet))
        labels += _labels(chart, one, row, colour, sheet, px=frame.plot_width / (x_range[1] - x_range[0]))
    labels = _spread_sides(labels, axis, frame, sheet)
    traces.append(label_trace(labels, sheet.size))
    if chart.events:
        traces += _event_marks(chart.events, float(axis.low))
    zoomable = max(map(len, rows)) > ZOOM_FROM
    return figure(
        traces,
        frame,
        sheet,
        x={"range": x_range, "fixedrange": not zoomable, **_time_ticks(all_rows, x_range, frame, sheet)},
        y={
            "range": _open_ended(axis),
            "showgrid": True,
            "gridcolor": palette.LINE,
            "zeroline": not axis.cropped,
            "zerolinecolor": palette.MUTED,
            "tickvals": [float(tick) for tick in axis.ticks],
            "ticktext": [tick_text(tick, chart.series[0], sheet.language) for tick in axis.ticks],
            "ticklabelstandoff": 6,
        },
    )


def _event_marks(events: Sequence[Event], floor: float) -> list[go.Scatter]:
    """Measures on the time axis: a mark in the year, a bar over several years; muted, for they explain nothing."""
    spans = [event for event in events if event.last > event.first]
    ends: list[float | None] = [end for event in spans for end in (event.first, event.last, None)]
    years = sorted({(event.first + event.last) / 2 for event in events})
    told = {
        year: "<br>".join(escaped(words.event_words(e)) for e in events if (e.first + e.last) / 2 == year)
        for year in years
    }
    bars = [segment(ends, [floor] * len(ends), palette.MUTED, width=5)] if spans else []
    marker = {"symbol": "diamond", "color": palette.MUTED, "size": 9}
    return [
        *bars,
        go.Scatter(
            x=years,
            y=[floor] * len(years),
            mode="markers",
            marker=marker,
            hovertext=[told[year] for year in years],
            hoverinfo="text",
            cliponaxis=False,
        ),
    ]


def _open_ended(axis: Axis) -> list[float]:
    """A little beyond the outermost ticks, where Plotly would leave their grid lines out; zero stays the edge."""
    beyond = (axis.high - axis.low) / 50
    return [float(axis.low - beyond if axis.cropped else axis.low), float(axis.high + beyond)]


def _marks_of(series: Series) -> list[Mark]:
    return [Mark(time_position(p.period), float(series.value_on_axis(p)), p) for p in series.points]


def _frame(series: Sequence[Series], axis: Axis, ends: Sequence[str], sheet: Sheet) -> Frame:
    ticks = max(sheet.text_width(tick_text(tick, series[0], sheet.language)) for tick in axis.ticks)
    inferred = any(point.period.inferred for one in series for point in one.points)
    right = max(sheet.text_width(text) for text in ends) + 10
    top = 40 if max(len(one.points) for one in series) > ZOOM_FROM else 22
    return Frame(sheet.width, HEIGHT[sheet.narrow] + 18 * inferred, ticks + 16, right, top, 34 + 18 * inferred)


def _time_range(places: Sequence[float], frame: Frame, lead: float) -> list[float]:
    """From the first to the last mark, with `lead` px before the first for its label and some after the last."""
    trail = 12
    first, last = min(places), max(places)
    scale = (last - first or 1.0) / max(frame.plot_width - lead - trail, 40)
    return [first - lead * scale, last + trail * scale]


def _time_ticks(rows: Sequence[Sequence[Mark]], x_range: Sequence[float], frame: Frame, sheet: Sheet) -> dict[str, Any]:
    """A tick under each period that has room, always under the first and the last."""
    periods = {mark.x: mark.point.period for row in rows for mark in row}
    places = sorted(periods)
    inferred = _("(inferred)")
    texts = {x: f"{p.label}<br>{inferred}" if p.inferred else p.label for x, p in periods.items()}
    px = frame.plot_width / (x_range[1] - x_range[0])
    shown: list[float] = []
    for x in [places[0], places[-1], *places[1:-1]]:
        clear = [
            abs(x - other) * px > (sheet.text_width(texts[x]) + sheet.text_width(texts[other])) / 2 + 10
            for other in shown
        ]
        if all(clear):
            shown.append(x)
    shown.sort()
    return {"tickvals": shown, "ticktext": [texts[x] for x in shown], "ticklabelstandoff": 4}


def _segments(row: Sequence[Mark], colour: str) -> list[go.Scatter]:
    """Solid between exact results, dotted where an end is a bound or provisional, none to a plan or over a gap."""
    results = [mark for mark in row if not mark.point.is_plan]
    broken = set(gaps([mark.x for mark in results]))
    solid: list[tuple[Mark, Mark]] = []
    dotted: list[tuple[Mark, Mark]] = []
    for place, pair in enumerate(pairwise(results)):
        if place not in broken and pair[0].x < pair[1].x:
            certain = all(words.is_plain(mark.point) and not mark.point.is_open for mark in pair)
            (solid if certain else dotted).append(pair)
    traces = []
    if solid:
        traces.append(segment(*_path(solid), colour))
    if dotted:
        traces.append(segment(*_path(dotted), colour, dash="dot", width=1.5))
    return traces


def _path(pairs: Sequence[tuple[Mark, Mark]]) -> tuple[list[float | None], list[float | None]]:
    """The pairs as one polyline: pairs that touch run on, others are parted by None."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    last: Mark | None = None
    for start, end in pairs:
        if last is not start:
            xs += [None] * bool(xs) + [start.x]
            ys += [None] * bool(ys) + [start.y]
        xs.append(end.x)
        ys.append(end.y)
        last = end
    return xs, ys


def _series_marks(series: Series, row: Sequence[Mark], index: int, sheet: Sheet) -> go.Scatter:
    return marks(
        [mark.x for mark in row],
        [mark.y for mark in row],
        [mark.point for mark in row],
        [hover_text(series, mark.point, sheet.language) for mark in row],
        Style(series.label, palette.series_symbol(index), palette.series_colour(index), MARK),
    )


def _label_text(chart: PlannedChart, series: Series, point: Point, sheet: Sheet, *, named: bool) -> str:
    """The value, and beside it the series' name where there is more than one; a long name goes below."""
    value = escaped(words.number_label(series, point, sheet.language))
    beside = [one for one in chart.scaled if one.program == series.program]
    if not named or len(beside) == 1 or not series.label:
        return value
    room = sheet.width * 0.36
    if text_width(f"{value} {series.label}", sheet.size) <= room * 0.8:
        return f"{value} {escaped(series.label)}"
    return "<br>".join([value, *(escaped(line) for line in wrapped(series.label, sheet.size, room))])


def _labels(
    chart: PlannedChart, series: Series, row: Sequence[Mark], colour: str, sheet: Sheet, *, px: float
) -> list[Label]:
    """`px` is the width of a year."""
    texts = [words.number_label(series, mark.point, sheet.language) for mark in row]
    steps = [(later.x - earlier.x) * px for earlier, later in pairwise(row)]
    roomy = len(chart.series) == 1 and min(steps, default=0) > max(map(sheet.text_width, texts[:-1]), default=0) + 4
    labels = []
    for place, mark in enumerate(row):
        position = _label_position(chart, row, place, roomy=roomy)
        if position:
            text = _label_text(chart, series, mark.point, sheet, named=place == len(row) - 1)
            labels.append(Label(mark.x, mark.y, text, position, mark_colour(mark.point, colour)))
    return labels


def _label_position(chart: PlannedChart, row: Sequence[Mark], place: int, *, roomy: bool) -> str:
    """Right of a series' last mark, left of a slope's first; between them where there is room, off the line's side."""
    if place == len(row) - 1:
        return "middle right"
    if chart.form is Form.SLOPE and place == 0:
        return "middle left"
    point = row[place].point
    must = point.is_plan or point.is_open or not words.is_plain(point)
    if not must and not roomy:
        return ""
    before = row[place - 1].y if place else row[place].y
    return _clear_side(before, row[place].y, row[place + 1].y)


def _clear_side(before: float, here: float, after: float) -> str:
    """The side of a mark that its line leaves free."""
    if before <= here >= after:
        return "top center"
    if before >= here <= after and (before > here or after > here):
        return "bottom center" if before > here else "top center"
    return "top left" if after > here else "top right"


def _raised(spots: Sequence[float], floor: float, gap: float) -> list[float]:
    """The spots (in px) lifted where a label would lie on the time axis, and others off the lifted ones."""
    raised = list(spots)
    for k in sorted(range(len(spots)), key=lambda k: spots[k]):
        raised[k] = max(raised[k], floor)
        floor = raised[k] + gap
    return raised


def _spread_sides(labels: Sequence[Label], axis: Axis, frame: Frame, sheet: Sheet) -> list[Label]:
    """Labels on one side of the plot that would touch are moved apart, as little as needed."""
    low, high = _open_ended(axis)
    per_px = (high - low) / frame.plot_height
    moved = list(labels)
    for side in ("middle left", "middle right"):
        places = [k for k, label in enumerate(labels) if label.position == side]
        lines = max((label.text.count("<br>") + 1 for label in labels), default=1)
        spots = spread([labels[k].y / per_px for k in places], sheet.size * 1.3 * lines)
        spots = _raised(spots, low / per_px + sheet.size * 0.7 * lines, sheet.size * 1.3 * lines)
        for k, spot in zip(places, spots, strict=True):
            label = labels[k]
            moved[k] = Label(label.x, spot * per_px, label.text, label.position, label.colour)
    return moved
