"""Lookups for a word that a text holds, character by character; whoever asks has the word in the form of `fold`.

`column__holds=word` asks the index of `programs.pairs` for the pieces of the word, and then the found texts for the
word itself. `column__has=word` asks the text of each row: for rows that are found already, and for a word that so many
texts hold that reading rows in the order of the page, until it is full, is sooner done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup, Model, TextField

from programs.knowledge import known_at
from programs.pairs import FOLDED, name_of, on_postgresql, pieces_of
from programs.rules.pinyin import stored_forms

MOST = 1500  # so many are found, ranked and sorted in 20 ms


@TextField.register_lookup
@CharField.register_lookup
class Has(Lookup):
    lookup_name = "has"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        return self._read("instr", compiler, connection)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        return self._read("strpos", compiler, connection)

    def _read(self, place: str, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        text, params = self.process_lhs(compiler, connection)
        text = text if self._column in FOLDED else f"lower({text})"
        return f"{place}({text}, %s) > 0", [*params, str(self.rhs)]

    @property
    def _column(self) -> str:
        return str(self.lhs.target.column)


@TextField.register_lookup
@CharField.register_lookup
class Holds(Has):
    lookup_name = "holds"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        said, params = super().as_sqlite(compiler, connection)
        asked = asked_of_index(self.lhs.target.model, self._column, [str(self.rhs)], connection.vendor)
        if not asked:
            return said, params
        return f"({self._key(compiler)} IN ({asked[0]}) AND {said})", [asked[1], *params]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        asked = asked_of_index(self.lhs.target.model, self._column, [str(self.rhs)], connection.vendor)
        if not asked:
            return super().as_postgresql(compiler, connection)
        text = f'"{self._column}"' if self._column in FOLDED else f'lower("{self._column}")'
        # In a query of its own, which OFFSET keeps one: else the server makes the pairs of rows anew, one by one.
        found = f"{asked[0]} AND strpos({text}, %s) > 0 OFFSET 0"
        return f"{self._key(compiler)} IN ({found})", [asked[1], str(self.rhs)]

    def _key(self, compiler: Any) -> str:
        return f'{compiler.quote_name_unless_alias(self.lhs.alias)}."{self.lhs.target.model._meta.pk.column}"'


def which_are_common(model: type[Model], asked: Sequence[tuple[str, Sequence[str]]]) -> list[bool]:
    """For each column and words, whether the index has more than MOST rows that may hold them all; one query. Of words
    without a pair of characters it knows nothing: they are taken to be common.
    """
    connection = connections[router.db_for_read(model)]
    found = [asked_of_index(model, column, words, connection.vendor) for column, words in asked]
    known = [each for each in found if each]
    if not known:
        return [True] * len(found)
    counts = ", ".join(f"(SELECT count(*) FROM ({sql} LIMIT {MOST + 1}) AS found)" for sql, _pieces in known)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [pieces for _sql, pieces in known])
        numbers = iter(cursor.fetchone())
    return [next(numbers) > MOST if each else True for each in found]


def are_common(model: type[Model], words: Sequence[str]) -> bool:
    """Whether the texts of more than MOST rows may hold the words, all of them, or as many names as pinyin."""
    as_pinyin = zip(*(stored_forms(word) for word in words), strict=False)  # whole syllables, then initials
    return any(which_are_common(model, [("search_text", words), *(("search_pinyin", forms) for forms in as_pinyin)]))


def is_common(model: type[Model], word: str) -> bool:
    return are_common(model, [word])


def asked_of_index(model: type[Model], column: str, words: Sequence[str], vendor: str) -> tuple[str, Any] | None:
    """SQL for the keys of the rows whose text may hold all words, with what it asks for; None where the index has
    nothing of them, or is not of the moment that is read.
    """
    pieces = [piece for word in words for piece in pieces_of(column, word)]
    if known_at() or not pieces:
        return None
    table = model._meta.db_table
    if vendor == "postgresql":
        return f'SELECT "id" FROM "{table}" WHERE {on_postgresql(column)} @> %s::text[]', pieces
    index = name_of(table, column)
    return f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s', " AND ".join(f'"{piece}"' for piece in pieces)
