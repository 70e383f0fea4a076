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
from programs.holding import may_hold
from programs.models import Program
from programs.rules.pinyin import stored_forms

MOST = 500
PARTS = ((0, 100), (100, 1000), (1000, None))


def first_keys(kind: Kind, words: Sequence[str], number: int) -> list[Any]:
    """The primary keys of the first rows that answer to every word, in the order of `Kind.find`."""
    if not (kind.is_long and _are_common(kind, words)):
        return _keys(kind.find(words), number)
    return list(islice(chain.from_iterable(_by_rank(kind, words, number)), number))


def _are_common(kind: Kind, words: Sequence[str]) -> bool:
    """Whether the texts of more than MOST rows may hold the words, all of them, or as many names as pinyin. Of a word
    without a pair of characters the index knows nothing: it is taken to be common.
    """
    as_pinyin = zip(*(stored_forms(word) for word in words), strict=False)  # whole syllables, then initials
    ways = [("search_text", words), *(("search_pinyin", forms) for forms in as_pinyin)]
    return any(_is_common(kind, column, texts) for column, texts in ways)


def _is_common(kind: Kind, column: str, texts: Sequence[str]) -> bool:
    return may_hold(kind.model, column, texts, MOST + 1) > MOST


def _by_rank(kind: Kind, words: Sequence[str], number: int) -> Iterator[list[Any]]:
    """The keys of each rank in turn, asked for when those before were not enough. Names that are few are sorted."""
    rows, better = kind.rows().order_by(*kind.order), Q()
    for ways in kind.ranks(words):
        if any(not any(_is_common(kind, column, [text]) for column, text in word) for word in ways):
            yield _keys(rows.filter(asking(kind.model, ways), ~better), number)
        else:
            yield from _read(kind, rows.filter(reading(ways), ~better), number)
        better |= reading(ways)
    yield from _read(kind, rows.filter(kind.reading_condition(words), ~better), number)


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
