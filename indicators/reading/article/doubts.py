"""Doubts that need more than one figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indicators.reading.article.reading import Candidate, Doubted

Known = Callable[[Candidate], Sequence[Doubted]]


def with_doubts(candidates: Sequence[Candidate], known: Known | None) -> list[Candidate]:
    return list(candidates)
