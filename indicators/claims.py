"""Claims of the database: what the portal really shows, and which of it was found in its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from indicators.models import Observation, ReportedChange
from indicators.rules.claims import Change, Claim, Figure, Place, figure_of_change
from indicators.rules.series import ValueKind
from programs.knowledge import known_at
from programs.models import Citation, EvidenceCheck, Measure, Program, SourceNote
from programs.models.base import Cited

CITATIONS = ("citation__document", "other_citations__document")


def claims_from_database() -> list[Claim]:
    """One claim for each published record whose document was kept as a file; others cannot be checked."""
    return [claim for claim in _all_claims() if claim.places]


def checks_of(digests: Iterable[str]) -> dict[str, datetime.date]:
    """When each of these claims was found in its source; one query. A check is kept with its last day only, so that
    one of a past moment may be missing.
    """
    found = EvidenceCheck.objects.filter(digest__in=list(digests))
    at = known_at()
    if at:
        found = found.filter(checked_on__lte=timezone.localdate(at))
    return dict(found.values_list("digest", "checked_on"))


@dataclass(frozen=True)
class Checked:
    """How many of `figures` were found in their sources as they stand, and when last."""

    found: int
    figures: int
    last: datetime.date | None


def checked_figures() -> Checked:
    """Over all published figures, each of which is read."""
    digests = [observation_claim(row).digest for row in Observation.objects.live().for_series()]
    days = checks_of(digests)
    return Checked(sum(digest in days for digest in digests), len(digests), max(days.values(), default=None))


def _all_claims() -> Iterator[Claim]:
    for program in Program.objects.live().prefetch_related(*CITATIONS):
        yield Claim(f"row/{program.slug}", _places(program), _years(program.start_year, program.end_year))
    for measure in Measure.objects.live().select_related("program").prefetch_related(*CITATIONS):
        key = f"row/{measure.program.slug}/measure/{measure.slug}"
        yield Claim(key, _places(measure), _years(measure.start_year, measure.end_year))
    for note in SourceNote.objects.live().prefetch_related(*CITATIONS):
        yield Claim(f"row/note/{note.slug}", _places(note))
    for observation in Observation.objects.live().for_series():
        yield observation_claim(observation)
    changes = ReportedChange.objects.live().for_page().select_related("program").prefetch_related(*CITATIONS)
    yield from (_change_claim(change) for change in changes)


def observation_claim(row: Observation) -> Claim:
    dates = () if row.period_inferred else (row.period_start, row.period_end)
    figure = Figure(row.quantity, row.indicator.unit_name, ValueKind(row.indicator.value_kind))
    key = f"row/{row.program.slug}/observation/{row.indicator.code}/{row.pk}"
    return Claim(key, _places(row), _years(*(day.year for day in dates if day)), figure)


def _change_claim(row: ReportedChange) -> Claim:
    base = row.from_observation.quantity if row.from_observation else None
    value = row.to_observation.quantity if row.to_observation else None
    change = Change(row.change_kind, row.quantity, base, value, row.span_years)
    figure = figure_of_change(change, row.indicator.unit_name, ValueKind(row.indicator.value_kind))
    return Claim(f"row/{row.program.slug}/change/{row.slug}", _places(row), (), figure, change)


def _places(row: Cited) -> tuple[Place, ...]:
    citations: Iterable[Citation] = row.all_citations
    return tuple(
        Place(c.document.slug, c.document.file_name, c.document.sha256, c.paragraph, c.phrase)
        for c in citations
        if c.document.file_name
    )


def _years(*years: int | None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(year for year in years if year))
