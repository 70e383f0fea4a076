"""A finished chart: what it says and its two drawings, in the active language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go
from django.utils.translation import get_language

from indicators.charts import figures
from indicators.charts.describe import describe
from indicators.charts.forms import Form, PlannedChart, plan_charts
from indicators.rules import numbers
from indicators.rules.series import Series


@dataclass(frozen=True)
class Chart:
    """`wide` is 560 px, `narrow` 340 px wide. `series` are as drawn; `topic` is set for bars of several indicators."""

    key: str
    form: Form
    title: str
    subtitle: str
    description: str
    notes: tuple[str, ...]
    source: str
    series: tuple[Series, ...]
    wide: go.Figure
    narrow: go.Figure
    language: str
    topic: str = ""


def build(planned: PlannedChart, *, topic_names: Mapping[str, str] | None = None, subject: str = "") -> Chart:
    """Draw and describe one planned chart in the active language.

    `topic_names` gives the measure categories' names; `subject` (a place and its chain) starts the description where
    the chart stands alone.
    """
    language = get_language() or "zh-hans"
    planned = replace(planned, series=_on_one_scale(planned.series, language))
    said = describe(planned, language, topic_name=(topic_names or {}).get(planned.topic, ""), subject=subject)
    wide, narrow = (figures.draw(planned, narrow=narrow, language=language) for narrow in (False, True))
    meta = {"title": said.title, "subtitle": said.subtitle, "source": said.source, "description": said.description}
    for figure in (wide, narrow):
        figure.layout.meta = meta
    return Chart(
        key=planned.key,
        form=planned.form,
        title=said.title,
        subtitle=said.subtitle,
        description=said.description,
        notes=said.notes,
        source=said.source,
        series=planned.series,
        wide=wide,
        narrow=narrow,
        language=language,
        topic=planned.topic,
    )


def build_all(
    series: Sequence[Series], *, topic_names: Mapping[str, str] | None = None, subject: str = ""
) -> tuple[Chart, ...]:
    """All charts of a program's series; what stays a number is in `plan_charts(series).numbers`."""
    return tuple(build(one, topic_names=topic_names, subject=subject) for one in plan_charts(series).charts)


def _on_one_scale(series: Sequence[Series], language: str) -> tuple[Series, ...]:
    """All series of a chart in one power of ten: the smallest that one of them has, in the reader's language."""
    mult = min(numbers.axis_mult(one.unit.mult, language) for one in series)
    return tuple(replace(one, unit=replace(one.unit, mult=mult)) for one in series)
