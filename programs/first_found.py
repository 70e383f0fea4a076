"""The first of what is found, however much there is.

A word that half of all texts hold needs no ranking of half of all records. Where the index of pairs knows of more than
MOST rows, they are not ranked and sorted but read in the order of the list, first those whose name holds the words, and
no further than the page needs. What is found is then not counted either: it is more than MOST.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django.db.models import Q, QuerySet

from programs.finding import Kind, asking, reading
from programs.holding import are_common, is_common, may_hold
from programs.models import Program

PARTS = ((0, 100), (100, 1000), (1000, None))


def first_keys(kind: Kind, words: Sequence[str], number: int) -> list[Any]:
    """The primary keys of the first rows that answer to every word, in the order of `Kind.find`."""
    common = [word for word in words if kind.is_long and is_common(kind.model, word)]
    if len(common) < len(words):
        return _keys(kind.find(words, common), number)
    if len(words) > 1 and not are_common(kind.model, words):
        return _keys(kind.find(words), number)
    return list(islice(chain.from_iterable(_by_rank(kind, words, number)), number))


def _by_rank(kind: Kind, words: Sequence[str], number: int) -> Iterator[list[Any]]:
    """The keys of each rank in turn, asked for when those before were not enough. Names that are few are sorted."""
    rows, better = kind.rows().order_by(*kind.order), Q()
    for ways in kind.ranks(words):
        if any(not any(may_hold(kind.model, column, [text]) for column, text in word) for word in ways):
            yield _keys(rows.filter(asking(kind.model, ways), ~better), number)
        else:
            yield from _read(kind, rows.filter(reading(ways), ~better), number)
        better |= reading(ways)
    yield from _read(kind, rows.filter(kind.condition(words, common=words), ~better), number)


def _read(kind: Kind, rows: QuerySet[Any], number: int) -> Iterator[list[Any]]:
    """Rows that stand in the order of the programs are read for some programs first, and then for more: left alone,
    SQLite reads and sorts all of them.
    """
    for start, stop in PARTS if kind.program else ():
        programs = Program.objects.in_order().values("pk")[start:stop]
        yield _keys(rows.filter(**{f"{kind.program}__in": programs}), number)
    if not kind.program:
        yield _keys(rows, number)


def _keys(rows: QuerySet[Any], number: int) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[:number])
