"""What SQLite knows of its tables. PostgreSQL sees to that itself; SQLite else reads a table where an index serves."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = 20_000
"""Looked at of each index: all programs of a country, so that SQLite knows that nearly all are public and walks them in
the order of a list. With 1 000 000 figures it takes a second.
"""


def refresh(connection: BaseDatabaseWrapper) -> None:
    """After each start, and after many rows were written: SQLite would else plan by the sizes of before."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS}")
        cursor.execute("ANALYZE")


def after_migrations(using: str, **_given: Any) -> None:
    refresh(connections[using])
