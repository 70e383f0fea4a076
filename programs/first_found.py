"""The first of what is found, however much there is.

A word that half of all texts hold needs no ranking of half of all records. Where the index of pairs knows of very many
rows, they are not ranked and sorted but read in the order of the list, first those whose name holds the words, and no
further than the page needs. What is found is then not counted either: it is more than are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any

from django.db.models import Q, QuerySet

from programs import holding
from programs.finding import Kind, Ways, asking, reading
from programs.models import Program
from programs.models.base import Publication

LISTED = 200
MANY = 200
"""More than that are not all put in order, where a few programs may hold the first of them."""
PARTS = ((0, 100), (100, 1000), (1000, None))


class FirstFound:
    """The rows that answer to every word, in the order of `Kind.find`; `most` of them can be listed.

    Of words that are `likely` to be common the beginning of the list is read before any index is asked how common they
    are. That changes nothing of what is found.
    """

    def __init__(self, kind: Kind, words: Sequence[str], *, likely: bool = False) -> None:
        self.kind, self.words, self.likely = kind, words, likely and kind.is_long

    @cached_property
    def may_answer(self) -> dict[str, int]:
        """How many rows may answer to each word; of a short list that is not asked."""
        return {word: holding.may_answer(self.kind.model, [word]) for word in self.words if self.kind.is_long}

    @cached_property
    def common(self) -> list[str]:
        return [word for word, number in self.may_answer.items() if number > holding.MOST]

    @cached_property
    def are_read(self) -> bool:
        """Whether so many rows hold the words that they are read in the order of the list."""
        every = len(self.common) == len(self.words)
        return every and (len(self.words) == 1 or holding.may_answer(self.kind.model, self.words) > holding.MOST)

    @property
    def most(self) -> int:
        return LISTED if self.are_read else holding.MOST

    def keys(self, number: int) -> list[Any]:
        """The primary keys of the first of them."""
        if self.likely:
            best, *_others = self.kind.ranks(self.words)
            first = next(self._read(self._rows().filter(reading(best)), number))
            if len(first) == number:
                return first
        if self.are_read:
            return list(islice(chain.from_iterable(self._by_rank(number)), number))
        first = self._of_first_programs(number) if number <= MANY and self._are_many else []
        if len(first) == number:
            return first
        common = self.common if len(self.common) < len(self.words) else ()  # one word at least is looked for
        return _keys(self.kind.find(self.words, common), number)

    @property
    def _are_many(self) -> bool:
        """Of rows that stand in the order of programs, many of each."""
        return self.kind.program not in ("", "pk") and not self.common and min(self.may_answer.values()) > MANY

    def _of_first_programs(self, number: int) -> list[Any]:
        """The first of those whose names hold the words, found in the first programs that have one. To put all in order
        asks for the program and the place of each; there are far fewer programs.
        """
        best, *_others = self.kind.ranks(self.words)
        rarest = min(self.words, key=self.may_answer.__getitem__)
        model: Any = self.kind.model
        public = model.objects.filter(publication=Publication.PUBLISHED)
        named = public.filter(reading(best), search_text__holds=rarest)
        programs = Program.objects.in_order().filter(pk__among=named.order_by().values(self.kind.program))
        few = {f"{self.kind.program}__pk__among": programs.values("pk")[:number]}
        return _keys(self._rows().filter(reading(best), **few), number)

    def _rows(self) -> QuerySet[Any]:
        return self.kind.rows().order_by(*self.kind.order)

    def _by_rank(self, number: int) -> Iterator[list[Any]]:
        """The keys of each rank in turn, asked for when those before were not enough."""
        rows, better = self._rows(), Q()
        for ways in self.kind.ranks(self.words):
            yield from self._named(rows.filter(~better), ways, number)
            better |= reading(ways)
        yield from self._read(rows.filter(self.kind.condition(self.words, common=self.words), ~better), number)

    def _named(self, rows: QuerySet[Any], ways: Ways, number: int) -> Iterator[list[Any]]:
        """Those that hold the words in their names. Where the beginning of the list has not enough of them, the index
        is asked: if they are few, it finds them and they are sorted.
        """
        read = self._read(rows.filter(reading(ways)), number)
        first = next(read)
        if len(first) < number and self._are_few(ways):
            yield _keys(rows.filter(asking(self.kind.model, ways)), number)
            return
        yield first
        yield from read

    def _are_few(self, ways: Ways) -> bool:
        asked = [[(column, [text]) for column, text in word] for word in ways]
        return any(max(holding.how_many(self.kind.model, word)) <= holding.MOST for word in asked)

    def _read(self, rows: QuerySet[Any], number: int) -> Iterator[list[Any]]:
        """First those in the beginning of the list, then the others. Rows that stand in the order of the programs are
        read for some programs, and then for more: left alone, SQLite reads and sorts all of them.
        """
        if not self.kind.program:
            beginning = self._rows().values("pk")[: PARTS[0][1]]
            first = _keys(rows.filter(pk__in=beginning), number)
            yield first
            yield _keys(rows, number)[len(first) :]
            return
        for start, stop in PARTS:
            programs = Program.objects.in_order().values("pk")[start:stop]
            yield _keys(rows.filter(**{f"{self.kind.program}__in": programs}), number)


def _keys(rows: QuerySet[Any], number: int) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[:number])
