"""From a planned chart to its Plotly figure, in one of two widths."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from indicators.charts import bars, lines, pairs
from indicators.charts.drawing import Sheet
from indicators.charts.forms import Form, PlannedChart

BUILDERS: dict[Form, Callable[[PlannedChart, Sheet], go.Figure]] = {
    Form.LINE: lines.draw,
    Form.SLOPE: lines.draw,
    Form.BEFORE_AFTER: pairs.draw,
    Form.BARS: bars.draw,
}


def draw(chart: PlannedChart, *, narrow: bool, language: str) -> go.Figure:
    """The figure in px of its own size (layout.width and layout.height); hover texts are in the active language."""
    return BUILDERS[chart.form](chart, Sheet(narrow, language))
