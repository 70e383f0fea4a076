"""The article reader: every figure of an official Chinese article, and what was understood of it.

Plain Python, no Django, no network; linear in the length of the text. The road of a figure: `normalise` →
`no_figures` and `times` (what is to be left alone) → `quantities`, `ranks` → `joins` → `kinds`, `plans`, `dating`,
`subjects`, `names` → `doubts` → `confidence`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from indicators.reading.article import dating, plans
from indicators.reading.article.confidence import confidence_of
from indicators.reading.article.dating import Dating, Frame
from indicators.reading.article.doubts import Known, with_doubts
from indicators.reading.article.figures import Figure, figures_in, with_distant_sign
from indicators.reading.article.kinds import Said, kind_of
from indicators.reading.article.names import indicator_of
from indicators.reading.article.no_figures import masked, merged
from indicators.reading.article.number import MULT_OF, Number
from indicators.reading.article.quantities import numbers_in
from indicators.reading.article.ranks import ranks_in
from indicators.reading.article.reading import Candidate, Doubt, Doubted, FigureKind, Paragraph, Reading, Value
from indicators.reading.article.subjects import after_end, subject_of, subjects_of_list
from indicators.reading.article.times import When
from indicators.reading.normalise import LINE_END
from indicators.rules.quantities import Comparator
from indicators.rules.series import Status

MOST_FIGURES = 10_000  # the densest official text of 1 MB has 7 000
MOST_PARAGRAPHS = 20_000
MOST_NUMBERS = 3 * MOST_FIGURES
MOST_STATED = 30  # what a citation may hold
TURNED = {  # 下降20%以上 is a change of -20 % or less
    Comparator.GT: Comparator.LT,
    Comparator.GE: Comparator.LE,
    Comparator.LT: Comparator.GT,
    Comparator.LE: Comparator.GE,
}
CLAUSE = re.compile(r"[,;。:!?\n]")
LEAD = 60
MOST_LISTED = 40


def read(
    text: str,
    *,
    date: datetime.date | None = None,
    names: Mapping[str, str] | None = None,
    known: Known | None = None,
) -> Reading:
    """Reads an article.

    `date` is the document's, where the caller knows it; `names` maps names and aliases of indicators to their codes;
    `known` tells what the portal holds for a candidate. Never raises, whatever the text.
    """
    paragraphs = tuple(_paragraphs(text))
    today = date or dating.document_date([paragraph.original for paragraph in paragraphs])
    found: list[Candidate] = []
    for paragraph, when in _dated(paragraphs[:MOST_PARAGRAPHS], today):
        found += _candidates(paragraph, when, names or {})
        if len(found) >= MOST_FIGURES:
            break
    if len(found) >= MOST_FIGURES or len(paragraphs) > MOST_PARAGRAPHS:
        found = _cut(found)
    texts = {candidate.paragraph: paragraphs[candidate.paragraph - 1].text for candidate in found}
    return Reading(paragraphs, tuple(with_doubts(found, texts, known)), today)


def _cut(found: list[Candidate]) -> list[Candidate]:
    """The last one says that more was left out."""
    kept = found[:MOST_FIGURES]
    last = [replace(one, doubts=(*one.doubts, Doubted(Doubt.LEFT_OUT))) for one in kept[-1:]]
    return [*kept[:-1], *last]


def _paragraphs(text: str) -> Iterator[Paragraph]:
    offset = 1 if text.startswith("\ufeff") else 0
    number = 1
    for end in LINE_END.finditer(text, offset):
        yield Paragraph(number, offset, text[offset : end.start()])
        number, offset = number + 1, end.end()
    yield Paragraph(number, offset, text[offset:])


def _dated(paragraphs: Sequence[Paragraph], today: datetime.date | None) -> Iterator[tuple[Paragraph, Dating]]:
    """The paragraphs that say something, with their times and what frames them: the heading above, the paragraph
    before, title and date."""
    telling = [paragraph for paragraph in paragraphs if len(paragraph.text) > 1]
    title = dating.heading_time(telling[0].text) if telling else None
    heading: When | None = None
    carried: When | None = None
    for paragraph in telling:
        when = Dating(paragraph.text, Frame(heading, carried, title, today))
        yield paragraph, when
        if dating.is_heading(paragraph.text):
            heading, carried = dating.heading_time(paragraph.text), None
        else:
            carried = when.carries or carried


def _candidates(paragraph: Paragraph, when: Dating, names: Mapping[str, str]) -> list[Candidate]:
    text = paragraph.text
    ranks = ranks_in(text)
    no_figures = masked(text)
    when.leave_out(no_figures)
    masks = merged([*no_figures, *when.spans, *((rank.start, rank.end) for rank in ranks)])
    numbers = sorted([*numbers_in(text, masks, MOST_NUMBERS), *ranks], key=lambda number: number.start)
    return list(islice(_understood(paragraph, figures_in(text, numbers), when, names), MOST_FIGURES))


def _understood(
    paragraph: Paragraph, figures: Sequence[Figure], when: Dating, names: Mapping[str, str]
) -> Iterator[Candidate]:
    """Figure by figure; what a list's first figure was led by holds for its others."""
    text, floor, lead = paragraph.text, 0, ""
    before: list[tuple[int, str]] = []  # starts and subjects of the sentence’s figures
    listed: list[str] = []
    said: Said | None = None
    for figure in figures:
        sentence = when.sentence_of(figure.start)
        before = [one for one in before[-MOST_LISTED:] if one[0] >= sentence]
        if not figure.place:
            lead = text[max(sentence, floor, figure.start - LEAD) : figure.start]
            listed = subjects_of_list(text, figure, [one for _start, one in before], sentence) if figure.size > 1 else []
        figure = with_distant_sign(figure, text[max(sentence, figure.start - LEAD) : figure.start])
        said = kind_of(figure, lead, text[figure.end : figure.end + LEAD], said.kind if said else None)
        own = "" if figure.place else subject_of(text, figure, said.kind, max(floor, sentence))
        subject = listed[figure.place] if listed else own or (before[-1][1] if before else "")
        yield _candidate(paragraph, figure, said, subject, when, sentence, names)
        before.append((figure.start, subject))
        floor = figure.end


