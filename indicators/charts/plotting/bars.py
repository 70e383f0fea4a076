"""Bars: single counts side by side, in the order of the source, from zero (DESIGN §6.1, 6.5, 6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from indicators import words
from indicators.charts import palette
from indicators.charts.axes import Frame
from indicators.charts.forms import PlannedChart
from indicators.charts.plotting.marks import (
    LABEL_GAP,
    Label,
    Sheet,
    escaped,
    figure,
    hover_text,
    label_trace,
    mark_colour,
)
from indicators.rules.quantities import Comparator
from indicators.rules.series import Point, Series

BESIDE = 200
"""The widest name, in px, that still stands left of its bar; a longer one goes above."""
ROW = {"beside": 38, "above": 52}
THICK = 20
POINTERS = {
    Comparator.GT: "triangle-right",
    Comparator.GE: "triangle-right",
    Comparator.LT: "triangle-left",
    Comparator.LE: "triangle-left",
}


def draw(chart: PlannedChart, sheet: Sheet) -> go.Figure:
    """Horizontal bars, each with its value as stated; names stand left of the bars or, where they are long, above."""
    names = [_name(chart, one) for one in chart.series]
    widest = max(sheet.text_width(name) for name in names)
    above = bool(widest) and (sheet.narrow or widest > BESIDE)
    row = ROW["above" if above else "beside"]
    beside = widest + 16 if widest and not above else 4
    frame = Frame(sheet.width, row * len(names) + 12, beside, 4, 6, 6)
    texts = [words.number_label(one, one.points[0], sheet.language) for one in chart.series]
    all_texts = [words.number_label(one, one.points[0], sheet.language) for one in chart.scaled]
    x_range = _range(chart.scaled, frame, max(sheet.text_width(text) for text in all_texts) + 24)
    places = [index + (0.2 if above else 0.0) for index in range(len(names))]
    traces: list[Any] = [_bar(one, place, THICK / row, sheet) for one, place in zip(chart.series, places, strict=True)]
    traces += _pointers(chart.series, places)
    traces.append(_value_labels(chart.series, places, texts, sheet))
    if above:
        traces.append(_names_above(names, places, row))
    return figure(
        traces,
        frame,
        sheet,
        x={"range": x_range, "zeroline": True, "zerolinecolor": palette.MUTED},
        y={
            "range": [len(names) - 0.5, -0.5],
            "tickvals": [] if above else places,
            "ticktext": [] if above else [escaped(name) for name in names],
            "tickfont": {"color": palette.INK},
            "ticklabelstandoff": 8,
        },
    )


def _name(chart: PlannedChart, series: Series) -> str:
    """The only bar of a panel needs no name: the panel has it."""
    if chart.among and len(chart.series) == 1:
        return ""
    return series.name if chart.topic else series.label


def _value(series: Series) -> float:
    return float(series.value_on_axis(series.points[0]))


def _range(series: Sequence[Series], frame: Frame, room: int) -> list[float]:
    """From zero (or a negative value) so far that the longest bar leaves `room` px for its label."""
    low = min(0.0, *(_value(one) for one in series))
    high = max(0.0, *(_value(one) for one in series)) or 1.0
    return [low, low + (high - low) * frame.plot_width / (frame.plot_width - room)]


def _bar(series: Series, place: float, thick: float, sheet: Sheet) -> go.Bar:
    return go.Bar(
        x=[_value(series)],
        y=[place],
        base=0,
        width=thick,
        orientation="h",
        name=series.label,
        marker=_fill(series.points[0]),
        hovertext=[hover_text(series, series.points[0], sheet.language)],
        hoverinfo="text",
    )


def _fill(point: Point) -> dict[str, Any]:
    """Full for an exact result, hollow for a bound or a plan, hatched for a provisional or estimated figure."""
    colour = mark_colour(point, palette.COBALT)
    outline = {"color": colour, "width": 1.5}
    if point.is_plan or point.is_open:
        return {"color": palette.CLEAR, "line": outline}
    if not words.is_plain(point):
        hatch = {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": colour, "bgcolor": palette.CLEAR}
        return {"color": colour, "pattern": hatch, "line": outline}
    return {"color": colour, "line": {"width": 0}}


def _pointers(series: Sequence[Series], places: Sequence[float]) -> list[go.Scatter]:
    """A bound's bar ends in an arrow: the value lies further on that way."""
    bounds = [
        (one, place) for one, place in zip(series, places, strict=True) if one.points[0].quantity.comparator in POINTERS
    ]
    if not bounds:
        return []
    return [
        go.Scatter(
            x=[_value(one) for one, _ in bounds],
            y=[place for _, place in bounds],
            mode="markers",
            marker={
                "symbol": [POINTERS[one.points[0].quantity.comparator] for one, _ in bounds],
                "color": [mark_colour(one.points[0], palette.COBALT) for one, _ in bounds],
                "size": LABEL_GAP + 2,
            },
            hoverinfo="skip",
            cliponaxis=False,
        )
    ]


def _value_labels(series: Sequence[Series], places: Sequence[float], texts: Sequence[str], sheet: Sheet) -> go.Scatter:
    labels = [
        Label(
            max(0.0, _value(one)),
            place,
            escaped(text),
            "middle right",
            mark_colour(one.points[0], palette.INK),
            _gap(one),
        )
        for one, place, text in zip(series, places, texts, strict=True)
    ]
    return label_trace(labels, sheet.size)


def _gap(series: Series) -> int:
    """A bound's arrow reaches beyond its bar."""
    return LABEL_GAP + 6 * (series.points[0].quantity.comparator in POINTERS)


def _names_above(names: Sequence[str], places: Sequence[float], row: int) -> go.Scatter:
    return go.Scatter(
        x=[0.0] * len(names),
        y=[place - 22 / row for place in places],
        mode="markers+text",
        marker={"size": 2, "opacity": 0, "color": palette.INK},
        text=[escaped(name) for name in names],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )
