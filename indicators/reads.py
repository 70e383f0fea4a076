"""From rows to series and cards: every page that shows figures gets them here, with a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from indicators.models import Correction, Indicator, Observation, ReportedChange, ReportedIndicator
from indicators.models.change import ENDS
from indicators.rules.changes import Kind
from indicators.rules.numbers import axis_mult
from indicators.rules.series import (
    Accumulation,
    Point,
    Polarity,
    Role,
    Series,
    SourceLine,
    Status,
    Unit,
    ValueKind,
)
from programs.citations import attach_citations
from programs.knowledge import known_at
from programs.models import Citation, Program, SourceDocument, SourceNote
from programs.models.base import Publication
from programs.models.searchable import joined
from programs.models.source import CITED, further_places
from programs.withdrawals import once_public, were_public

BY_PLACE = ("program__region__path", "program_id", "breakdown_id", "period_end", "stage_order", "pk")
BY_PARAGRAPH = ("citation__paragraph", "program_id", "position", "pk")
BY_PROGRAM = ("program__region__path", "program_id", "position", "pk")
CHANGING = (
    *("program_id", "indicator__value_kind", "breakdown_id", "is_key", "role", "obs_status"),
    *("comparator", "value", "decimals", "unit_mult"),
    *("period_start", "period_end", "period_inferred", "stage_order", "stage_label", "stage_label_en"),
)
"""What says of a figure which one stands before it, and what has changed."""
BEFORE_REVIEWS = datetime.min.replace(tzinfo=UTC)
GROWTH = (Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE)


def program_observations(program: Program) -> list[Observation]:
    """The published figures of one program, in the order of its page."""
    return list(Observation.objects.live().filter(program=program).for_series())


def program_changes(program: Program) -> list[ReportedChange]:
    """The published changes of a public program, but their citations (see `attach_citations`) and the figures at their
    ends (see `attach_ends`).
    """
    return list(ReportedChange.objects.filter(publication=Publication.PUBLISHED, program=program).alone())


def ends_of(changes: Iterable[ReportedChange]) -> set[int]:
    """The primary keys of the figures that the changes are between."""
    return {getattr(row, f"{end}_id") for row in changes for end in ENDS} - {None}


def attach_ends(changes: Iterable[ReportedChange], figures: Mapping[int, Observation]) -> None:
    """Gives the changes their figures out of these, which `ends_of` names."""
    for row in changes:
        for end in ENDS:
            setattr(row, end, figures.get(getattr(row, f"{end}_id")))


def programs_reporting(indicators: Iterable[Indicator]) -> QuerySet[Program]:
    """The published programs with a published figure of any of the indicators, by place."""
    figures = Observation.objects.filter(indicator__in=list(indicators), publication=Publication.PUBLISHED)
    keys = figures.order_by().values("program")
    found: QuerySet[Program] = Program.objects.in_order().filter(pk__in=keys).for_columns()
    return found


def live_parts(model: Any) -> QuerySet[Any]:
    """The public records of a model of parts of programs, said so that every database walks them by key: with the
    programs joined, SQLite begins with those and sorts a million rows for the first hundred.
    """
    rows: QuerySet[Any] = model.objects.filter(publication=Publication.PUBLISHED)
    return rows.exclude(program__in=Program.objects.hidden().values("pk"))


def figures_of(indicator: Indicator) -> QuerySet[Observation]:
    """The published figures of an indicator over all programs, by place and time: ask for one page of them."""
    rows: QuerySet[Observation] = Observation.objects.live().filter(indicator=indicator)
    return rows.order_by(*BY_PLACE)


def figure_count(indicator: str) -> int:
    """How many figures `figures_of` gives, by the indicator's code; the past keeps no such count."""
    if known_at():
        return int(live_parts(Observation).filter(indicator__code=indicator).count())
    kept = ReportedIndicator.objects.filter(indicator__code=indicator, public=1, figures__gt=0)
    return int(kept.aggregate(figures=Sum("figures", default=0))["figures"])


def reported_figures(programs: Iterable[Program], indicators: Iterable[Indicator]) -> list[Observation]:
    """What these public programs report of these indicators, by place, then indicator and time."""
    known = {program.pk: program for program in programs}
    rows = Observation.objects.filter(publication=Publication.PUBLISHED, program__in=known)
    rows = rows.filter(indicator__in=list(indicators)).within_program()
    found = list(rows.order_by())
    for row in found:
        row.program = known[row.program_id]
    attach_citations(found)
    return sorted(found, key=_place)


def _place(row: Observation) -> tuple[object, ...]:
    """By place, then indicator, then time; what has no such column before what has one."""
    within = (row.breakdown_id, row.period_end, row.stage_order)
    place = row.program.region.path, row.program.slug, row.indicator_id
    return (*place, *((value is not None, value) for value in within), row.pk)


def indicator_observations(indicator: Indicator) -> list[Observation]:
    """The published figures of one indicator over all programs, by place and time."""
    rows = Observation.objects.live().filter(indicator=indicator).with_places()
    return list(rows.order_by(*BY_PLACE))


def reported_by(indicators: QuerySet[Indicator]) -> QuerySet[Any]:
    """With `program_count`: how many published programs report each."""
    counted = _reports().values("indicator").annotate(n=Count("*")).values("n")
    return indicators.annotate(program_count=Coalesce(Subquery(counted), 0))


class RowsOf(Subquery):
    """How many rows a subquery gives; a limit of its own keeps that cheap."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def reported_by_some(indicators: QuerySet[Indicator]) -> QuerySet[Any]:
    """With `reporting`: 0, 1, or 2 where two or more published programs report each. Whether there is a second is
    asked, never how many there are, which stays cheap with a million figures.
    """
    return indicators.annotate(reporting=RowsOf(_reports().order_by("figures", "program").values("program")[:2]))


def _reports() -> QuerySet[ReportedIndicator]:
    """That a published program reports the indicator of the query around it."""
    return ReportedIndicator.objects.filter(indicator=OuterRef("pk"), public=1, figures__gt=0).order_by()


def figures_by_document(documents: Iterable[SourceDocument]) -> Counter[int]:
    """How many published figures rest on each document, be it as their first place or as a further one."""
    keys = [document.pk for document in documents]
    live = Observation.objects.live().order_by()
    found = set(live.filter(citation__document__in=keys).values_list("citation__document", "pk"))
    found |= set(live.filter(other_citations__document__in=keys).values_list("other_citations__document", "pk"))
    return Counter(document for document, _figure in found)


def citing_observations(citations: QuerySet[Citation]) -> list[Observation]:
    """The published figures that rest on any of these places of a source, whole."""
    return list(citing_figures(citations).for_series().order_by(*BY_PARAGRAPH))


def citing_figures(citations: QuerySet[Citation]) -> Any:
    """The published figures that rest on any of these places of a source; found by their places, which are few."""
    places = list(citations.order_by().values_list("pk", flat=True))
    further = Observation.other_citations.through._default_manager.filter(citation__in=places)
    found = set(further.values_list("observation", flat=True))
    found |= set(Observation.objects.filter(citation__in=places).order_by().values_list("pk", flat=True))
    return Observation.objects.live().filter(pk__in=found).order_by(*BY_PARAGRAPH)


def key_figures_of_recent_programs(programs: int = 12, first: int = 5) -> Iterator[list[Observation]]:
    """All figures of the indicators that are key figures of the programs updated last, by region: those of the `first`
    programs, then of the others, for whoever goes on. Of each only what a change is computed from: `in_full` gives the
    rest.
    """
    keys = Observation.objects.filter(publication=Publication.PUBLISHED, is_key=True).order_by()
    telling = Program.objects.live().filter(Exists(keys.filter(program=OuterRef("pk"))))
    recent = telling.order_by("-updated_at", "slug").values_list("region__path", "pk")[:programs]
    by_place = [pk for _path, pk in sorted(recent)]
    spoken = set(keys.filter(program__in=by_place).values_list("program", "indicator"))
    for part in (by_place[:first], by_place[first:]):
        public = Observation.objects.filter(publication=Publication.PUBLISHED, program__in=part)
        rows = public.filter(indicator__in={indicator for program, indicator in spoken if program in part})
        found = rows.select_related("indicator").only(*CHANGING).order_by(*BY_PROGRAM)
        yield [row for row in found if (row.program_id, row.indicator_id) in spoken]


def in_full(rows: Iterable[Observation]) -> list[Observation]:
    """Those of the figures that are still public, with all that a card shows of them but their notes, by region."""
    found = Observation.objects.live().filter(pk__in=[row.pk for row in rows]).with_places()
    return list(found.prefetch_related(None).prefetch_related(further_places()).order_by(*BY_PROGRAM))


def reported_by_figure(figures: Iterable[int]) -> dict[int, ReportedChange]:
    """The change that a source states for each of these figures, by their primary keys."""
    rows = ReportedChange.objects.live().filter(to_observation__in=list(figures)).order_by("position", "pk")
    rows = joined(rows, indicator=Indicator).defer(*ReportedChange.BACKSTAGE)
    return {row.to_observation_id: row for row in rows if row.change_kind in GROWTH}


def public_observation(pk: int) -> Observation | None:
    """A figure of a published program that the public may see, or has seen before it was withdrawn; itself alone,
    without what belongs to it.
    """
    found = Observation.objects.filter(pk=pk, program__publication=Publication.PUBLISHED)
    row: Observation | None = found.order_by("pk").first()
    if row is None or row.is_live or once_public(found).exists():
        return row
    return None


def with_series(observation: Observation) -> list[Observation]:
    """The published figures of the same series, this one among them; of one that is not published, itself alone."""
    rows = Observation.objects.filter(pk=observation.pk)
    if observation.is_live:
        same = ("program_id", "indicator_id", "breakdown_id")
        rows = Observation.objects.live().filter(**{name: getattr(observation, name) for name in same})
    return list(rows.with_places())


def changes_with(observation: Observation) -> list[ReportedChange]:
    """The published changes in which the figure takes part."""
    part = Q(from_observation=observation) | Q(to_observation=observation)
    return list(ReportedChange.objects.live().filter(part).for_page())


def notes_on(observation: Observation) -> list[SourceNote]:
    """The published notes on what the figure's sources say of it."""
    rows = joined(SourceNote.objects.live().filter(observations=observation), **CITED)
    return list(rows.prefetch_related(further_places()).order_by("pk"))


