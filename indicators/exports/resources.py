"""The resources that machines read: what each is called, its row, its records, and its unique key.

A resource is written in the order of its key, part by part, so that a million rows need the memory of a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from indicators.exports import reads, rows
from indicators.exports.links import Links

PART = 1_000


@dataclass(frozen=True)
class Resource:
    """`key` is a unique column that never changes: paging and streaming go by it."""

    name: str
    title: str  # a message id
    row: type[rows.Row]
    key: str
    published: Callable[[], QuerySet[Any]]
    row_of: Callable[[Any, Links], rows.Row]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.row.model_fields)


RESOURCES = {
    resource.name: resource
    for resource in (
        Resource("regions", _("Regions"), rows.RegionRow, "code", reads.regions, rows.region_row),
        Resource("chains", _("Industry chains"), rows.ChainRow, "slug", reads.chains, rows.chain_row),
        Resource("programs", _("Programs"), rows.ProgramRow, "slug", reads.programs, rows.program_row),
        Resource("measures", _("Measures"), rows.MeasureRow, "id", reads.measures, rows.measure_row),
        Resource("indicators", _("Indicators"), rows.IndicatorRow, "code", reads.indicators, rows.indicator_row),
        Resource("observations", _("Figures"), rows.ObservationRow, "id", reads.observations, rows.observation_row),
        Resource("changes", _("Reported changes"), rows.ChangeRow, "id", reads.changes, rows.change_row),
        Resource("sources", _("Sources"), rows.SourceRow, "slug", reads.sources, rows.source_row),
    )
}


def in_key_order(resource: Resource, records: QuerySet[Any], size: int = PART) -> Iterator[Any]:
    """All records, `size` of them at a time. One that is published meanwhile may come too; none comes twice."""
    after: dict[str, Any] = {}
    while True:
        part = list(records.filter(**after).order_by(resource.key)[:size])
        yield from part
        if len(part) < size:
            return
        after = {f"{resource.key}__gt": getattr(part[-1], resource.key)}


def in_their_order(records: QuerySet[Any], sorted_rows: QuerySet[Any], size: int = PART) -> Iterator[Any]:
    """Those of the records that `sorted_rows` has, in its order: the keys are kept in memory, the records are not."""
    keys = list(sorted_rows.values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        part = keys[start : start + size]
        found = {record.pk: record for record in records.filter(pk__in=part).order_by()}
        yield from (found[key] for key in part if key in found)


def rows_of(resource: Resource, links: Links, records: QuerySet[Any] | None = None) -> Iterator[rows.Row]:
    """The rows of the published records, or of some of them; inside `as_known` those of that moment."""
    chosen = resource.published() if records is None else records
    return (resource.row_of(record, links) for record in in_key_order(resource, chosen))
