"""An index of pairs of neighbouring characters, with which any part of a Chinese text is found quickly.

Chinese words have two characters, and the indexes that databases bring want three (SQLite's trigram tokenizer) or words
between spaces (PostgreSQL's pg_trgm leaves two characters to a scan of the whole index). A column of pinyin (see
`rules.pinyin`) is asked only for what begins at one of its signs: its index has these beginnings, of three, four, six
and eight signs, and no pairs, of which any two syllables have most. SQLite keeps the pieces in an FTS5 table that
triggers fill, PostgreSQL in a GIN index over a function; both are put in place after each migration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from programs.tallies import triggers_in

INDEXED = re.compile("[0-9a-z\u4e00-\u9fa5]{2}")  # what every version of SQLite holds to be letters
BEGINNING = re.compile("(?:[|]{1,2}|/{1,2})[0-9a-z]{2}[0-9a-z]*")
LENGTHS = (3, 4, 6, 8)
PINYIN = "search_pinyin"
FOLDED = ("search_text", PINYIN)  # these columns have one form for what reads the same; of others the index makes it
SPREAD = {
    # Both split the text into its signs once: `substr` walks to its place from the beginning, and texts are long.
    "character_pairs": "SELECT coalesce(array_agg(DISTINCT pair), '{}') "
    "FROM (SELECT sign || lead(sign) OVER (ORDER BY i) AS pair "
    "FROM string_to_table($1, NULL) WITH ORDINALITY AS signs (sign, i)) AS pairs WHERE pair IS NOT NULL",
    "pinyin_beginnings": "SELECT coalesce(array_agg(DISTINCT substr(begun, 1, n)), '{}') "
    "FROM (SELECT substr($1, i::int, 8) AS begun FROM string_to_table($1, NULL) WITH ORDINALITY AS signs (sign, i) "
    "WHERE sign IN ('|', '/') OFFSET 0) AS beginnings, unnest('{3,4,6,8}'::int[]) AS n",
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION {name}(text) RETURNS text[] LANGUAGE sql "
    "IMMUTABLE PARALLEL SAFE STRICT COST 10000 AS $$ {body} $$"
)
INDEX = "CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({pieces})"
# Without statistics the server always asks the index. With them it would read the whole table for a common word, and
# make the pairs of every row to do so.
NO_STATISTICS = "ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS 0"


def pairs_of(word: str) -> list[str]:
    """The neighbouring characters of a word, as far as the index has them: 陶瓷业 → 陶瓷, 瓷业."""
    found = (word[start : start + 2] for start in range(len(word) - 1))
    return list(dict.fromkeys(pair for pair in found if INDEXED.fullmatch(pair)))


def pieces_of(column: str, word: str) -> list[str]:
    """What to ask the index of the column for: the pairs of a word; of letters, which English texts have most pairs of,
    every second one; of pinyin |zhangshu the beginning |zhangsh.
    """
    if column != PINYIN:
        return pairs_of(word)[:: 2 if word.isascii() else 1]
    return [word[: max(n for n in LENGTHS if n <= len(word))]] if BEGINNING.fullmatch(word) else []


def name_of(table: str, column: str) -> str:
    return f"{table}_{column}_{f'beginnings_{max(LENGTHS)}' if column == PINYIN else 'pairs'}"


def outgrown(table: str, column: str) -> list[str]:
    """The names of indexes of other pieces, which an earlier release made; one with other pieces has another name."""
    return [f"{table}_{column}_beginnings"] if column == PINYIN else []


def on_postgresql(column: str) -> str:
    """SQL: the pieces of the column, as its index has them."""
    if column == PINYIN:
        return f'pinyin_beginnings("{column}")'
    return f'character_pairs("{column}")' if column in FOLDED else f'character_pairs(lower("{column}"))'


def indexer(columns: Mapping[str, Sequence[str]]) -> Callable[..., None]:
    """A receiver of `post_migrate`; the columns that have such an index, by table."""

    def after_migrations(using: str, **_given: Any) -> None:
        install(connections[using], columns)

    return after_migrations


def install(connection: BaseDatabaseWrapper, columns: Mapping[str, Sequence[str]]) -> None:
    """Can be run again at any time; leaves out tables that are not there (yet)."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        before = triggers_in(cursor)
        for table in columns.keys() & there:
            for column in columns[table]:
                # SQLite remakes a table to change it, and its triggers go with the old one.
                fill = f"{name_of(table, column)}_insert" not in before
                for statement in _statements(connection.vendor, table, column, fill=fill):
                    cursor.execute(statement)


def _statements(vendor: str, table: str, column: str, *, fill: bool) -> Iterator[str]:
    name = name_of(table, column)
    if vendor == "postgresql":
        yield from (FUNCTION.format(name=function, body=body) for function, body in SPREAD.items())
        yield INDEX.format(name=name, table=table, pieces=on_postgresql(column))
        yield NO_STATISTICS.format(name=name)
        yield from (f"DROP INDEX IF EXISTS {old}" for old in outgrown(table, column))
        return
    for old in outgrown(table, column):
        yield from (f"DROP TRIGGER IF EXISTS {old}_{event}" for event in ("insert", "delete", "update"))
        yield f"DROP TABLE IF EXISTS {old}"
    # Nothing of the text is kept beside it, so that a change gives the index the old pieces to take out.
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5"
        f"""(pairs, content='', detail=none, columnsize=0, tokenize="unicode61 tokenchars '|/'")"""
    )
    put = f"INSERT INTO {name} (rowid, pairs) VALUES (NEW.id, {_spaced('NEW', column)});"
    take = f"INSERT INTO {name} ({name}, rowid, pairs) VALUES ('delete', OLD.id, {_spaced('OLD', column)});"
    for event, body in (
        ("INSERT", put),
        ("DELETE", take),
        (f"UPDATE OF {column}", take + put),
    ):
        what = event.split()[0].lower()
        yield f"CREATE TRIGGER IF NOT EXISTS {name}_{what} AFTER {event} ON {table} BEGIN {body} END"
    if fill:
        yield f"INSERT INTO {name} ({name}) VALUES ('delete-all')"
        yield f"INSERT INTO {name} (rowid, pairs) SELECT t.id, {_spaced('t', column)} FROM {table} AS t"


def _spaced(row: str, column: str) -> str:
    """SQL: all pieces of a text, with spaces between them; the tokenizer folds them."""
    text = f"{row}.{column}"
    counted = f"WITH RECURSIVE at (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM at WHERE i < length({text}) - 1)"
    if column != PINYIN:
        return f"({counted} SELECT coalesce(group_concat(substr({text}, i, 2), ' '), '') FROM at)"
    begun = " || ' ' || ".join(f"substr({text}, i, {n})" for n in LENGTHS)
    return (
        f"({counted} SELECT coalesce(group_concat({begun}, ' '), '') FROM at WHERE substr({text}, i, 1) IN ('|', '/'))"
    )
