"""What the page of the claim check shows: the text with its figures marked, and each beside the published one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.cards import Card, cards_of, change_text, figure_words
from indicators.change_cards import ChangeCard, change_card
from indicators.checking.held import Series, series_of_programs
from indicators.checking.matching import Finding, finding
from indicators.checking.places import Spoken, place_names, spoken_of
from indicators.checking.sentences import WORDS, sentence
from indicators.reading.article.reader import read
from indicators.reading.article.reading import Candidate, Paragraph, Reading
from indicators.reading.quoting.verdicts import Judged, Reason, Verdict
from indicators.words import period_words
from programs.models import Program

MOST_FIGURES = 100


@dataclass(frozen=True)
class Checked:
    """One figure of the text; `number` counts them."""

    number: int
    phrase: str
    verdict: Verdict
    word: str
    sentence: str
    cards: tuple[Card, ...] = ()
    changes: tuple[ChangeCard, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A piece of the pasted text; `figure` where it is a figure."""

    text: str
    figure: Checked | None = None


@dataclass(frozen=True)
class Result:
    paragraphs: tuple[tuple[Piece, ...], ...]
    figures: tuple[Checked, ...]
    programs: tuple[Program, ...]
    too_many_programs: bool
    left_out: int  # figures after the first hundred

    @property
    def counts(self) -> list[tuple[Verdict, str, int]]:
        numbers = [(verdict, str(WORDS[verdict]), self._count(verdict)) for verdict in Verdict]
        return [one for one in numbers if one[2]]

    def _count(self, verdict: Verdict) -> int:
        return sum(figure.verdict is verdict for figure in self.figures)


def check(text: str, chosen: Program | None = None) -> Result:
    """A fixed number of queries, whatever the text and however much is published."""
    reading = read(text, places={} if chosen else place_names())
    quoted = reading.candidates[:MOST_FIGURES]
    spoken = Spoken((chosen,), True) if chosen else spoken_of(text, [one.place for one in quoted])
    held = series_of_programs(spoken.programs)
    found = [_finding(one, reading, spoken, held) for one in quoted]
    figures = tuple(_checked(quoted, found, held))
    return Result(
        tuple(_paragraphs(reading, quoted, figures)),
        figures,
        spoken.programs,
        spoken.too_many,
        len(reading.candidates) - len(quoted),
    )


def _finding(quoted: Candidate, reading: Reading, spoken: Spoken, held: Sequence[Series]) -> Finding:
    if not spoken.programs:
        return Finding(Judged(Reason.NO_PROGRAM))
    programs = {program.pk for program in spoken.of(quoted.place)}
    text = reading.paragraphs[quoted.paragraph - 1].text
    return finding(quoted, text, [one for one in held if one.program.pk in programs])


def _checked(quoted: Sequence[Candidate], found: Sequence[Finding], held: Sequence[Series]) -> Iterator[Checked]:
    shown = {key for one in found if not one.is_change for key in one.judged.keys}
    rows = [row for one in held for row in one.rows if row.pk in shown]
    cards = {card.observation.pk: card for card in cards_of(rows)} if rows else {}
    changes = {row.pk: row for one in held for row in one.changes}
    for number, (candidate, one) in enumerate(zip(quoted, found, strict=True), 1):
        keys = one.judged.keys
        figures = () if one.is_change else tuple(cards[key] for key in keys)
        stated = tuple(change_card(changes[key]) for key in keys) if one.is_change else ()
        words = [_words(card) for card in figures] or [card.reported for card in stated]
        formula = f"{one.computed.formula} = {change_text(one.computed, decimals=2)}" if one.computed else ""
        yield Checked(
            number,
            candidate.as_stated,
            one.judged.verdict,
            str(WORDS[one.judged.verdict]),
            sentence(one.judged.reason, quoted=_said(candidate), held=words, formula=formula),
            figures,
            stated,
        )


def _words(card: Card) -> str:
    return f"{figure_words(card.observation)} ({period_words(card.observation.period)})"


def _said(candidate: Candidate) -> str:
    """As a page in any language can show it: the text's own number, sign and unit."""
    return " → ".join(f"{one.comparator.sign}{one.value:f} {one.unit_as_stated}" for one in candidate.values)


def _paragraphs(
    reading: Reading, quoted: Sequence[Candidate], figures: Sequence[Checked]
) -> Iterator[tuple[Piece, ...]]:
    for paragraph in reading.paragraphs:
        marks = [
            (one, figure) for one, figure in zip(quoted, figures, strict=True) if one.paragraph == paragraph.number
        ]
        if paragraph.original.strip():
            yield tuple(_pieces(paragraph, marks))


def _pieces(paragraph: Paragraph, marks: Sequence[tuple[Candidate, Checked]]) -> Iterator[Piece]:
    """The paragraph as it was pasted; of figures that overlap only the first is marked."""
    end = 0
    for candidate, figure in marks:
        start, stop = paragraph.normalised.origin_span(candidate.mark_start, candidate.mark_end)
        if start < end:
            continue
        if paragraph.original[end:start]:
            yield Piece(paragraph.original[end:start])
        yield Piece(paragraph.original[start:stop], figure)
        end = stop
    if paragraph.original[end:]:
        yield Piece(paragraph.original[end:])
