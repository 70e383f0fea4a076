"""How sure the reader is."""

from __future__ import annotations

from dataclasses import replace

from indicators.reading.article.reading import Candidate


def confidence_of(candidate: Candidate) -> Candidate:
    return replace(candidate, confidence=0.9)
