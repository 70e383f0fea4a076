"""Before and after: an undated pair, side by side on a value axis and never on a time axis (DESIGN §6.3)."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from indicators import words
from indicators.charts import changes_in_words, palette
from indicators.charts.axes import Frame, wrapped
from indicators.charts.forms import PlannedChart
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
from indicators.charts.scales import shown_ticks, tick_text, value_range
from indicators.rules.series import Point, Polarity, Series

ROW = 112
MARK = 13
BEAM = 6


def draw(chart: PlannedChart, sheet: Sheet) -> go.Figure:
    """A row for each series: its first and last mark, joined by a beam, and the difference below it."""
    named = len(chart.series) > 1
    frame = Frame(sheet.width, ROW * len(chart.series) + 40 + 24 * named, 12, 12, 10 + 24 * named, 30)
    sides = [_side_label(one, point, sheet) for one in chart.scaled for point in (one.points[0], one.points[-1])]
    low, high = value_range(chart.scaled, frame.plot_width, max(sheet.text_width(text) for text in sides) + 12)
    traces: list[Any] = []
    labels: list[Label] = []
    for index, series in enumerate(chart.series):
        traces += _row(series, index, sheet)
        labels += _row_labels(series, index, sheet)
        if named:
            labels.append(Label(float(low), index - 0.5, escaped(series.label), "middle right"))
    traces.append(label_trace(labels, sheet.size))
    ticks = shown_ticks(chart.scaled, low, high)
    return figure(
        traces,
        frame,
        sheet,
        x={
            "range": [float(low), float(high)],
            "showgrid": True,
            "gridcolor": palette.LINE,
            "tickvals": [float(tick) for tick in ticks],
            "ticktext": [tick_text(tick, chart.series[0], sheet.language) for tick in ticks],
            "ticklabelstandoff": 4,
        },
        y={"range": [len(chart.series) - 0.45, -0.55]},
    )


def _row(series: Series, index: int, sheet: Sheet) -> list[go.Scatter]:
    points = series.points
    xs = [float(series.value_on_axis(point)) for point in points]
    ys = [float(index)] * len(points)
    results = [(x, y) for x, y, point in zip(xs, ys, points, strict=True) if not point.is_plan]
    certain = all(words.is_plain(point) and not point.is_open for point in points if not point.is_plan)
    traces = []
    if len(results) > 1:
        path = ([x for x, _ in results], [y for _, y in results])
        dash, width, colour = ("solid", BEAM, palette.LINE) if certain else ("dot", 1.5, palette.MUTED)
        traces.append(segment(*path, colour, dash=dash, width=width))
    hover = [hover_text(series, point, sheet.language) for point in points]
    colours = [palette.MUTED] * (len(points) - 1) + [palette.COBALT]
    for x, y, point, text, colour in zip(xs, ys, points, hover, colours, strict=True):
        traces.append(marks([x], [y], [point], [text], Style(point.period.stage, "circle", colour, MARK)))
    return traces


def _side_label(series: Series, point: Point, sheet: Sheet) -> str:
    """The stage above, the value below it."""
    stage = wrapped(point.period.stage, sheet.size, sheet.width * 0.3)
    value = words.number_label(series, point, sheet.language)
    return "<br>".join(escaped(line) for line in [*stage, value])


def _row_labels(series: Series, index: int, sheet: Sheet) -> list[Label]:
    """Each stage on the outer side of its mark; the difference under the beam."""
    first, last = series.points[0], series.points[-1]
    if first is last:
        x = float(series.value_on_axis(first))
        return [Label(x, index, _side_label(series, first, sheet), "middle right", mark_colour(first, palette.COBALT))]
    start, end = (float(series.value_on_axis(point)) for point in (first, last))
    outward = ("middle left", "middle right") if start <= end else ("middle right", "middle left")
    labels = [
        Label(start, index, _side_label(series, first, sheet), outward[0], mark_colour(first, palette.MUTED)),
        Label(end, index, _side_label(series, last, sheet), outward[1], mark_colour(last, palette.COBALT)),
    ]
    change = changes_in_words.signed_difference(series, first, last, sheet.language)
    if change:
        colour = _change_colour(series.polarity, end - start)
        lines = max(label.text.count("<br>") + 1 for label in labels)
        below = (lines * sheet.size * 0.65 - 2) / ROW  # clear of the sides' labels, which a short beam comes close to
        labels.append(Label((start + end) / 2, index + below, escaped(change), "bottom center", colour))
    return labels


def _change_colour(polarity: Polarity, change: float) -> str:
    """Celadon for a declared improvement; a worsening is no conflict, so it stays ink."""
    better = (polarity is Polarity.HIGHER and change > 0) or (polarity is Polarity.LOWER and change < 0)
    return palette.CELADON if better else palette.INK
