"""What the browser's Plotly draws the same chart from."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import pgettext

from indicators.charts import palette
from indicators.charts.chart import Chart
from indicators.charts.plotting.figures import figure_of


def payload(chart: Chart) -> dict[str, Any]:
    """What the browser's Plotly needs, ready for JSON: both figures, config, and which colours follow the theme."""
    locale = "zh-CN" if chart.language.startswith("zh") else "en"
    wide, narrow = (figure_of(chart, narrow=narrow) for narrow in (False, True))
    zoomable = wide.layout.xaxis.fixedrange is False
    return {
        "wide": json.loads(wide.to_json()),
        "narrow": json.loads(narrow.to_json()),
        "tokens": palette.TOKENS,
        "locale": locale,
        "config": {
            "displaylogo": False,
            "responsive": False,
            "showTips": False,
            "locale": locale,
            "locales": {locale: _plotly_words(chart.language)},
            "displayModeBar": zoomable,
            "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
        },
    }


def _plotly_words(language: str) -> dict[str, Any]:
    """The few words of Plotly that these charts can show, and how a number is written."""
    return {
        "dictionary": {
            "Zoom in": pgettext("chart button", "Zoom in"),
            "Zoom out": pgettext("chart button", "Zoom out"),
            "Reset axes": pgettext("chart button", "Reset axes"),
        },
        "format": {"decimal": ".", "thousands": "" if language.startswith("zh") else ",", "grouping": [3]},
    }
