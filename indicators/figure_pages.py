"""The figures of a program with many of them, page by page: key figures first, and no chart torn apart.

Which charts there are follows from what kind of figures there are and when they hold, which is read without the rest:
a page then asks for the whole rows of its own figures only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import get_language

from indicators.charts.forms import PlannedChart, plan_charts
from indicators.models import Indicator, Observation
from indicators.reads import unit_of, withdrawn_among
from indicators.rules.periods import Period
from indicators.rules.quantities import Quantity
from indicators.rules.series import Accumulation, Point, Role, Series, Status, Unit
from programs.models import Program
from programs.models.base import Publication

MOST = 24
"""Figures on a page: more can neither be taken in nor drawn in time. A chart of more stands on a page whole."""
DEFINED = ("code", "topic", "value_kind", "unit", "unit_name", "unit_name_en", "unit_mult", "accumulation")
"""What a plan of charts asks of an indicator."""
PUBLISHED = Q(publication=Publication.PUBLISHED)
WITHDRAWN = Q(publication=Publication.WITHDRAWN)
UNREAD = Quantity(Decimal(0))  # a plan of charts does not ask how large a figure is
STATUS = {one.value: one for one in Status}  # looked up: an enumeration takes its time, with hundreds of figures
ROLE = {one.value: one for one in Role}


class Outlined(NamedTuple):
    """What a plan needs of a figure; plain columns, because a program may have hundreds."""

    pk: int
    indicator_id: int
    breakdown_id: int | None
    is_key: bool
    obs_status: str
    role: str
    updated_at: datetime
    period: Period
    defined: tuple[object, ...]

    @property
    def point(self) -> Point:
        return Point(UNREAD, self.period, STATUS[self.obs_status], ROLE[self.role], pk=self.pk)


class FirstPage(NamedTuple):
    """The figures in the order of the page; all of the program that were withdrawn, the last one first; and these and
    what was asked for besides by primary key. Whole rows, but their citations (see `attach_citations`).
    """

    figures: list[Observation]
    withdrawn: list[Observation]
    by_key: dict[int, Observation]


@dataclass(frozen=True)
class FigurePages:
    """All published figures of a public program in outline, in the order of its page."""

    program: Program
    figures: tuple[Outlined, ...]

    @property
    def updated_at(self) -> datetime:
        """When the program or one of its figures last changed."""
        return max([self.program.updated_at, *(figure.updated_at for figure in self.figures)])

    @cached_property
    def pages(self) -> list[list[int]]:
        """The indicators of each page, by primary key; one page at least."""
        if len(self.figures) <= MOST:
            return [list(dict.fromkeys(figure.indicator_id for figure in self.figures))]
        sizes = Counter(figure.indicator_id for figure in self.figures)
        pages: list[list[int]] = []
        room = 0
        for group in self._in_order():
            size = sum(sizes[indicator] for indicator in group)
            if size > room:
                pages.append([])
                room = MOST
            pages[-1] += group
            room -= size
        return pages

    def holding(self, figure: str) -> int | None:
        """The number of the page that holds the figure of this primary key; None where the program has no such."""
        indicator = next((row.indicator_id for row in self.figures if str(row.pk) == figure), None)
        return next((number for number, page in enumerate(self.pages, 1) if indicator in page), None)

    def rows(self, indicators: Sequence[int]) -> list[Observation]:
        """The whole rows of these indicators, but their citations (see `attach_citations`)."""
        return self._asked(PUBLISHED & Q(indicator__in=indicators))

    def first_page(self, named: Iterable[int]) -> FirstPage:
        """One query. `named` are figures that the page speaks of, wherever they stand and whether public or not."""
        shown = self.pages[0]
        rows = self._asked(PUBLISHED & Q(indicator__in=shown) | WITHDRAWN | Q(pk__in=named))
        return FirstPage(
            figures=[row for row in rows if row.is_live and row.indicator_id in shown],
            withdrawn=withdrawn_among(rows),
            by_key={row.pk: row for row in rows},
        )

    def rows_of_chart(self, key: str) -> list[Observation]:
        """The figures that decide the chart: its own, and what could stand in it; none where there is no such chart."""
        if len(self.pages) == 1:
            return self.rows(self.pages[0])
        chart = next((chart for chart in self._charts if chart.key == key), None)
        return self.rows(self._together(self._key_of[chart.series[0].indicator])) if chart else []

    def _asked(self, which: Q) -> list[Observation]:
        """In the order of the outline, which a database would find anew."""
        place = {figure.pk: number for number, figure in enumerate(self.figures)}
        rows = self.program.observations.filter(which).within_program().order_by()
        return sorted(rows, key=lambda row: place.get(row.pk, len(place)))

    def _in_order(self) -> Iterable[Sequence[int]]:
        """Indicators that share a chart stand together; those with key figures come first."""
        key_figures = {figure.indicator_id for figure in self.figures if figure.is_key}
        indicators = dict.fromkeys(figure.indicator_id for figure in self.figures)
        groups = dict.fromkeys(self._together(indicator) for indicator in indicators)
        return sorted(groups, key=key_figures.isdisjoint)

    def _together(self, indicator: int) -> tuple[int, ...]:
        """The indicators that must be known together to plan the charts of this one."""
        return self._groups.get(indicator, (indicator,))

    @cached_property
    def _groups(self) -> dict[int, tuple[int, ...]]:
        sharing = [{self._key_of[one.indicator] for one in chart.series} for chart in self._charts]
        return {one: tuple(sorted(group)) for group in _joined(sharing) for one in group}

    @cached_property
    def _charts(self) -> tuple[PlannedChart, ...]:
        return plan_charts([self._series(key, rows) for key, rows in self._by_series()]).charts

    @cached_property
    def _key_of(self) -> dict[str, int]:
        return {indicator.code: key for key, indicator in self._indicators.items()}

    @cached_property
    def _indicators(self) -> dict[int, Indicator]:
        found = {figure.indicator_id: figure.defined for figure in self.figures}
        return {key: Indicator.from_db(None, ("id", *DEFINED), (key, *values)) for key, values in found.items()}

    @cached_property
    def _units(self) -> dict[int, Unit]:
        language = get_language() or "zh-hans"
        return {key: unit_of(indicator, language) for key, indicator in self._indicators.items()}

    def _by_series(self) -> Iterable[tuple[int, list[Outlined]]]:
        order: dict[tuple[int, int | None], int] = {}
        for figure in self.figures:
            order.setdefault((figure.indicator_id, figure.breakdown_id), len(order))
        rows = sorted(self.figures, key=lambda one: order[one.indicator_id, one.breakdown_id])
        for (indicator, _breakdown), group in groupby(rows, key=lambda one: (one.indicator_id, one.breakdown_id)):
            yield indicator, list(group)

    def _series(self, key: int, rows: Sequence[Outlined]) -> Series:
        indicator = self._indicators[key]
        return Series(
            indicator=indicator.code,
            name=indicator.code,
            unit=self._units[key],
            points=tuple(row.point for row in rows),
            breakdown=str(rows[0].breakdown_id or ""),
            topic=indicator.topic,
            accumulation=Accumulation(indicator.accumulation),
            program=self.program.slug,
        )


def figure_pages(program: Program) -> FigurePages:
    """One query."""
    rows = Observation.objects.filter(PUBLISHED, program=program).in_series()
    when = ("period_start", "period_end", "period_inferred", "stage_order")
    own = Outlined._fields[: Outlined._fields.index("period")]
    found = rows.values_list(*own, *when, *(f"indicator__{name}" for name in DEFINED))
    return FigurePages(program, tuple(_outlined(row, len(own)) for row in found))


def place_of(program: Program, figure: int, path: str = "") -> str:
    """Where the page of the program shows the figure; a program of several pages is asked for the one that holds it.
    Needs the program's `tally` fetched; `path` is the program's address, where it is known already.
    """
    path, kept = path or program.get_absolute_url(), getattr(program, "tally", None)
    if kept and kept.figures > MOST:
        path += f"{'&' if '?' in path else '?'}figure={figure}"
    return f"{path}#figure-{figure}"


def _outlined(row: tuple[Any, ...], own: int) -> Outlined:
    """The first `own` columns are the figure's, the next four its period's, the rest its indicator's."""
    return Outlined._make((*row[:own], Period(*row[own : own + 4]), row[own + 4 :]))


def _joined(groups: Iterable[set[int]]) -> list[set[int]]:
    """Groups that share a member become one."""
    joined: list[set[int]] = []
    for group in groups:
        touching = [other for other in joined if not other.isdisjoint(group)]
        joined = [other for other in joined if other.isdisjoint(group)] + [group.union(*touching)]
    return joined
