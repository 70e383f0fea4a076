"""What was withdrawn after the public had read it: it leaves a trace that says when and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from programs.knowledge import as_known, known_at
from programs.models.base import Publication


def once_public(rows: QuerySet) -> QuerySet:
    """The withdrawn ones of `rows` that were public before.

    Their history holds a published version, or a reviewer withdrew them, which only a published record allows: a
    record may be older than its history.
    """
    versions = rows.model.history.model.objects.filter(id=OuterRef("pk"), publication=Publication.PUBLISHED)
    seen = Q(reviewed_at__isnull=False) | Exists(versions)
    return rows.filter(seen, publication=Publication.WITHDRAWN)


def were_public(rows: Iterable[Any]) -> list[Any]:
    """What `once_public` leaves of rows of one model, in their order; the history is asked only of those that no
    reviewer has withdrawn.
    """
    found = [row for row in rows if row.publication == Publication.WITHDRAWN]
    unsure = [row for row in found if row.reviewed_at is None]
    seen: set[int] = set()
    if unsure:
        asked = type(unsure[0])._default_manager.filter(pk__in=[row.pk for row in unsure])
        seen.update(once_public(asked).values_list("pk", flat=True))
    return [row for row in found if row.reviewed_at is not None or row.pk in seen]


def gone_since(*records: Any) -> list[Any]:
    """On a page of the past: those of the records that have been withdrawn since, as they stand today."""
    if known_at() is None:
        return []
    with as_known(None):
        gone = [
            type(record)._default_manager.filter(pk=record.pk, publication=Publication.WITHDRAWN).first()
            for record in records
            if record.is_live
        ]
    return [record for record in gone if record]