def _candidate(
    paragraph: Paragraph,
    figure: Figure,
    said: Said,
    subject: str,
    when: Dating,
    sentence: int,
    names: Mapping[str, str],
) -> Candidate:
    text = paragraph.text
    status = plans.status_of(text, figure.start, figure.end, sentence)
    start, end = _stated(text, figure, sentence, after_end(text, figure, said.kind))
    whens = when.whens(figure)
    return Candidate(
        paragraph=paragraph.number,
        start=start,
        end=end,
        mark_start=figure.start,
        mark_end=figure.end,
        as_stated=text[start:end],
        kind=FigureKind.TARGET if status is Status.PLANNED and not figure.is_change else said.kind,
        subject=subject,
        values=tuple(_values(figure, said, whens)),
        indicator=indicator_of(names, subject, text[start:end]) if names else None,
        status=status,
        is_cumulative=plans.is_cumulative(text, figure.start, sentence),
        doubts=tuple(_own_doubts(figure, said, subject, text, status)),
        confidence=confidence_of(figure, said, subject, whens[-1]),
    )


def _stated(text: str, figure: Figure, sentence: int, counted: int) -> tuple[int, int]:
    """The figure with what leads to it in its clause and the noun that it counts, at most thirty signs.

    Of a change too long for that, the later part.
    """
    own = figure.start if figure.end - figure.start <= MOST_STATED else figure.last.start
    start = max(own, figure.end - MOST_STATED)
    end = min(counted, start + MOST_STATED)
    floor = max(sentence, end - MOST_STATED)
    for edge in CLAUSE.finditer(text, floor, start):
        floor = edge.end()
    return min(start, floor), end


def _values(figure: Figure, said: Said, whens: Sequence[When | None]) -> Iterator[Value]:
    is_turned = said.is_fall and not figure.last.is_negative
    sign = -1 if is_turned else 1
    for number, when in zip(figure.numbers, whens, strict=True):
        if number.high is None:
            comparator = TURNED.get(number.comparator, number.comparator) if is_turned else number.comparator
            yield _value(number, number.value * sign, comparator, when)
            continue
        low, high = sorted((number.value * sign, number.high * sign))
        yield _value(number, low, Comparator.GE, when)
        yield _value(number, high, Comparator.LE, when)


def _value(number: Number, value: Decimal, comparator: Comparator, when: When | None) -> Value:
    return Value(value, comparator, number.mult, number.unit, MULT_OF[number.mult] + number.unit, when)


def _own_doubts(figure: Figure, said: Said, subject: str, text: str, status: Status) -> Iterator[Doubted]:
    number = figure.last
    if any(one.signs_differ for one in figure.numbers):
        yield Doubted(Doubt.SIGNS_DIFFER)
    if number.is_rounded:
        yield Doubted(Doubt.ROUNDED_FRACTION)
    if any(one.is_guessed for one in figure.numbers):
        yield Doubted(Doubt.UNIT_GUESSED)
    if said.kind is FigureKind.MULTIPLE and re.search(
        r"(?:增长|增加|提高|提升)了?[近约超过]{0,2}$", text[: figure.start][-8:]
    ):
        yield Doubted(Doubt.TIMES_MORE, {"stated": f"{number.value:f}"})
    if said.kind is FigureKind.RATE and number.unit == "%" and subject.endswith(("率", "度", "比重", "占比", "比例")):
        yield Doubted(Doubt.RATE_OF_PERCENT, {"stated": f"{number.value:f}%"})
    if status is Status.PROVISIONAL:
        yield Doubted(Doubt.PROVISIONAL)
