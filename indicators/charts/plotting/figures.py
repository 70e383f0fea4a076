"""From a chart to its Plotly figure, in one of two widths."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
from django.utils.translation import override

from indicators.charts.chart import Chart
from indicators.charts.forms import Form, PlannedChart
from indicators.charts.plotting import bars, lines, pairs
from indicators.charts.plotting.marks import Sheet

BUILDERS: dict[Form, Callable[[PlannedChart, Sheet], go.Figure]] = {
    Form.LINE: lines.draw,
    Form.SLOPE: lines.draw,
    Form.BEFORE_AFTER: pairs.draw,
    Form.BARS: bars.draw,
}


def figure_of(chart: Chart, *, narrow: bool) -> go.Figure:
    """The figure in px of its own size (layout.width and layout.height), in the chart's language; what is said about it
    is its `layout.meta`.
    """
    with override(chart.language):
        figure = BUILDERS[chart.form](chart.planned, Sheet(narrow, chart.language))
    figure.layout.meta = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": chart.source,
        "description": chart.description,
    }
    return figure
