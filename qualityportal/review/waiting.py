"""What waits: new records and changes of published ones, of one program or one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from indicators.models import Observation, ReportedChange
from programs.actions.revising import open_revision
from programs.models import Citation, Measure, Program, Revision, SourceDocument, SourceNote
from programs.models.base import Publication
from programs.models.revision import OPEN
from programs.scope import Scope

# In the order in which they can be published: what others rest on comes first.
PARTS: tuple[Any, ...] = (SourceNote, Observation, ReportedChange, Measure)


@dataclass(frozen=True)
class Waiting:
    """One thing to decide: `item` is the record itself, or the change that waits for it."""

    record: Any
    item: Any

    @property
    def key(self) -> str:
        return f"{self.item._meta.model_name}-{self.item.pk}"

    @property
    def is_revision(self) -> bool:
        return isinstance(self.item, Revision)

    @property
    def state(self) -> str:
        return str(self.item.state if self.is_revision else self.item.publication)

    @property
    def version(self) -> str:
        """Changes whenever what is to be decided changes."""
        return str(self.item.updated_at.isoformat())


def of_program(program: Program, scope: Scope) -> list[Waiting]:
    """All that waits for the program's page, with the sources in the scope that it rests on."""
    found = [row for model in PARTS for row in _waiting(model._default_manager.filter(program=program))]
    found = [*_waiting(Program.objects.filter(pk=program.pk)), *found]
    return [*_sources_of(found, scope), *found]


def of_source(source: SourceDocument) -> list[Waiting]:
    notes = SourceNote.objects.filter(document=source, program__isnull=True)
    return [*_waiting(SourceDocument.objects.filter(pk=source.pk)), *_waiting(notes)]


def _sources_of(found: list[Waiting], scope: Scope) -> list[Waiting]:
    """Documents that are not public yet though what waits is cited from them."""
    cited: set[Any] = {getattr(row.record, "citation_id", None) for row in found}
    for row in found:
        cited |= set(row.record.other_citations.values_list("pk", flat=True))
        if row.is_revision:
            cited |= {row.item.changes.get("citation"), *row.item.changes.get("other_citations", [])}
    documents = Citation.objects.filter(pk__in=cited - {None}).values("document")
    sources = SourceDocument.objects.filter(pk__in=documents).exclude(publication=Publication.PUBLISHED)
    return _waiting(scope.rows(sources))


def _waiting(rows: QuerySet) -> list[Waiting]:
    new = Q(publication__in=[Publication.DRAFT, Publication.IN_REVIEW])
    rows = rows.filter(new | Q(revisions__state__in=OPEN)).distinct().prefetch_related("revisions")
    found = []
    for row in rows:
        change = open_revision(row)
        found.append(Waiting(row, change if row.is_settled and change else row))
    return found
