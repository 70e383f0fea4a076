"""What Plotly makes of a chart, by name. `indicators.charts.drawing` says in which process."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import resvg_py
from django.utils.translation import override

from indicators.charts.chart import Chart
from indicators.charts.fonts import FOLDERS
from indicators.charts.plotting import render
from indicators.charts.plotting.figures import figure_of
from indicators.charts.plotting.payload import payload


def svg(chart: Chart, *, narrow: bool, themed: bool) -> str:
    """One of the two drawings. Without `themed` its colours are plain: it leaves the page."""
    figure = figure_of(chart, narrow=narrow)
    return render.to_svg(figure, width=figure.layout.width, height=figure.layout.height, themed=themed)


def payload_json(chart: Chart) -> str:
    with override(chart.language):
        return json.dumps(payload(chart), ensure_ascii=False)


def png(document: str, *, width: int) -> bytes:
    """An SVG document in pixels, `width` of them across; needs a Chinese font on the machine."""
    return bytes(resvg_py.svg_to_bytes(document, width=width, font_dirs=list(FOLDERS)))


WORKS: Final[dict[str, Callable[..., Any]]] = {"svg": svg, "payload": payload_json, "png": png}
