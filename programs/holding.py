"""Lookups for a word that a text holds, character by character; whoever asks has the word in the form of `fold`.

`column__holds=word` asks the index of `programs.pairs` for the pieces of the word, and then the found texts for the
word itself. `column__has=word` asks the text of each row: for rows that are found already, and for a word that so many
texts hold that reading rows in the order of the page, until it is full, is sooner done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, BigAutoField, CharField, Lookup, Model, TextField
from django.db.models.lookups import In

from programs.knowledge import known_at
from programs.pairs import FOLDED, name_of, on_postgresql, pieces_of
from programs.rules.pinyin import stored_forms

MOST = 1500  # so many are found, ranked and sorted in 20 ms


@TextField.register_lookup
@CharField.register_lookup
class Has(Lookup):
    lookup_name = "has"

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        text, params = self.process_lhs(compiler, connection)
        return _has(text, self._column, connection), [*params, str(self.rhs)]

    @property
    def _column(self) -> str:
        return str(self.lhs.target.column)


@TextField.register_lookup
@CharField.register_lookup
class Holds(Has):
    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        model, held = self.lhs.target.model, (self._column, str(self.rhs))
        if not asked_of_index(model, held[0], [held[1]], connection.vendor):
            return super().as_sql(compiler, connection)
        key = f'{compiler.quote_name_unless_alias(self.lhs.alias)}."{model._meta.pk.column}"'
        return _is_found(key, model, [held], connection)


@AutoField.register_lookup
@BigAutoField.register_lookup
class HoldsAny(Lookup):
    """`pk__holds_any=[(column, word), …]`: one of the columns at least holds its word."""

    lookup_name = "holds_any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        key, _params = self.process_lhs(compiler, connection)
        return _is_found(key, self.lhs.target.model, self.rhs, connection)


def _is_found(
    key: str, model: type[Model], held: Iterable[tuple[str, str]], connection: BaseDatabaseWrapper
) -> tuple[str, list[Any]]:
    """SQL: the key is that of a row with a column that holds its word."""
    found: list[str] = []
    params: list[Any] = []
    for column, word in held:
        asked = asked_of_index(model, column, [word], connection.vendor)
        found.append(_holding(model, column, asked[0] if asked else "", connection))
        params += [asked[1], word] if asked else [word]
    if connection.vendor != "postgresql":
        return f"{key} IN ({' UNION ALL '.join(found)})", params
    # A list and no subquery: PostgreSQL cannot know how few texts hold a word. It would join them with the whole table,
    # or make the pairs of rows anew, one by one; of a list it looks up each key. OFFSET keeps it from finding each part
    # in a process of its own, which takes longer to start.
    return f"{key} = ANY(ARRAY({' UNION ALL '.join(f'({rows} OFFSET 0)' for rows in found)}))", params


def _holding(model: type[Model], column: str, asked: str, connection: BaseDatabaseWrapper) -> str:
    """SQL for the keys of those rows whose column holds the word, out of what the index knows of, where it is asked."""
    has = _has(f'"{column}"', column, connection)
    if asked and connection.vendor == "postgresql":
        return f"{asked} AND {has}"
    may_hold = f'"id" IN ({asked}) AND ' if asked else ""
    return f'SELECT "id" FROM "{model._meta.db_table}" WHERE {may_hold}{has}'


def _has(text: str, column: str, connection: BaseDatabaseWrapper) -> str:
    place = "strpos" if connection.vendor == "postgresql" else "instr"
    return f"{place}({text if column in FOLDED else f'lower({text})'}, %s) > 0"


@AutoField.register_lookup
@BigAutoField.register_lookup
class Among(In):
    """`pk__among=keys`: as `pk__in`, for a query whose keys are few and found first."""

    lookup_name = "among"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else str(super().get_rhs_op(connection, rhs))


def how_many(model: type[Model], asked: Sequence[tuple[str, Sequence[str]]]) -> list[int]:
    """For each column and words, in how many rows the index has them all, up to one more than MOST; one query. Of words
    without a pair of characters it knows nothing: they are taken to be in that many.
    """
    connection = connections[router.db_for_read(model)]
    found = [asked_of_index(model, column, words, connection.vendor) for column, words in asked]
    known = [each for each in found if each]
    if not known:
        return [MOST + 1] * len(found)
    counts = ", ".join(f"(SELECT count(*) FROM ({sql} LIMIT {MOST + 1}) AS found)" for sql, _pieces in known)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [pieces for _sql, pieces in known])
        numbers = iter(cursor.fetchone())
    return [next(numbers) if each else MOST + 1 for each in found]


def may_answer(model: type[Model], words: Sequence[str]) -> int:
    """How many rows may hold the words, all of them, in their texts or, if those are more, as pinyin of their names; up
    to one more than MOST.
    """
    as_pinyin = zip(*(stored_forms(word) for word in words), strict=False)  # whole syllables, then initials
    return max(how_many(model, [("search_text", words), *(("search_pinyin", forms) for forms in as_pinyin)]))


def is_common(model: type[Model], word: str) -> bool:
    return may_answer(model, [word]) > MOST


def asked_of_index(model: type[Model], column: str, words: Sequence[str], vendor: str) -> tuple[str, Any] | None:
    """SQL for the keys of the rows whose text may hold all words, with what it asks for; None where the index has
    nothing of them, or is not of the moment that is read.
    """
    pieces = [piece for word in words for piece in pieces_of(column, word)]
    if known_at() or not pieces:
        return None
    table = model._meta.db_table
    if vendor == "postgresql":
        # Out of a SELECT, for which the server makes one plan, and keeps it: else it plans anew for each word's pieces,
        # which takes as long as to find the rows.
        return f'SELECT "id" FROM "{table}" WHERE {on_postgresql(column)} @> (SELECT %s::text[])', pieces
    index = name_of(table, column)
    return f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s', " AND ".join(f'"{piece}"' for piece in pieces)
