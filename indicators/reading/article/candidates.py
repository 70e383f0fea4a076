"""The candidates of one paragraph: its figures with kind, subject, period, indicator and the doubts of each alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from indicators.reading.article import plans
from indicators.reading.article.confidence import confidence_of
from indicators.reading.article.dating import Dating
from indicators.reading.article.figures import Figure, figures_in, with_distant_sign
from indicators.reading.article.kinds import Said, kind_of
from indicators.reading.article.names import indicator_of
from indicators.reading.article.no_figures import masked, merged
from indicators.reading.article.number import MULT_OF, Number
from indicators.reading.article.quantities import numbers_in
from indicators.reading.article.ranks import ranks_in
from indicators.reading.article.reading import Candidate, Doubt, Doubted, FigureKind, Paragraph, Value
from indicators.reading.article.subjects import after_end, subject_of, subjects_of_list
from indicators.reading.article.when import When
from indicators.rules.quantities import Comparator
from indicators.rules.series import Status

MOST_STATED = 30  # what a citation may hold
MOST_LISTED = 40
LEAD = 60
CLAUSE = re.compile(r"[,;。:!?\n]")
GROWN_BY = re.compile(r"(?:增长|增加|提高|提升)了?[近约超过]{0,2}$")
OF_PERCENT = ("率", "度", "比重", "占比", "比例")
TURNED = {  # 下降20%以上 is a change of -20 % or less
    Comparator.GT: Comparator.LT,
    Comparator.GE: Comparator.LE,
    Comparator.LT: Comparator.GT,
    Comparator.LE: Comparator.GE,
}


def candidates_of(paragraph: Paragraph, when: Dating, names: Mapping[str, str], most: int) -> list[Candidate]:
    """The first `most` candidates of a paragraph, in order; `names` maps indicators' names to codes."""
    text = paragraph.text
    no_figures, ranks = masked(text), ranks_in(text)
    when.leave_out(no_figures)
    masks = merged([*no_figures, *when.spans, *((rank.start, rank.end) for rank in ranks)])
    numbers = sorted([*numbers_in(text, masks, 3 * most), *ranks], key=lambda number: number.start)
    return list(islice(_understood(paragraph, figures_in(text, numbers), when, names), most))


def _understood(
    paragraph: Paragraph, figures: Sequence[Figure], when: Dating, names: Mapping[str, str]
) -> Iterator[Candidate]:
    """Figure by figure; what a list's first figure was led by holds for its others."""
    text, floor, lead = paragraph.text, 0, ""
    before: list[tuple[int, str]] = []  # starts and subjects of the sentence's figures
    listed: list[str] = []
    said: Said | None = None
    for stated in figures:
        sentence = when.sentence_of(stated.start)
        before = [one for one in before[-MOST_LISTED:] if one[0] >= sentence]
        if not stated.place:
            lead = text[max(sentence, floor, stated.start - LEAD) : stated.start]
            listed = subjects_of_list(text, stated, [subject for _, subject in before], sentence)
        figure = with_distant_sign(stated, text[max(sentence, stated.start - LEAD) : stated.start])
        said = kind_of(figure, lead, text[figure.end : figure.end + LEAD], said.kind if said else None)
        own = "" if figure.place else subject_of(text, figure, said.kind, max(floor, sentence))
        subject = listed[figure.place] if listed else own or (before[-1][1] if before else "")
        yield _candidate(paragraph, figure, said, subject, when, names)
        before.append((figure.start, subject))
        floor = figure.end


def _candidate(
    paragraph: Paragraph, figure: Figure, said: Said, subject: str, when: Dating, names: Mapping[str, str]
) -> Candidate:
    text, sentence = paragraph.text, when.sentence_of(figure.start)
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
        doubts=tuple(_doubts(figure, said, subject, text, status)),
        confidence=confidence_of(figure, said, subject, whens[-1], text[figure.end : figure.end + 1]),
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


def _doubts(figure: Figure, said: Said, subject: str, text: str, status: Status) -> Iterator[Doubted]:
    number, stated = figure.last, f"{figure.last.value:f}"
    if any(one.signs_differ for one in figure.numbers):
        yield Doubted(Doubt.SIGNS_DIFFER)
    if number.is_rounded:
        yield Doubted(Doubt.ROUNDED_FRACTION)
    if any(one.is_guessed for one in figure.numbers):
        yield Doubted(Doubt.UNIT_GUESSED)
    if said.kind is FigureKind.MULTIPLE and GROWN_BY.search(text[max(0, figure.start - 8) : figure.start]):
        yield Doubted(Doubt.TIMES_MORE, {"stated": stated})
    if said.kind is FigureKind.RATE and number.unit == "%" and subject.endswith(OF_PERCENT):
        yield Doubted(Doubt.RATE_OF_PERCENT, {"stated": f"{stated}%"})
    if status is Status.PROVISIONAL:
        yield Doubted(Doubt.PROVISIONAL)
