"""What all chart forms share: the sheet they are drawn on, marks, labels, hover text and layout.

Labels are trace text anchored at their start or end, beside an unseen marker that keeps them clear of the mark: legends
and annotations would be placed by a measured width, and the server's renderer measures Chinese too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from indicators import words
from indicators.charts import palette
from indicators.charts.axes import Frame, text_width, wrapped
from indicators.charts.fonts import font_of
from indicators.rules.series import Point, Series

HOVER_WIDTH: Final = 240
LABEL_GAP: Final = 10


@dataclass(frozen=True)
class Sheet:
    """One of the two drawings of a chart: wide (560 px) or narrow (340 px, for a phone)."""

    narrow: bool
    language: str

    @property
    def width(self) -> int:
        return 340 if self.narrow else 560

    @property
    def size(self) -> int:
        """The size of text in px; a narrow drawing is shown at its own size, a wide one often a little smaller."""
        return 13 if self.narrow else 14

    def text_width(self, text: str) -> int:
        return max(text_width(line, self.size) for line in text.split("<br>"))


@dataclass(frozen=True)
class Label:
    """A text at a point of the plot; `position` is a Plotly textposition, seen from the point."""

    x: float
    y: float
    text: str
    position: str
    colour: str = palette.INK
    gap: int = LABEL_GAP


@dataclass(frozen=True)
class Style:
    """How the marks of a series look where they are exact reported results."""

    name: str
    symbol: str
    colour: str
    size: int


def mark_colour(point: Point, colour: str) -> str:
    """Ochre says planned; everything else keeps the colour of its series."""
    return palette.OCHRE if point.is_plan else colour


def mark_symbol(point: Point, symbol: str) -> str:
    """Filled is an exact reported result; hollow a bound or a plan; hollow with a dot provisional or estimated."""
    if point.is_open or point.is_plan:
        return f"{symbol}-open"
    return symbol if words.is_plain(point) else f"{symbol}-open-dot"


def escaped(text: str) -> str:
    """Plotly reads its texts as a little HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def hover_text(series: Series, point: Point, language: str) -> str:
    """Value, period, what kind of number it is, and its source, for the pointer and the keyboard."""
    figure = words.with_status(words.quantity_words(point.quantity, series.unit, language), point)
    lines = [escaped(figure)]  # no <b>: Plotly would write a style attribute, which the security policy forbids
    about = [series.name, series.breakdown, words.period_words(point.period)]
    lines += _hover_lines(" · ".join(part for part in about if part))
    if point.sources:
        lines += _hover_lines(_("Source: %(sources)s") % {"sources": words.source_words(point.sources)})
    return "<br>".join(lines)


def _hover_lines(text: str) -> list[str]:
    """One line, broken where the box ends: an unseen mark tells a break from a new line, so that it is read on."""
    return ["<br>\u200b".join(escaped(line) for line in wrapped(text, 13, HOVER_WIDTH))]


def marks(
    xs: Sequence[float], ys: Sequence[float], points: Sequence[Point], hover: Sequence[str], style: Style
) -> go.Scatter:
    """The marks of one series at the given places."""
    symbols = _one_or_all([mark_symbol(point, style.symbol) for point in points])
    colours = _one_or_all([mark_colour(point, style.colour) for point in points])
    marker: dict[str, Any] = {"symbol": symbols, "color": colours, "size": style.size}
    if symbols != style.symbol:
        marker["line"] = {"width": 2, "color": colours}
    return go.Scatter(
        x=list(xs),
        y=list(ys),
        mode="markers",
        name=style.name,
        marker=marker,
        hovertext=list(hover),
        hoverinfo="text",
        cliponaxis=False,
    )


def _one_or_all(values: Sequence[Any]) -> Any:
    return values[0] if len(set(values)) == 1 else list(values)


def segment(
    xs: Sequence[float | None], ys: Sequence[float | None], colour: str, *, dash: str = "solid", width: float = 2.5
) -> go.Scatter:
    """A line between marks; None breaks it."""
    return go.Scatter(
        x=list(xs),
        y=list(ys),
        mode="lines",
        line={"color": colour, "width": width, "dash": dash},
        connectgaps=False,
        hoverinfo="skip",
        cliponaxis=False,
    )


def label_trace(labels: Sequence[Label], size: int) -> go.Scatter:
    """All labels of a chart. The marker is unseen: it only keeps the text off the mark by some px at any zoom."""
    return go.Scatter(
        x=[label.x for label in labels],
        y=[label.y for label in labels],
        mode="markers+text",
        marker={"size": _one_or_all([label.gap for label in labels]), "opacity": 0, "color": palette.INK},
        text=[label.text for label in labels],
        textposition=[label.position for label in labels],
        textfont={"color": _one_or_all([label.colour for label in labels]), "size": size},
        hoverinfo="skip",
        cliponaxis=False,
    )


def figure(
    traces: Sequence[Any], frame: Frame, sheet: Sheet, *, x: Mapping[str, Any], y: Mapping[str, Any]
) -> go.Figure:
    """A figure with explicit size, margins and axes; nothing is left to measuring."""
    layout = {
        "template": {},
        "width": frame.width,
        "height": frame.height,
        "autosize": False,
        "margin": {"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom, "pad": 0},
        "paper_bgcolor": palette.CLEAR,
        "plot_bgcolor": palette.CLEAR,
        "font": {"family": font_of(sheet.language), "size": sheet.size, "color": palette.INK},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "barmode": "overlay",
        "hoverlabel": {
            "bgcolor": palette.CARD,
            "bordercolor": palette.MUTED,
            "align": "left",
            "font": {"family": font_of(sheet.language), "size": 13, "color": palette.INK},
        },
        "xaxis": {**plain_axis(), **x},
        "yaxis": {**plain_axis(), **y},
    }
    return go.Figure(data=list(traces), layout=layout)


def plain_axis() -> dict[str, Any]:
    return {
        "automargin": False,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "tickfont": {"color": palette.MUTED},
        "tickmode": "array",
        "tickvals": [],
        "ticktext": [],
        "tickangle": 0,
    }
