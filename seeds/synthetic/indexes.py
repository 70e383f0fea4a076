"""Indexes of tables that get millions of rows at once: made again at the end over all rows, not moved with each row.

Only on PostgreSQL, and in the transaction of the rows, so that nobody ever sees a table without its indexes. Indexes
that are rules, which no two rows may break, stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models

MEMORY = "256MB"  # for one index at a time, unless the server gives more
# Gives how to take each one away, how to make it again, and the columns whose statistics somebody has set. One that was
# moved, remarked on or clustered by is left alone, since its definition does not tell that.
INDEXES = """
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid),
  ARRAY(SELECT format('ALTER INDEX %%s ALTER %%s SET STATISTICS %%s', i.indexrelid::regclass, attnum, attstattarget)
    FROM pg_attribute WHERE attrelid = i.indexrelid AND attstattarget >= 0 ORDER BY attnum)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique AND NOT i.indisexclusion AND i.indisvalid
  AND c.reltablespace = 0 AND NOT i.indisclustered AND obj_description(i.indexrelid, 'pg_class') IS NULL
ORDER BY i.indexrelid
"""
MORE_MEMORY = """
SELECT set_config('maintenance_work_mem', %s, true)
WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes(%s)
"""

Again = list[list[str]]
"""The statements that make each index again as it was."""


def take_away(whose: Sequence[type[models.Model]]) -> Again:
    """From the tables of these models, of their many-to-many fields and of their histories. Until the transaction ends
    nobody else can read these tables.
    """
    if connection.vendor != "postgresql":
        return []
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _with_their_own(whose)]
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [tables])
        found = cursor.fetchall()
        for drop, _create, _statistics in found:
            cursor.execute(drop)
    return [[create, *statistics] for _drop, create, statistics in found]


def make_again(indexes: Again) -> Iterator[int]:
    """Gives 1 after each."""
    with connection.cursor() as cursor:
        cursor.execute(MORE_MEMORY, [MEMORY, MEMORY])
        for statements in indexes:
            for statement in statements:
                cursor.execute(statement)
            yield 1


def _with_their_own(whose: Sequence[Any]) -> Iterator[Any]:
    for model in whose:
        yield model
        yield from (field.remote_field.through for field in model._meta.many_to_many)
        if hasattr(model, "history"):
            versions = model.history.model
            yield versions
            yield from (getattr(versions, field.name).model for field in versions._history_m2m_fields)