def withdrawn_observations(program: Program) -> list[Observation]:
    """The figures of the program that the public has seen and that were withdrawn, the last one first."""
    return withdrawn_among(program.observations.filter(publication=Publication.WITHDRAWN).within_program())


def withdrawn_among(rows: Iterable[Observation]) -> list[Observation]:
    """Those that the public has seen and that were withdrawn, the last one first."""
    return sorted(were_public(rows), key=lambda row: (row.reviewed_at or BEFORE_REVIEWS, row.pk), reverse=True)


def reports_of(observations: Iterable[int]) -> dict[int, list[Correction]]:
    """What readers doubted, and what came of it, by the figure's primary key; one query."""
    found = defaultdict(list)
    for row in Correction.objects.for_public(known_at()).filter(observation__in=list(observations)):
        found[row.observation_id].append(row)
    return dict(found)


def unit_of(indicator: Indicator, language: str) -> Unit:
    return Unit(
        indicator.unit,
        indicator.unit_label,
        ValueKind(indicator.value_kind),
        axis_mult(indicator.unit_mult, language),
    )


def point_of(observation: Observation) -> Point:
    return Point(
        quantity=observation.quantity,
        period=observation.period,
        status=Status(observation.obs_status),
        role=Role(observation.role),
        sources=tuple(SourceLine(c.document.label, c.paragraph, c.phrase) for c in observation.all_citations),
        pk=observation.pk,
    )


def series_of(observations: Iterable[Observation]) -> list[Series]:
    """Series in the order in which their first figures come; the rows need `for_series`."""
    language = get_language() or "zh-hans"
    order: dict[tuple[int, int, int | None], int] = {}
    rows = list(observations)
    for row in rows:
        order.setdefault(_series_key(row), len(order))
    rows.sort(key=lambda row: order[_series_key(row)])
    return [_series(list(group), language) for _key, group in groupby(rows, key=_series_key)]


def _series_key(row: Observation) -> tuple[int, int, int | None]:
    return (row.program_id, row.indicator_id, row.breakdown_id)


def _series(rows: list[Observation], language: str) -> Series:
    first = rows[0]
    return Series(
        indicator=first.indicator.code,
        name=first.indicator.label,
        unit=unit_of(first.indicator, language),
        points=tuple(point_of(row) for row in rows),
        breakdown=first.breakdown.label if first.breakdown else "",
        topic=first.indicator.topic,
        polarity=Polarity(first.indicator.polarity),
        accumulation=Accumulation(first.indicator.accumulation),
        program=first.program.label,
    ).sorted()
