"""From a planned chart to its Plotly figure, in one of two widths."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from indicators.charts.forms import Form, PlannedChart
from indicators.charts.plotting import bars, lines, pairs
from indicators.charts.plotting.marks import Sheet

BUILDERS: dict[Form, Callable[[PlannedChart, Sheet], go.Figure]] = {
    Form.LINE: lines.draw,
    Form.SLOPE: lines.draw,
    Form.BEFORE_AFTER: pairs.draw,
    Form.BARS: bars.draw,
}


def draw(chart: PlannedChart, *, narrow: bool, language: str) -> go.Figure:
    """The figure in px of its own size (layout.width and layout.height); hover texts are in the active language."""
    return BUILDERS[chart.form](chart, Sheet(narrow, language))
