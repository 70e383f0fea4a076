"""A finished chart: what it says and what is to be drawn, in the active language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import get_language

from indicators.charts.describe import describe
from indicators.charts.forms import Form, PlannedChart, plan_charts
from indicators.rules import numbers
from indicators.rules.series import Series


@dataclass(frozen=True)
class Chart:
    """`series` are as drawn; `topic` is set for bars of several indicators."""

    key: str
    form: Form
    title: str
    subtitle: str
    description: str
    notes: tuple[str, ...]
    source: str
    series: tuple[Series, ...]
    planned: PlannedChart
    language: str
    topic: str = ""

    @cached_property
    def digest(self) -> str:
        """Names what is drawn: 32 hexadecimal digits. Made from the plan, not from a Plotly figure: building one only
        to name it costs more than all the rest of a page.
        """
        drawn = [[one.text for one in series] for series in (self.planned.series, self.planned.among)]
        besides = replace(self.planned, series=(), among=())
        return hashlib.sha256(repr((drawn, besides, self.language)).encode()).hexdigest()[:32]


def build(planned: PlannedChart, *, topic_names: Mapping[str, str] | None = None, subject: str = "") -> Chart:
    """Describe one planned chart in the active language, ready to be drawn.

    `topic_names` gives the measure categories' names; `subject` (a place and its chain) starts the description where
    the chart stands alone.
    """
    language = get_language() or "zh-hans"
    mult = _one_scale(planned.scaled, language)
    planned = replace(planned, series=_scaled(planned.series, mult), among=_scaled(planned.among, mult))
    said = describe(planned, language, topic_name=(topic_names or {}).get(planned.topic, ""), subject=subject)
    return Chart(
        key=planned.key,
        form=planned.form,
        title=said.title,
        subtitle=said.subtitle,
        description=said.description,
        notes=said.notes,
        source=said.source,
        series=planned.series,
        planned=planned,
        language=language,
        topic=planned.topic,
    )


def build_all(
    series: Sequence[Series], *, topic_names: Mapping[str, str] | None = None, subject: str = ""
) -> tuple[Chart, ...]:
    """All charts of a program's series; what stays a number is in `plan_charts(series).numbers`."""
    return tuple(build(one, topic_names=topic_names, subject=subject) for one in plan_charts(series).charts)


def _one_scale(series: Sequence[Series], language: str) -> int:
    """The power of ten of all series of an axis: the smallest that one of them has, in the reader's language."""
    return min(numbers.axis_mult(one.unit.mult, language) for one in series)


def _scaled(series: Sequence[Series], mult: int) -> tuple[Series, ...]:
    return tuple(one if one.unit.mult == mult else replace(one, unit=replace(one.unit, mult=mult)) for one in series)
