"""Reading as of a moment: inside `as_known` every query reads the tables as they stood then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db import connections

from programs.knowledge.moments import text_of
from programs.knowledge.tables import tables_in

Row = TypeVar("Row")
_known_at: ContextVar[datetime | None] = ContextVar("known_at", default=None)


def known_at() -> datetime | None:
    """The moment that reads give now; None is today."""
    return _known_at.get()


@contextmanager
def as_known(at: datetime | None) -> Iterator[None]:
    """Reads give what the portal knew at the moment. Nothing can be written inside."""
    token = _known_at.set(at)
    try:
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_read))
                stack.enter_context(_grouping_in_full(connection))
            yield
    finally:
        _known_at.reset(token)


@contextmanager
def _grouping_in_full(connection: Any) -> Iterator[None]:
    """PostgreSQL lets a query group a table by its primary key alone; what takes the table's place has no key."""
    features = connection.features
    before = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = before


def each(rows: Iterable[Row], at: datetime | None) -> Iterator[Row]:
    """The rows as of the moment, however late they are asked for; the moment does not hold between two of them."""
    iterator: Iterator[Row] | None = None
    while True:
        with as_known(at):
            try:
                iterator = iterator or iter(rows)
                row = next(iterator)
            except StopIteration:
                return
        yield row


def address(path: str) -> str:
    """The address of a page or file; inside a moment, of the same as of that moment."""
    return address_at(path, known_at())


def address_at(path: str, at: datetime | None) -> str:
    return f"{path}?{urlencode({'as_of': text_of(at)}, safe=':')}" if at else path


def _read(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Puts the tables of the past before a query."""
    at, connection = known_at(), context["connection"]
    if at is None:
        return execute(sql, params, many, context)
    on_sqlite = connection.vendor == "sqlite"
    # Inside a WITH of SQLite a table's own name means the expression itself; its schema's name tells them apart.
    tables = tables_in(sql, '"main".' if on_sqlite else "")
    if not tables:
        return execute(sql, params, many, context)
    if not sql.startswith(("SELECT ", "(SELECT ")):
        raise RuntimeError("Inside as_known(...) the portal can only be read.")
    # Without the hint an expression that is used twice would be worked out for the whole table first.
    hint = "" if on_sqlite and connection.Database.sqlite_version_info < (3, 35) else "NOT MATERIALIZED "
    past = ", ".join(f'"{table.name}" AS {hint}({table.sql})' for table in tables)
    moments = [connection.ops.adapt_datetimefield_value(at)] * sum(table.moments for table in tables)
    return execute(f"WITH {past} {sql}", (*moments, *(params or ())), many, context)
