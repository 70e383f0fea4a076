"""Writing many rows of one table at once: COPY on PostgreSQL, one statement for many rows on SQLite.

Rows are tuples in the order of the table's fields. Every constraint of the database stays on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from programs import statistics


class Table:
    """A model's table and the fields that rows give; all other columns get the model's default."""

    def __init__(self, model: type[models.Model], *fields: str) -> None:
        self.model, self.name = model, model._meta.db_table
        by_name = {field.attname: field for field in model._meta.concrete_fields}
        # What stays out of a row: keys that the database counts itself, and fields that may be empty.
        rest = [f for name, f in by_name.items() if name not in fields and not f.primary_key]
        constant = {field.attname: default for field in rest if (default := _default(field)) is not None}
        self.columns = [str(by_name[name].column) for name in (*fields, *constant)]
        self.tail = tuple(constant.values())


def _default(field: Any) -> Any:
    value = field.get_default()
    return field.get_db_prep_save(value, connection) if value is not None else None


def write_rows(table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row + table.tail)
        else:
            marks = ", ".join(["%s"] * len(table.columns))
            statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608  # own names
            cursor.executemany(statement, [_for_sqlite(row) + table.tail for row in rows])


def _for_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Decimals and times as Django's SQLite backend writes them."""
    return tuple([ADAPT[type(value)](value) if type(value) in ADAPT else value for value in row])


ADAPT: dict[type, Any] = {
    Decimal: str,
    date: date.isoformat,
    datetime: lambda moment: moment.replace(tzinfo=None).isoformat(" "),
}


def lock(tables: Sequence[type[models.Model]]) -> None:
    """Nobody else writes them until the transaction ends, so that keys can be counted here. SQLite locks by itself."""
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def check_at_once() -> None:
    """PostgreSQL looks up each reference as it is written. It would else keep millions of them for the commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def last_key(model: type[models.Model]) -> int:
    """The greatest key that was ever given out: that of a deleted row stays in its history and is never used again."""
    name, last = model._meta.db_table, model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) - 1", [f'"{name}"'])
        else:
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [name])
        return int(max(last, cursor.fetchone()[0]))


def refresh_statistics(*tables: type[models.Model]) -> None:
    """Of these tables, or of all. The planner would else judge the next queries by the sizes of before; SQLite, which
    looks at all tables, is told at the end only.
    """
    if connection.vendor == "sqlite":
        if not tables:
            statistics.refresh(connection)
    else:
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def count_on(tables: Sequence[type[models.Model]]) -> None:
    """Let the database go on after the greatest key."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
