"""Small multiples: one indicator over several programs, a panel each, on equal axes, in the order of the regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, ngettext

from indicators.charts.chart import build
from indicators.charts.context import panel_context
from indicators.charts.forms import Form, PlannedChart, panel_forms
from indicators.figure_pages import place_of
from indicators.models import Indicator, Observation
from indicators.models.choices import ACCUMULATIONS
from indicators.reads import series_of
from indicators.rules.comparing import Group, Refusal, Unlike, compare
from indicators.rules.series import Series
from programs.models import Program

MOST = 9
"""Panels on one page: more can neither be taken in nor drawn in time."""
ACCUMULATION_WORDS = dict(ACCUMULATIONS)


@dataclass(frozen=True)
class Panel:
    """One program's part of a group. Without `chart` its sources were read and give no figure: empty is information."""

    program: Program
    url: str
    chart: dict[str, Any] | None = None
    breakdown: str = ""


@dataclass(frozen=True)
class PanelGroup:
    """Panels that share their axes. `part` says which figures these are where one indicator needs several groups."""

    key: str
    indicator: Indicator
    part: str
    panels: tuple[Panel, ...]
    cautions: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the marks mean, said once for all panels."""
        return tuple(dict.fromkeys(note for chart in self._drawn for note in chart["notes"]))

    @property
    def shares_axes(self) -> bool:
        return len(self._drawn) > 1

    @property
    def _drawn(self) -> list[dict[str, Any]]:
        return [panel.chart for panel in self.panels if panel.chart and panel.chart["svg"]]


@dataclass(frozen=True)
class Multiples:
    """All groups of a page, and why they are not one."""

    groups: tuple[PanelGroup, ...]
    refusals: tuple[str, ...]


def multiples(indicators: Sequence[Indicator], programs: Sequence[Program], rows: Iterable[Observation]) -> Multiples:
    """The rows (fetched by `for_series`) as panels; indicators and programs keep the given order."""
    found = compare(_series(indicators, programs, rows))
    groups: list[PanelGroup] = []
    for indicator in indicators:
        own = [group for group in found.groups if group.first.indicator == indicator.code]
        groups += _groups(indicator, own, programs)
    refusals = dict.fromkeys(refusal_words(refusal) for refusal in found.refusals)
    return Multiples(tuple(groups), tuple(refusals))


def _series(
    indicators: Sequence[Indicator], programs: Sequence[Program], rows: Iterable[Observation]
) -> Iterable[Series]:
    """In the order of indicators, then programs. The slug stands for the program: two may have one name."""
    rows_of: dict[tuple[int, int], list[Observation]] = defaultdict(list)
    for row in rows:
        rows_of[row.indicator_id, row.program_id].append(row)
    for indicator in indicators:
        for program in programs:
            for one in series_of(rows_of[indicator.pk, program.pk]):
                yield replace(one, program=program.slug)


def _groups(indicator: Indicator, groups: Sequence[Group], programs: Sequence[Program]) -> Iterable[PanelGroup]:
    """Programs without any figure stand in the first group, in their place among the others."""
    reporting = {one.program for group in groups for one in group.series}
    if not groups:
        yield PanelGroup(indicator.code, indicator, "", tuple(_absent(program) for program in programs))
    for number, group in enumerate(groups):
        key = indicator.code if number == 0 else f"{indicator.code}-{number + 1}"
        charts = _charts(group, key)
        panels = []
        for program in programs:
            if program.slug in charts:
                panels.append(_panel(program, group, charts[program.slug]))
            elif number == 0 and program.slug not in reporting:
                panels.append(_absent(program))
        part = part_words(group) if len(groups) > 1 else ""
        yield PanelGroup(key, indicator, part, tuple(panels), tuple(_cautions(group, panels)))


def _absent(program: Program) -> Panel:
    return Panel(program, program.get_absolute_url())


def _panel(program: Program, group: Group, chart: dict[str, Any]) -> Panel:
    own = [one for one in group.series if one.program == program.slug]
    breakdown = own[0].breakdown if len(own) == 1 else ""
    return Panel(program, place_of(program, own[0].points[0].pk or 0), chart, breakdown)


def _charts(group: Group, key: str) -> dict[str, dict[str, Any]]:
    """The drawn panels by program; all are laid out for the figures of all."""
    panels: dict[str, list[Series]] = defaultdict(list)
    for one in group.series:
        panels[one.program].append(one)
    forms = dict(zip(panels, panel_forms(list(panels.values())), strict=True))
    drawn = tuple(one for one in group.series if forms[one.program] is not Form.NUMBER)
    among = drawn if len({one.program for one in drawn}) > 1 else ()
    found = {}
    for slug, series in panels.items():
        form = forms[slug]
        planned = PlannedChart(key, form, tuple(series), among=among if form is not Form.NUMBER else ())
        found[slug] = panel_context(build(planned), prefix=slug)
    return found


def _cautions(group: Group, panels: Sequence[Panel]) -> Iterable[str]:
    if group.of_unknown_accumulation and sum(panel.chart is not None for panel in panels) > 1:
        yield gettext(
            "The sources do not say whether these are amounts of a period or running totals: read them side by side "
            "with care."
        )


def part_words(group: Group) -> str:
    """Which figures of an indicator a group holds, where there are several groups."""
    if not group.is_dated:
        return gettext("figures without a date")
    return gettext("figures over %(span)s") % {"span": _span_words(group.span)} if group.span else gettext("dated")


def _span_words(span: str) -> str:
    """P2Y → two years."""
    number = int(span[1:-1])
    form = {
        "Y": ngettext("%(number)d year", "%(number)d years", number),
        "M": ngettext("%(number)d month", "%(number)d months", number),
        "D": ngettext("%(number)d day", "%(number)d days", number),
    }[span[-1]]
    return form % {"number": number}


def refusal_words(refusal: Refusal) -> str:
    """Why two groups do not share an axis, as a sentence."""
    left, right = refusal.left, refusal.right
    return REFUSALS[refusal.reason]() % {
        "left": left.first.name,
        "right": right.first.name,
        "left_unit": left.first.unit.name,
        "right_unit": right.first.unit.name,
        "left_kind": ACCUMULATION_WORDS[left.first.accumulation.value],
        "right_kind": ACCUMULATION_WORDS[right.first.accumulation.value],
        "left_span": _span_words(left.span) if left.span else "",
        "right_span": _span_words(right.span) if right.span else "",
    }


REFUSALS = {
    Unlike.UNIT: lambda: gettext(
        "“%(left)s” is counted in %(left_unit)s and “%(right)s” in %(right_unit)s: unlike units do not share an axis."
    ),
    Unlike.ACCUMULATION: lambda: gettext(
        "“%(left)s” (%(left_kind)s) and “%(right)s” (%(right_kind)s) add up in unlike ways and do not share an axis."
    ),
    Unlike.SCOPE: lambda: gettext(
        "“%(left)s” and “%(right)s” have one unit but unlike scopes, so each keeps an axis of its own."
    ),
    Unlike.DATING: lambda: gettext(
        "Figures of “%(left)s” without a date have no place on an axis of time and stand apart."
    ),
    Unlike.SPAN: lambda: gettext(
        "Figures of “%(left)s” over %(left_span)s and over %(right_span)s are amounts of unlike periods and do not "
        "share an axis."
    ),
}
