"""A paragraph cut at its figures, for a page that marks them. Plain Python, no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Owner = TypeVar("Owner")


@dataclass(frozen=True)
class Piece(Generic[Owner]):
    """Some signs of a paragraph; `owner` is the figure that they state, None for the words between figures."""

    text: str
    owner: Owner | None = None


def pieces(text: str, marks: Iterable[tuple[int, int, Owner]]) -> Iterator[Piece[Owner]]:
    """`marks` are start, end and owner, in any order. Of two that overlap the later keeps what is left of it."""
    place = 0
    for start, end, owner in sorted(marks, key=lambda mark: mark[:2]):
        begin = max(start, place)
        if begin > place:
            yield Piece(text[place:begin])
        if end > begin:
            yield Piece(text[begin:end], owner)
        place = max(place, end)
    if place < len(text):
        yield Piece(text[place:])
