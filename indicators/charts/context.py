"""What the chart's template and script need, as plain values: templates never compute and never query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import pgettext

from indicators import words
from indicators.charts import cached, palette
from indicators.charts.chart import Chart
from indicators.charts.forms import Form
from indicators.rules.series import Point, Series

ROW_KEYS = ("name", "period", "value", "kind", "status", "source")


def chart_context(
    chart: Chart, *, data_url: str = "", links: Sequence[tuple[str, str]] = (), prefix: str = "chart"
) -> dict[str, Any]:
    """For `components/chart.html` as `chart`.

    `data_url` answers with `payload(chart)` (without it the chart is not made explorable); `links` are (name, address)
    pairs for downloads; `prefix` keeps ids apart where one page shows the same key of several programs.
    """
    return {
        **_said(chart, prefix),
        "svg_wide": mark_safe(cached.svg_of(chart, narrow=False)),  # noqa: S308 - drawn by us, and its texts are escaped by the XML writer
        "svg_narrow": mark_safe(cached.svg_of(chart, narrow=True)),  # noqa: S308
        "data_url": data_url,
        "links": [{"name": name, "url": url} for name, url in links],
    }


def panel_context(chart: Chart, *, prefix: str) -> dict[str, Any]:
    """For `components/panel.html` as `chart`: one drawing, small; none where the figures stay words."""
    drawn = "" if chart.form is Form.NUMBER else cached.svg_of(chart, narrow=True)
    return {**_said(chart, prefix), "svg": mark_safe(drawn)}  # noqa: S308 - drawn by us


def _said(chart: Chart, prefix: str) -> dict[str, Any]:
    """What is said about a chart, however it is drawn."""
    return {
        "id": f"{prefix}-{chart.key}",
        "key": chart.key,
        "form": chart.form.value,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "description": chart.description,
        "notes": chart.notes,
        "source": chart.source,
        "rows": table_rows(chart),
    }


def table_rows(chart: Chart) -> list[dict[str, str]]:
    """One row for each figure, with `ROW_KEYS`; values as stated, never rounded."""
    return [_row(chart, series, point) for series in chart.series for point in series.points]


def _row(chart: Chart, series: Series, point: Point) -> dict[str, str]:
    return {
        "name": series.name if chart.topic else series.label,
        "period": words.period_words(point.period),
        "value": words.written(point.quantity, series.unit, chart.language),
        "kind": words.sign_words(point.quantity.comparator),
        "status": words.status_words(point),
        "source": words.source_words(point.sources),
    }


def payload(chart: Chart) -> dict[str, Any]:
    """What the browser's Plotly needs, ready for JSON: both figures, config, and which colours follow the theme."""
    locale = "zh-CN" if chart.language.startswith("zh") else "en"
    zoomable = chart.wide.layout.xaxis.fixedrange is False
    return {
        "wide": json.loads(chart.wide.to_json()),
        "narrow": json.loads(chart.narrow.to_json()),
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


def kept_payload(chart: Chart) -> str:
    """The same as JSON text, made at most once for each chart and what it says."""
    said = (chart.title, chart.subtitle, chart.source, chart.description)
    return str(cached.kept("payload", chart, lambda: json.dumps(payload(chart), ensure_ascii=False), said=said))


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
