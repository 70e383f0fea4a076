"""What holds for every reading of any text; shared by the property tests and the fuzz target."""

from __future__ import annotations

import json
from decimal import Decimal

from indicators.reading.article.as_json import as_json
from indicators.reading.article.reader import MOST_FIGURES, read
from indicators.reading.article.reading import Candidate, Reading

MOST_STATED = 30


def check_reading(text: str) -> Reading:
    """Reads the text and asserts what a page and a citation rely on."""
    reading = read(text)
    assert len(reading.candidates) <= MOST_FIGURES
    assert "".join(paragraph.original for paragraph in reading.paragraphs) == _without_line_ends(text)
    for paragraph in reading.paragraphs[:1000]:
        normalised = paragraph.normalised
        origins = [normalised.origin(place) for place in range(len(normalised.text) + 1)]
        assert origins == sorted(origins)
        assert origins[-1] <= len(paragraph.original)
    for candidate in reading.candidates:
        check_candidate(candidate, reading)
    json.dumps(as_json(reading))
    return reading


def _without_line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r", "").replace("\n", "")


def check_candidate(candidate: Candidate, reading: Reading) -> None:
    paragraph = reading.paragraphs[candidate.paragraph - 1]
    text = paragraph.text
    assert 0 <= candidate.start < candidate.end <= len(text)
    assert 0 <= candidate.mark_start < candidate.mark_end <= len(text)
    assert candidate.as_stated == text[candidate.start : candidate.end]
    assert len(candidate.as_stated) <= MOST_STATED
    start, end = paragraph.normalised.origin_span(candidate.mark_start, candidate.mark_end)
    assert 0 <= start < end <= len(paragraph.original)
    assert 1 <= len(candidate.values) <= 4
    assert 0 <= candidate.confidence <= 1
    for value in candidate.values:
        assert value.value.is_finite()
        assert f"{value.value:f}" == f"{Decimal(f'{value.value:f}'):f}"
        when = value.when
        assert when is None or (when.start is None) == (when.end is None)
        assert when is None or when.start is None or when.end is None or when.start <= when.end
