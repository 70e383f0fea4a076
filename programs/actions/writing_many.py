"""Many records of one model at once: the same rows and versions as `writing.write` leaves for each, in a few statements
per hundred rows. An import of 20 000 rows holds SQLite's one write lock for seconds, not minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models, transaction

from programs.contents import Many
from programs.knowledge.keeping import keep_versions

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
    """Write changed rows, of which only the key and nothing else may be known to the database."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    rows = [
        [record.pk, *(field.get_db_prep_save(field.pre_save(record, False), connection) for field in fields)]
        for record in records
    ]
    columns = [connection.ops.quote_name(field.column) for field in fields]
    change = _change_at_once if connection.vendor == "sqlite" else _change_one_by_one
    if rows:
        with connection.cursor() as cursor:
            change(cursor, connection.ops.quote_name(model._meta.db_table), columns, rows)


def _change_at_once(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Few statements: each lets go of the interpreter, and with readers in other threads gets it back only later."""
    said = ", ".join(f"{column} = v.column{number}" for number, column in enumerate(columns, 2))
    line = f"({', '.join(['%s'] * (1 + len(columns)))})"
    step = max(1, (connection.features.max_query_params or 999) // (1 + len(columns)))
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        values = ", ".join([line] * len(part))
        cursor.execute(
            f"UPDATE {table} SET {said} FROM (VALUES {values}) AS v WHERE {table}.id = v.column1",  # noqa: S608
            [value for row in part for value in row],
        )


def _change_one_by_one(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """One statement that the server prepares; the driver sends the rows without waiting for each."""
    said = ", ".join(f"{column} = %s" for column in columns)
    cursor.executemany(f"UPDATE {table} SET {said} WHERE id = %s", [[*row[1:], row[0]] for row in rows])  # noqa: S608


def _write(wanted: Sequence[Wanted], by: Any, reason: str) -> None:
    records = [record for record, _many in wanted]
    model = type(records[0])
    new = [record for record in records if record._state.adding]
    known = [record for record in records if not record._state.adding]
    for record in records:
        record.complete()
    model._default_manager.bulk_create(new)
    change_rows(model, known)
    for field in model._meta.many_to_many:
        _join(field, [(record, many[field.name]) for record, many in wanted if field.name in many])
    for rows, kind in ((new, "+"), (known, "~")):
        keep_versions(model, [row.pk for row in rows], kind=kind, by=by, reason=reason)


def _join(field: Any, wanted: Sequence[tuple[Any, Iterable[models.Model]]]) -> None:
    through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = through._default_manager
    rows.filter(**{f"{own}__in": [record.pk for record, _others in wanted]}).delete()
    rows.bulk_create(
        through(**{f"{own}_id": record.pk, f"{other}_id": row.pk}) for record, others in wanted for row in others
    )
