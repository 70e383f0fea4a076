"""The charts of a page: from a program's figures to drawn charts, the same for the page and for the browser's copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext

from indicators import words
from indicators.cards import Card, card_of, computed_change, earlier, figure_words
from indicators.change_cards import reported_text
from indicators.charts.cached import svg_of
from indicators.charts.chart import Chart, build
from indicators.charts.context import chart_context
from indicators.charts.fonts import has_chinese_font
from indicators.charts.forms import PlannedChart, plan_charts, with_events
from indicators.exports.addresses import File, files
from indicators.exports.download import Kind
from indicators.figure_pages import figure_pages
from indicators.later import Later, later_of
from indicators.models import Observation, ReportedChange
from indicators.models.indicator import Topic
from indicators.reads import (
    in_full,
    key_figures_of_recent_programs,
    reported_by_figure,
    series_of,
)
from indicators.rules.series import Event, Point, Series
from programs.citations import attach_citations
from programs.knowledge import address, known_at, words_of
from programs.models import Measure, Program
from programs.paths import path_of
from programs.reads import dated_measures


@dataclass(frozen=True)
class Story:
    """One strong change as a sentence with its small drawing, for the first page."""

    sentence: str
    subtitle: str
    svg: SafeString
    delta: str
    reported: str
    source: str
    program: str
    url: str


def planned_charts(observations: Iterable[Observation]) -> tuple[PlannedChart, ...]:
    return plan_charts(series_of(observations)).charts


def built(planned: PlannedChart, later: Mapping[int, Later] | None = None) -> Chart:
    """The chart; one of a past moment says so, and which of its figures (`later`) are not what they were."""
    chart = build(planned, topic_names={topic.value: str(topic.label) for topic in Topic})
    at = known_at()
    if at is None:
        return chart
    known = gettext("As this portal knew it on %(date)s.") % {"date": words_of(at)}
    changed = [words for series in planned.series for p in series.points for words in _later_words(series, p, later)]
    return replace(chart, notes=(known, *changed, *chart.notes))


def _later_words(series: Series, point: Point, later: Mapping[int, Later] | None) -> Iterable[str]:
    since = (later or {}).get(point.pk or 0)
    figure = {"name": series.label, "period": words.period_words(point.period)}
    if since and since.since:
        yield gettext("%(name)s, %(period)s: withdrawn on %(date)s") % {**figure, "date": localdate(since.since)}
    elif since and since.withdrawn:
        yield gettext("%(name)s, %(period)s: withdrawn since") % figure
    elif since:
        yield gettext("%(name)s, %(period)s: changed since") % figure


def program_charts(
    program: Program, observations: Iterable[Observation], measures: Iterable[Measure] | None = None
) -> list[PlannedChart]:
    """The charts of a program, with its measures on those over time: one plan for page, browser and image. `measures`
    are all its published ones, where they are known already.
    """
    found = sorted(dated_measures(program) if measures is None else measures, key=lambda m: (m.start_year or 0, m.pk))
    events = [Event(m.start_year, m.end_year or m.start_year, m.label) for m in found if m.start_year]
    return [with_events(planned, events) for planned in planned_charts(observations)]


def charts_of(
    program: Program, observations: list[Observation], measures: Iterable[Measure] | None = None
) -> list[dict[str, Any]]:
    """The charts of a program's page, ready for `components/chart.html`."""
    later = later_of(observations)
    return [
        chart_context(
            built(planned, later),
            data_url=address(path_of("chart-json", program.slug, planned.key)),
            links=[*chart_files(program.slug, planned.key), _share(program.slug, planned.key)],
        )
        for planned in program_charts(program, observations, measures)
    ]


def chart_files(program: str, key: str) -> list[File]:
    """The chart's figures as tables and the chart as an image; pixels only where this machine can write Chinese."""
    images = [File("SVG", address(path_of("chart-svg", program, key)))]
    if has_chinese_font():
        images.append(File("PNG", address(path_of("chart-png", program, key))))
    return [*files("chart-figures", program, key, kinds=(Kind.CSV, Kind.XLSX)), *images]


