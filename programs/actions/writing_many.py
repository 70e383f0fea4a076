"""Many records of one model at once: the same rows and versions as `writing.write` leaves for each, in a few statements
per hundred rows. An import of 20 000 rows holds SQLite's one write lock for seconds, not minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from programs.contents import Many
from programs.knowledge.tables import versions_of
from programs.models.base import HISTORY

BATCH = 500
Wanted = tuple[Any, Many]  # a record, and the rows of those many-to-many fields that are to be written


@transaction.atomic
def write_all(wanted: Sequence[Wanted], *, by: Any, reason: str) -> None:
    """Save valid records, new ones and changed ones. Raises IntegrityError where the database refuses one."""
    for part in batches(wanted):
        _write(part, by, reason)


def batches(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def change_rows(model: Any, records: Sequence[Any]) -> None:
    """Write changed rows with one statement, which the database prepares once."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    said = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {said} WHERE {quote(model._meta.pk.column)} = %s"  # noqa: S608
    rows = [
        [*(field.get_db_prep_save(field.pre_save(record, False), connection) for field in fields), record.pk]
        for record in records
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _write(wanted: Sequence[Wanted], by: Any, reason: str) -> None:
    records = [record for record, _many in wanted]
    model = type(records[0])
    kinds = ["+" if record._state.adding else "~" for record in records]
    for record in records:
        record.complete()
    model._default_manager.bulk_create([r for r, kind in zip(records, kinds, strict=True) if kind == "+"])
    change_rows(model, [r for r, kind in zip(records, kinds, strict=True) if kind == "~"])
    for field in model._meta.many_to_many:
        _join(field, [(record, many[field.name]) for record, many in wanted if field.name in many])
    _keep(model, list(zip(records, kinds, strict=True)), by, reason)


def _join(field: Any, wanted: Sequence[tuple[Any, Iterable[models.Model]]]) -> None:
    through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = through._default_manager
    rows.filter(**{f"{own}__in": [record.pk for record, _others in wanted]}).delete()
    rows.bulk_create(
        through(**{f"{own}_id": record.pk, f"{other}_id": row.pk}) for record, others in wanted for row in others
    )


def _keep(model: Any, written: Sequence[tuple[Any, str]], by: Any, reason: str) -> None:
    """A version for each record, with its many-to-many rows."""
    versions = versions_of(model)
    now = timezone.now()
    names = [field.attname for field in HISTORY.fields_included(model)]
    about = {"history_user": by, "history_date": now, "history_change_reason": reason}
    kept = versions.objects.bulk_create(
        versions(history_type=kind, **about, **{name: getattr(record, name) for name in names})
        for record, kind in written
    )
    version_by_key = {version.id: version for version in kept}
    for field in versions._history_m2m_fields:
        own = field.m2m_field_name()
        joined = HISTORY.m2m_models[field]
        rows = field.remote_field.through._default_manager.filter(**{f"{own}__in": list(version_by_key)}).values()
        joined.objects.bulk_create(joined(history=version_by_key[row[f"{own}_id"]], **row) for row in rows)
