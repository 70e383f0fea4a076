"""The tables as they stood at a moment, as common table expressions under the names of the tables.

SQL:2011 has `FOR SYSTEM_TIME AS OF` for this; PostgreSQL and SQLite do not. Both let a `WITH` in front of a query take
the place of a table, so that every join, filter and count of the query reads the past and none can be forgotten.

Whether a version is the last one at a moment is asked of each row by itself, which an index answers in one step. `IS
TRUE` keeps it so: without it PostgreSQL would make it an anti-join, and may read all versions of a table for one page.
(Written as `history_id = (SELECT …)` it expects a single row from every table, and then joins in a bad order.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

TABLE_NAME = re.compile(r'"(\w+)"')


@dataclass(frozen=True)
class PastTable:
    """`sql` takes the moment once for each of its placeholders."""

    name: str
    sql: str
    moments: int


def recorded_models() -> list[Any]:
    """The models that keep a version per write."""
    return [model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute")]


def versions_of(model: Any) -> Any:
    """The model of the versions of a recorded model."""
    return getattr(model, model._meta.simple_history_manager_attribute).model


def tables_in(sql: str, schema: str) -> list[PastTable]:
    """Those tables of the past that a query names. The versions come last: what a `WITH` says of a table holds for
    what follows it, and the other tables read all versions.
    """
    named = set(TABLE_NAME.findall(sql))
    return [table for table in _past_tables(schema) if table.name in named]


@cache
def _past_tables(schema: str) -> tuple[PastTable, ...]:
    found = recorded_models()
    rows = [table for model in found for table in _rows(model, schema)]
    return (*rows, *(_versions(versions_of(model), schema) for model in found))


def _rows(model: Any, schema: str) -> Iterator[PastTable]:
    """A model's table and those of its many-to-many fields."""
    versions = versions_of(model)
    recorded = f'{schema}"{versions._meta.db_table}"'

    # A version that a later one of the same record has not replaced by the moment.
    last = (
        "h.history_date <= %s AND (NOT EXISTS ("
        f"SELECT 1 FROM {recorded} v WHERE v.id = h.id AND v.history_date <= %s "
        "AND (v.history_date, v.history_id) > (h.history_date, h.history_id))) IS TRUE"
    )
    columns = ", ".join(_column(field, versions) for field in model._meta.concrete_fields)
    yield PastTable(
        model._meta.db_table, f"SELECT {columns} FROM {recorded} h WHERE h.history_type <> '-' AND {last}", 2
    )
    for field in versions._history_m2m_fields:
        through = field.remote_field.through
        joined = f'{schema}"{getattr(versions, field.name).model._meta.db_table}"'
        columns = ", ".join(f'j."{column.column}"' for column in through._meta.concrete_fields)
        of_last = f"(EXISTS (SELECT 1 FROM {recorded} h WHERE h.history_id = j.history_id AND {last})) IS TRUE"
        yield PastTable(through._meta.db_table, f"SELECT {columns} FROM {joined} j WHERE {of_last}", 2)


def _column(field: models.Field, versions: Any) -> str:
    """A column that the history leaves out is the time of the version, or empty."""
    if field.column in {kept.column for kept in versions._meta.concrete_fields}:
        return f'h."{field.column}"'
    value = "h.history_date" if isinstance(field, models.DateTimeField) else "''"
    return f'{value} AS "{field.column}"'


def _versions(versions: Any, schema: str) -> PastTable:
    name = versions._meta.db_table
    return PastTable(name, f'SELECT * FROM {schema}"{name}" WHERE history_date <= %s', 1)
