"""Numbers made into statements: a change has two, a list one for each of its values, an aside none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.reading.article.asides import without_asides
from indicators.reading.article.borrowing import with_borrowed_units
from indicators.reading.article.durations import counts
from indicators.reading.article.from_to import is_change
from indicators.reading.article.number import Number
from indicators.reading.article.ranges import with_ranges
from indicators.reading.article.signs import distant_sign
from indicators.rules.quantities import Comparator

LISTED = re.compile(r"、|和|及|与|以及|/|,")


@dataclass(frozen=True)
class Figure:
    """One statement of the text: `numbers` has two in a change, one else; `place` counts in a list of `size`."""

    numbers: tuple[Number, ...]
    place: int = 0
    size: int = 1

    @property
    def first(self) -> Number:
        return self.numbers[0]

    @property
    def last(self) -> Number:
        return self.numbers[-1]

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return self.last.end

    @property
    def is_change(self) -> bool:
        return len(self.numbers) > 1


def figures_in(text: str, numbers: Sequence[Number]) -> list[Figure]:
    """The figures that the numbers make; a number that counts nothing is left out."""
    whole = with_borrowed_units(text, with_ranges(text, numbers))
    return _listed(text, _changed(text, without_asides(text, whole)))


def _changed(text: str, numbers: Sequence[Number]) -> list[Figure]:
    figures: list[Figure] = []
    place = 0
    while place < len(numbers):
        pair = tuple(numbers[place : place + 2])
        if len(pair) == 2 and is_change(text, *pair):
            figures.append(Figure(pair))
            place += 2
            continue
        if counts(text, pair[0]):
            figures.append(Figure(pair[:1]))
        place += 1
    return figures


def _listed(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Counts the places of figures under one verb: 7.76%和9.82% are 0 and 1 of 2."""
    result: list[Figure] = []
    group: list[Figure] = []
    for figure in figures:
        if group and not _follows(text, group[-1], figure):
            result += _numbered(group)
            group = []
        group.append(figure)
    return result + _numbered(group)


def _follows(text: str, before: Figure, figure: Figure) -> bool:
    between = text[before.end : figure.start]
    return len(between) <= 2 and LISTED.fullmatch(between) is not None and before.last.unit == figure.first.unit


def _numbered(group: Sequence[Figure]) -> list[Figure]:
    return [replace(figure, place=place, size=len(group)) for place, figure in enumerate(group)]


def with_distant_sign(figure: Figure, lead: str) -> Figure:
    """约占全国出口总量的9%: the sign stands before the whole. `lead` is what stands before the figure."""
    sign = None if figure.is_change or figure.last.comparator is not Comparator.EQ else distant_sign(lead)
    return figure if sign is None else replace(figure, numbers=(replace(figure.last, comparator=sign),))
