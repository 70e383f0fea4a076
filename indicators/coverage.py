"""Which program reports which indicator for which period: reported, planned, not found. Empty is information."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext

from indicators import words
from indicators.figure_pages import place_of
from indicators.models import Indicator, Observation
from indicators.models.choices import STATUSES
from indicators.models.indicator import Topic
from indicators.rules.periods import Period
from indicators.rules.series import Role, Status
from programs.filters import ProgramFilter
from programs.long_lists import Keys, Pages, in_order
from programs.models import Program
from programs.models.base import Publication

PER_PAGE = 6
NAMED = 3
"""With more periods than this a cell gives the first, the last and their number."""
STATUS_WORDS = dict(STATUSES)


class PlaceFilter(ProgramFilter):
    """The program list's filter, with place and chain alone."""

    q = None
    status = None
    category = None
    year = None


class Found(NamedTuple):
    """What a cell needs of a figure; plain columns, because a page has thousands."""

    pk: int
    program_id: int
    indicator_id: int
    status: str
    role: str
    period: Period


@dataclass(frozen=True)
class Entry:
    """Figures of one kind in a cell: reported, planned, provisional and so on, with their periods."""

    kind: str
    label: str
    periods: str
    url: str


@dataclass(frozen=True)
class Cell:
    program: Program
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Row:
    """An indicator over the programs of the page."""

    indicator: Indicator
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        return sum(bool(cell.entries) for cell in self.cells)


@dataclass(frozen=True)
class Coverage:
    filter: PlaceFilter
    page: Page[int]
    programs: list[Program]
    topics: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def filled(self) -> int:
        return sum(row.filled for _topic, rows in self.topics for row in rows)

    @property
    def indicator_count(self) -> int:
        return sum(len(rows) for _topic, rows in self.topics)

    @property
    def cell_count(self) -> int:
        return self.indicator_count * len(self.programs)


def coverage_page(query: QueryDict) -> Coverage:
    """One page of programs in the order of the regions, with the indicators that any of them reports."""
    chosen = PlaceFilter(query, queryset=Program.objects.in_order())
    page = Pages(Keys(chosen.qs), PER_PAGE).get_page(query.get("page"))
    keys = list(page.object_list)
    programs = in_order(keys, Program.objects.filter(pk__in=keys).for_columns())
    return Coverage(chosen, page, programs, tuple(_topics(programs)))


def _topics(programs: Sequence[Program]) -> Iterable[tuple[str, tuple[Row, ...]]]:
    figures: dict[int, dict[int, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for figure in _found(programs):
        figures[figure.indicator_id][figure.program_id].append(figure)
    order = {topic.value: place for place, topic in enumerate(Topic)}
    indicators = Indicator.objects.defer(*Indicator.UNREAD_BESIDE).in_bulk(figures).values()
    ordered = sorted(indicators, key=lambda one: (order[one.topic], one.code))
    columns = [Column(program) for program in programs]
    for topic, group in groupby(ordered, key=lambda one: one.topic):
        rows = (
            Row(one, tuple(column.cell(figures[one.pk].get(column.program.pk)) for column in columns)) for one in group
        )
        yield str(Topic(topic).label), tuple(rows)


def _found(programs: Sequence[Program]) -> Iterable[Found]:
    """The published figures of public programs: columns only, in order of time; one query."""
    rows = Observation.objects.filter(publication=Publication.PUBLISHED, program__in=[p.pk for p in programs])
    rows = rows.exclude(obs_status=Status.WITHDRAWN).order_by("period_end", "stage_order", "pk")
    fields = ("pk", "program_id", "indicator_id", "obs_status", "role")
    when = ("period_start", "period_end", "period_inferred", "stage_order")
    for pk, program, indicator, status, role, *period in rows.values_list(*fields, *when):
        yield Found(pk, program, indicator, status, role, Period(*period))


class Column:
    """The cells of one program; what they have in common is found once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.address = program.get_absolute_url()
        self.empty = Cell(program, ())

    def cell(self, figures: Sequence[Found] | None) -> Cell:
        if not figures:
            return self.empty
        kinds: dict[str, list[Found]] = defaultdict(list)
        for figure in figures:
            kinds[Status.PLANNED if figure.role == Role.TARGET else figure.status].append(figure)
        ordered = sorted(kinds.items(), key=lambda item: list(Status).index(Status(item[0])))
        return Cell(self.program, tuple(self._entry(kind, group) for kind, group in ordered))

    def _entry(self, kind: str, figures: Sequence[Found]) -> Entry:
        periods = _periods([figure.period for figure in figures])
        return Entry(kind, str(STATUS_WORDS[kind]), periods, place_of(self.program, figures[0].pk, self.address))


def _periods(periods: Sequence[Period]) -> str:
    """2019, 2020, 2021; from four on the first, the last and the number; undated figures say so."""
    dated = sorted({period for period in periods if period.is_dated}, key=lambda period: period.sort_key)
    if len(dated) > NAMED:
        first, last = words.period_words(dated[0]), words.period_words(dated[-1])
        named = [
            gettext("%(first)s … %(last)s: %(number)d periods") % {"first": first, "last": last, "number": len(dated)}
        ]
    else:
        named = [words.period_words(period) for period in dated]
    if any(not period.is_dated for period in periods):
        named.append(gettext("no date given"))
    return words.listed(named)
