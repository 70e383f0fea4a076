"""The article reader: every figure of an official Chinese article, and what was understood of it.

Plain Python, no Django, no network; linear in the length of the text. The road of a figure:

`normalise` → `no_figures`, `times` (what is left alone) → `quantities`, `ranks` (numbers) → `ranges`, `borrowing`,
`asides`, `from_to` → `figures` → `kinds`, `plans`, `dating`, `subjects`, `names` → `candidates` → `places`,
`headlines`, `doubts` → `reading`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indicators.reading.article.candidates import candidates_of
from indicators.reading.article.dating import Dating
from indicators.reading.article.doubts import Known, with_doubts
from indicators.reading.article.framing import Frame, document_date, heading_time, is_heading
from indicators.reading.article.headlines import with_times_of_the_text
from indicators.reading.article.likely import likely_date
from indicators.reading.article.places import Places
from indicators.reading.article.reading import Candidate, Doubt, Doubted, Paragraph, Reading
from indicators.reading.article.when import When
from indicators.reading.normalise import LINE_END

MOST_FIGURES = 10_000  # the densest official text of 1 MB has 7 000
MOST_PARAGRAPHS = 20_000
MOST_TELLING = 200


def read(
    text: str,
    *,
    date: datetime.date | None = None,
    names: Mapping[str, str] | None = None,
    places: Mapping[str, str] | None = None,
    known: Known | None = None,
) -> Reading:
    """Reads an article.

    `date` is the document's, where the caller knows it; `names` maps names and aliases of indicators to their codes,
    `places` those of regions; `known` tells what the portal holds for a candidate. Never raises, whatever the text.
    """
    paragraphs = tuple(_paragraphs(text))
    stated = date or document_date([paragraph.original for paragraph in paragraphs])
    telling = [paragraph.text for paragraph in paragraphs[:MOST_TELLING] if len(paragraph.text) > 1]
    today = stated or likely_date(telling)
    found: list[Candidate] = []
    where = Places(places or {})
    for paragraph, when in _dated(paragraphs[:MOST_PARAGRAPHS], today, is_likely=stated is None):
        found += where.of(paragraph.text, candidates_of(paragraph, when, names or {}, MOST_FIGURES))
        if len(found) >= MOST_FIGURES:
            break
    if len(found) >= MOST_FIGURES or len(paragraphs) > MOST_PARAGRAPHS:
        found = _cut(found)
    found = with_times_of_the_text(found)
    texts = {candidate.paragraph: paragraphs[candidate.paragraph - 1].text for candidate in found}
    return Reading(paragraphs, tuple(with_doubts(found, texts, known)), stated)


def _cut(found: Sequence[Candidate]) -> list[Candidate]:
    """The last one says that more was left out."""
    kept = list(found[:MOST_FIGURES])
    last = [replace(one, doubts=(*one.doubts, Doubted(Doubt.LEFT_OUT))) for one in kept[-1:]]
    return [*kept[:-1], *last]


def _paragraphs(text: str) -> Iterator[Paragraph]:
    offset = 1 if text.startswith("\ufeff") else 0
    number = 1
    for end in LINE_END.finditer(text, offset):
        yield Paragraph(number, offset, text[offset : end.start()])
        number, offset = number + 1, end.end()
    yield Paragraph(number, offset, text[offset:])


def _dated(
    paragraphs: Sequence[Paragraph], today: datetime.date | None, *, is_likely: bool
) -> Iterator[tuple[Paragraph, Dating]]:
    """The paragraphs that say something, with their times and what frames them."""
    telling = [paragraph for paragraph in paragraphs if len(paragraph.text) > 1]
    title = heading_time(telling[0].text) if telling else None
    heading: When | None = None
    carried: When | None = None
    for paragraph in telling:
        when = Dating(paragraph.text, Frame(heading, carried, title, today, is_likely))
        yield paragraph, when
        if is_heading(paragraph.text):
            heading, carried = heading_time(paragraph.text), None
        else:
            carried = when.carries or carried
