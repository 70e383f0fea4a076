"""Which place a figure is of, by names of regions that the caller hands in: the one named last before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indicators.reading.article.reading import Candidate


class Places:
    """Goes through the paragraphs in order; a heading's place (福建:…) holds until another is named."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.first_signs = frozenset(name[:1] for name in names)
        self.lengths = sorted({len(name) for name in names}, reverse=True)
        self.carried: str | None = None

    def of(self, text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The paragraph's candidates with their places."""
        mentions = list(self._mentions(text)) if self.names else []
        begins = [begin for begin, _code in mentions]
        result = []
        for candidate in candidates:
            index = bisect_right(begins, candidate.mark_start) - 1
            result.append(replace(candidate, place=mentions[index][1] if index >= 0 else self.carried))
        self.carried = mentions[-1][1] if mentions else self.carried
        return result

    def _mentions(self, text: str) -> Iterator[tuple[int, str]]:
        """Where each name begins; of two at one sign the longer."""
        end = 0
        for begin, sign in enumerate(text):
            if begin < end or sign not in self.first_signs:
                continue
            name = next(
                (text[begin : begin + size] for size in self.lengths if text[begin : begin + size] in self.names), ""
            )
            if name:
                end = begin + len(name)
                yield begin, self.names[name]
