"""The first of what is found, however much there is.

A word that half of all texts hold needs no ranking of half of all records. Where the index of pairs knows of very many
rows, they are not ranked and sorted but read in the order of the list, first those whose name holds the words, and no
further than the page needs. What is found is then not counted either: it is more than are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django.db.models import Q, QuerySet

from programs.finding import Kind, Ways, asking, reading
from programs.holding import MOST, are_common, is_common, which_are_common
from programs.models import Program

LISTED = 200
PARTS = ((0, 100), (100, 1000), (1000, None))


class FirstFound:
    """The rows that answer to every word, in the order of `Kind.find`; `most` of them can be listed."""

    def __init__(self, kind: Kind, words: Sequence[str]) -> None:
        self.kind, self.words = kind, words
        self.common = [word for word in words if kind.is_long and is_common(kind.model, word)]
        self.are_read = len(self.common) == len(words) and (len(words) == 1 or are_common(kind.model, words))
        self.most = LISTED if self.are_read else MOST

    def keys(self, number: int) -> list[Any]:
        """The primary keys of the first of them."""
        if self.are_read:
            return list(islice(chain.from_iterable(self._by_rank(number)), number))
        common = self.common if len(self.common) < len(self.words) else ()  # one word at least is looked for
        return _keys(self.kind.find(self.words, common), number)

    def _by_rank(self, number: int) -> Iterator[list[Any]]:
        """The keys of each rank in turn, asked for when those before were not enough. Names that are few are sorted."""
        rows, better = self.kind.rows().order_by(*self.kind.order), Q()
        for ways in self.kind.ranks(self.words):
            if self._are_few(ways):
                yield _keys(rows.filter(asking(self.kind.model, ways), ~better), number)
            else:
                yield from self._read(rows.filter(reading(ways), ~better), number)
            better |= reading(ways)
        yield from self._read(rows.filter(self.kind.condition(self.words, common=self.words), ~better), number)

    def _are_few(self, ways: Ways) -> bool:
        asked = [[(column, [text]) for column, text in word] for word in ways]
        return any(not any(which_are_common(self.kind.model, word)) for word in asked)

    def _read(self, rows: QuerySet[Any], number: int) -> Iterator[list[Any]]:
        """Rows that stand in the order of the programs are read for some programs first, and then for more: left
        alone, SQLite reads and sorts all of them.
        """
        if not self.kind.program:
            yield _keys(rows, number)
            return
        for start, stop in PARTS:
            programs = Program.objects.in_order().values("pk")[start:stop]
            yield _keys(rows.filter(**{f"{self.kind.program}__in": programs}), number)


def _keys(rows: QuerySet[Any], number: int) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[:number])
