"""What the chart's template and script need, as plain values: templates never compute and never query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe

from indicators import words
from indicators.charts import cached
from indicators.charts.chart import Chart
from indicators.charts.drawing import drawn
from indicators.charts.forms import Form
from indicators.rules.series import Point, Series

ROW_KEYS = ("name", "period", "value", "kind", "status", "source")


def chart_context(
    chart: Chart, *, data_url: str = "", links: Sequence[tuple[str, str]] = (), prefix: str = "chart"
) -> dict[str, Any]:
    """For `components/chart.html` as `chart`.

    `data_url` answers with `kept_payload(chart)` (without it the chart is not made explorable); `links` are (name,
    address) pairs for downloads; `prefix` keeps ids apart where one page shows the same key of several programs.
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


def kept_payload(chart: Chart) -> str:
    """What the browser's Plotly needs, as JSON text, made at most once for each chart and what it says."""
    said = (chart.title, chart.subtitle, chart.source, chart.description)
    return str(cached.kept("payload", chart, lambda: drawn("payload", chart), said=said))
