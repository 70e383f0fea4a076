"""Changes of many published records of one model, each kept waiting as `revising.propose` keeps one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from programs.actions.revising import drop, open_revision, proposal, region_code
from programs.actions.writing_many import Wanted, batches, change_rows
from programs.contents import contents
from programs.models import Region, Revision


@transaction.atomic
def propose_all(wanted: Sequence[Wanted], *, by: Any, reason: str) -> None:
    """The records in memory say what is wanted; their rows are locked and stay as they are."""
    for part in batches(wanted):
        _propose(part, by, reason)


def _propose(wanted: Sequence[Wanted], by: Any, reason: str) -> None:
    approved = _approved([record for record, _many in wanted])
    codes = {pk: region_code(row) for pk, row in approved.items()}
    regions = {region.code: region for region in Region.objects.filter(code__in=set(codes.values()))}
    revisions = []
    for record, many in wanted:
        row = approved[record.pk]
        region = regions.get(codes[record.pk])
        revision = proposal(row, contents(record, many), by=by, reason=reason, region=region)
        waiting = open_revision(row)
        if revision is not None:
            revisions.append(revision)
        elif waiting:
            drop(waiting, by=by)
    new = [revision for revision in revisions if revision.pk is None]
    change_rows(Revision, [revision for revision in revisions if revision.pk is not None])
    Revision.objects.bulk_create(new)
    authors = Revision.authors.through
    signed = (authors(revision_id=revision.pk, user_id=by.pk) for revision in revisions)
    authors._default_manager.bulk_create(signed, ignore_conflicts=True)


def _approved(records: Sequence[Any]) -> dict[int, Any]:
    model = type(records[0])
    ways = ["__".join(way.split("__")[:-1]) for way in model.REGION]
    rows = model._default_manager.order_by().select_related(*ways).select_for_update(of=("self",))
    joined = [field.name for field in model._meta.many_to_many]
    rows = rows.prefetch_related(*joined, Prefetch("revisions", Revision.objects.open()))
    return {row.pk: row for row in rows.filter(pk__in=[record.pk for record in records])}
