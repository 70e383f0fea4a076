"""An index of pairs of neighbouring characters, with which any part of a Chinese text is found quickly.

Chinese words have two characters, and the indexes that databases bring want three (SQLite's trigram tokenizer) or words
between spaces (PostgreSQL's pg_trgm leaves two characters to a scan of the whole index). `column__holds=word` asks this
index for the pairs of the word and then the found texts for the word itself. SQLite keeps the pairs in an FTS5 table
that triggers fill, PostgreSQL in a GIN index over a function; both are put in place after each migration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, TextField

from programs.knowledge import known_at
from programs.tallies import triggers_in

INDEXED = re.compile("[0-9a-z\u4e00-\u9fa5]{2}")  # what every version of SQLite holds to be letters
COLUMNS = ("search_text", "search_pinyin")
FUNCTION = """
CREATE OR REPLACE FUNCTION character_pairs(text) RETURNS text[] LANGUAGE sql
IMMUTABLE PARALLEL SAFE STRICT COST 10000 AS
$$ SELECT coalesce(array_agg(DISTINCT substr($1, i, 2)), '{}') FROM generate_series(1, length($1) - 1) AS i $$
"""
INDEX = 'CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin (character_pairs("{column}"))'
# Without statistics the server always asks the index. With them it would read the whole table for a common word, and
# make the pairs of every row to do so.
NO_STATISTICS = "ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS 0"


def pairs_of(word: str) -> list[str]:
    """The neighbouring characters of a word, as far as the index has them: 陶瓷业 → 陶瓷, 瓷业."""
    found = (word[start : start + 2] for start in range(len(word) - 1))
    return list(dict.fromkeys(pair for pair in found if INDEXED.fullmatch(pair)))


@TextField.register_lookup
class Holds(Lookup):
    """The text holds the word, character by character: whoever asks has both in the form of `fold`."""

    lookup_name = "holds"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        found = 'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s'
        return self._said("instr", found, " AND ".join(f'"{pair}"' for pair in self._pairs), compiler, connection)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        # In a query of its own, which OFFSET keeps one: else the server makes the pairs of rows anew, one by one.
        found = 'SELECT "{key}" FROM "{table}" WHERE character_pairs("{column}") @> %s::text[] OFFSET 0'
        return self._said("strpos", found, self._pairs, compiler, connection)

    @property
    def _pairs(self) -> list[str]:
        return [] if known_at() else pairs_of(str(self.rhs))  # the index is of today

    def _said(
        self, place: str, found: str, pairs: Any, compiler: Any, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        """The rows that the index finds, as far as they hold the word as a whole."""
        column, before = self.process_lhs(compiler, connection)
        said, params = f"{place}({column}, %s) > 0", [*before, str(self.rhs)]
        if not pairs:
            return said, params
        field = self.lhs.target
        table, key = field.model._meta.db_table, field.model._meta.pk.column
        names = {"index": name_of(table, field.column), "table": table, "column": field.column, "key": key}
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        return f'({alias}."{key}" IN ({found.format(**names)}) AND {said})', [pairs, *params]


def name_of(table: str, column: str) -> str:
    return f"{table}_{column}_pairs"


def indexer(tables: Sequence[str]) -> Callable[..., None]:
    """A receiver of `post_migrate` for these tables of searchable records."""

    def after_migrations(using: str, **_given: Any) -> None:
        install(connections[using], tables)

    return after_migrations


def install(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> None:
    """Can be run again at any time; leaves out tables that are not there (yet)."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        before = triggers_in(cursor)
        for table in tables:
            for column in COLUMNS if table in there else ():
                # SQLite remakes a table to change it, and its triggers go with the old one.
                fill = f"{name_of(table, column)}_insert" not in before
                for statement in _statements(connection.vendor, table, column, fill=fill):
                    cursor.execute(statement)


def _statements(vendor: str, table: str, column: str, *, fill: bool) -> Iterator[str]:
    name = name_of(table, column)
    if vendor == "postgresql":
        yield FUNCTION
        yield INDEX.format(name=name, table=table, column=column)
        yield NO_STATISTICS.format(name=name)
        return
    # Nothing of the text is kept beside it, so that a change gives the index the old pairs to take out.
    yield f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5(pairs, content='', detail=none, columnsize=0)"
    put = f"INSERT INTO {name} (rowid, pairs) VALUES (NEW.id, {_spaced(f'NEW.{column}')});"
    take = f"INSERT INTO {name} ({name}, rowid, pairs) VALUES ('delete', OLD.id, {_spaced(f'OLD.{column}')});"
    for event, body in (
        ("INSERT", put),
        ("DELETE", take),
        (f"UPDATE OF {column}", take + put),
    ):
        what = event.split()[0].lower()
        yield f"CREATE TRIGGER IF NOT EXISTS {name}_{what} AFTER {event} ON {table} BEGIN {body} END"
    if fill:
        yield f"INSERT INTO {name} ({name}) VALUES ('delete-all')"
        yield f"INSERT INTO {name} (rowid, pairs) SELECT t.id, {_spaced(f't.{column}')} FROM {table} AS t"


def _spaced(text: str) -> str:
    """SQL: all pairs of a text, with spaces between them."""
    counted = f"WITH RECURSIVE at (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM at WHERE i < length({text}) - 1)"
    return f"({counted} SELECT coalesce(group_concat(substr({text}, i, 2), ' '), '') FROM at)"
