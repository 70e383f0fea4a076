"""A reading as JSON for other programs; the keys are those of `manage.py read_article --json`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indicators.reading.article.doubt_words import in_words
from indicators.reading.article.reading import Candidate, Doubted, Reading, Value


def as_json(reading: Reading, words: Callable[[Doubted], str] = in_words) -> dict[str, Any]:
    """`words` gives a doubt's sentence; a caller with a language puts its own."""
    return {
        "paragraphs": len(reading.paragraphs),
        "candidates": [_candidate(candidate, words) for candidate in reading.candidates],
    }


def _candidate(candidate: Candidate, words: Callable[[Doubted], str]) -> dict[str, Any]:
    return {
        "paragraph": candidate.paragraph,
        "start": candidate.start,
        "end": candidate.end,
        "as_stated": candidate.as_stated,
        "kind": candidate.kind.value,
        "subject": candidate.subject,
        "indicator": candidate.indicator,
        "values": [_value(value) for value in candidate.values],
        "doubts": [words(doubt) for doubt in candidate.doubts],
        "confidence": candidate.confidence,
    }


def _value(value: Value) -> dict[str, Any]:
    """`inferred` is there only with a period, and true where the sentence does not state it."""
    return {
        "value": f"{value.value:f}",
        "comparator": value.comparator.value,
        "unit": value.unit_as_stated,
        "period": value.when.label if value.when else None,
        "inferred": bool(value.when and value.when.inferred),
    }
