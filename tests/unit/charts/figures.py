"""The two figures of a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indicators.charts.chart import Chart
from indicators.charts.plotting.figures import figure_of

Width = Callable[[Chart], Any]


def wide(chart: Chart) -> Any:
    return figure_of(chart, narrow=False)


def narrow(chart: Chart) -> Any:
    return figure_of(chart, narrow=True)