def _share(program: str, key: str) -> File:
    """The chart's own page, opened where it says how others can show it."""
    return File(gettext("Share or embed"), address(path_of("chart", program, key)) + "#share")


def program_chart(program: Program, key: str) -> Chart | None:
    """One chart of a published program; None where it has no such chart."""
    observations = figure_pages(program).rows_of_chart(key)
    attach_citations(observations)
    for planned in program_charts(program, observations):
        if planned.key == key:
            return built(planned, later_of(observations))
    return None


def stories(most: int = 4) -> list[Story]:
    """Changes of key figures, at most one of a program, in the order of the regions: places are never ranked."""
    rows: list[Observation] = []
    told: dict[int, Observation] = {}
    for part in key_figures_of_recent_programs():
        rows += part
        told |= _told(part, most - len(told))
        if len(told) == most:
            break
    spoken = {(row.program_id, row.indicator_id) for row in told.values()}
    figures = in_full(row for row in rows if (row.program_id, row.indicator_id) in spoken)
    reported = reported_by_figure(row.pk for row in told.values())
    before = earlier(figures)
    by_program = [list(group) for _program, group in groupby(figures, key=lambda row: row.program_id)]
    found = (_story(group, told[group[0].program_id].pk, before, reported) for group in by_program)
    return [story for story in found if story]


def _told(rows: list[Observation], most: int) -> dict[int, Observation]:
    """The first programs of which a key figure has changed, each with the last such figure of the first such series."""
    before = earlier(rows)
    told: dict[int, Observation] = {}
    for row in rows:
        if not (row.is_key and row.pk in before):
            continue
        if len(told) == most and row.program_id not in told:
            break
        other = told.get(row.program_id)
        is_later = other is None or (_series_of(other) == _series_of(row) and _is_later(row, other))
        if is_later and computed_change(before[row.pk], row).value is not None:
            told[row.program_id] = row
    return told


def _series_of(row: Observation) -> tuple[int, int | None]:
    return row.indicator_id, row.breakdown_id


def _is_later(row: Observation, other: Observation) -> bool:
    return row.period.sort_key > other.period.sort_key


def _story(
    figures: list[Observation], told: int, before: Mapping[int, Observation], reported: Mapping[int, ReportedChange]
) -> Story | None:
    """What a program's figures of one indicator tell: the change of one of them, `told`, and their chart. Nothing where
    somebody has taken that figure away, or its earlier one, since they were found.
    """
    figure = next((row for row in figures if row.pk == told and told in before), None)
    if figure is None:
        return None
    card, program, code = card_of(figure, before[told], notes=()), figure.program, figure.indicator.code
    planned = next((chart for chart in planned_charts(figures) if chart.key == code), None)
    if planned is None or card.delta is None:
        return None
    chart, stated = built(planned), reported.get(told)
    return Story(
        sentence=_sentence(card, timed=sum(_series_of(row) == _series_of(figure) for row in figures) > 2),
        subtitle=chart.subtitle,
        svg=mark_safe(svg_of(chart, narrow=True)),  # noqa: S308  # drawn by us
        delta=card.delta.text,
        reported=reported_text(stated) if stated else "",
        source=chart.source,
        program=program.label,
        url=f"{program.get_absolute_url()}#chart-{code}",
    )


def _sentence(card: Card, *, timed: bool) -> str:
    """`timed` names the times of both figures, which are else not to be found where the chart has more than two."""
    said = {
        "place": card.observation.program.region.label,
        "name": _name(card),
        "base": card.delta.base if card.delta else "",
        "value": figure_words(card.observation),
        "since": card.delta.since if card.delta else "",
        "period": words.period_words(card.observation.period),
    }
    if timed:
        return gettext("%(place)s: %(name)s from %(base)s (%(since)s) to %(value)s (%(period)s)") % said
    return gettext("%(place)s: %(name)s from %(base)s to %(value)s") % said


def _name(card: Card) -> str:
    if not card.breakdown:
        return card.name
    return gettext("%(name)s (%(breakdown)s)") % {"name": card.name, "breakdown": card.breakdown}
