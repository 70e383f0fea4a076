"""The tables of a brief: key figures, reported beside computed changes, all figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from indicators import words
from indicators.cards import Card, figure_words
from indicators.change_cards import ChangeCard
from indicators.models import Observation
from qualityportal.brief.paper import Cell, Column, Paper, Strong, Text
from qualityportal.brief.places import Places


def key_table(paper: Paper, cards: Sequence[Card], places: Places) -> None:
    """With the change since the figure before, where any has one."""
    columns: list[Column] = [(gettext("Indicator"), 33), (gettext("Value"), 38), (gettext("Period"), 28)]
    rows = [[[_name(card)], _value(card, places), [[_period(card)]]] for card in cards]
    if any(card.delta for card in cards):
        columns.append((gettext("Change"), 38))
        rows = [[*row, [[_change(card)]]] for row, card in zip(rows, cards, strict=True)]
    paper.table(columns, rows, [gettext("Key figures")])


def change_table(paper: Paper, cards: Sequence[ChangeCard], places: Places) -> None:
    """What a source says changed, beside what its figures give."""
    columns = [
        (gettext("Indicator"), 32),
        (gettext("Reported"), 16),
        (gettext("Computed"), 32),
        (gettext("Result"), 44),
    ]
    rows = [_change_row(card, places) for card in cards]
    paper.table(columns, rows, [gettext("Changes as reported, and what the figures give")])


def figure_table(paper: Paper, cards: Sequence[Card], places: Places) -> None:
    """Below it, once, how years were found that no source states."""
    columns = [
        (gettext("Indicator"), 38),
        (gettext("Value"), 38),
        (gettext("Period"), 29),
        (gettext("Kind of figure"), 24),
    ]
    rows = [[[_name(card)], _value(card, places), [[_period(card)]], [[_kind(card)]]] for card in cards]
    paper.table(columns, rows, [gettext("All figures")])
    for text in dict.fromkeys(_inference(card) for card in cards if card.inference):
        paper.paragraph("Table Note", [text])


def withdrawn(row: Observation) -> Text:
    """A figure that the public has read and that counts no more: what, when, why."""
    parts = [row.indicator.label, row.breakdown.label if row.breakdown else "", row.period.label]
    if row.reviewed_at:
        parts.append(gettext("withdrawn on %(date)s") % {"date": timezone.localdate(row.reviewed_at)})
    return [" · ".join(part for part in (*parts, row.review_note) if part)]


def labelled(label: str, text: str) -> Text:
    """标签：text, the label strong."""
    return [Strong(gettext("%(label)s: %(text)s") % {"label": label, "text": ""}), text]


def _name(card: Card) -> Text:
    return [f"{card.name} · {card.breakdown}" if card.breakdown else card.name]


def _value(card: Card, places: Places) -> Cell:
    """The figure with sign and status in words and its note; in English also as it was stated."""
    figure, stated = figure_words(card.observation), str(card.stated)
    chinese = (get_language() or settings.LANGUAGE_CODE).startswith("zh")
    return [[figure, "" if chinese or stated == figure else f" · {stated}", *places.notes(card.citations)]]


def _period(card: Card) -> str:
    return words.period_words(card.observation.period)


def _change(card: Card) -> str:
    if not card.delta:
        return "—"
    change = {"delta": card.delta.text, "base": card.delta.base, "since": card.delta.since}
    return gettext("%(delta)s from %(base)s (%(since)s), computed") % change


def _change_row(card: ChangeCard, places: Places) -> list[Cell]:
    name: Cell = [[text] for text in (card.change.indicator.label, card.change.note_label) if text]
    computed: Cell = [[card.computed], [card.formula]] if card.computed else [["—"]]
    return [name, [[card.reported, *places.notes(card.citations)]], computed, [[card.verdict_words]]]


def _kind(card: Card) -> str:
    """Status, how many doubts there are, what readers' reports came to; of a past day, what became of the figure."""
    doubts = ngettext("%(n)s doubt", "%(n)s doubts", len(card.notes)) % {"n": len(card.notes)} if card.notes else ""
    reports = [text for _kind, text in card.reports[:1]]
    since = [text for kind, text in card.flags if kind == "gone"]
    return words.joined([text for text in (card.status, *since, doubts, *reports) if text])


def _inference(card: Card) -> str:
    return gettext("%(label)s: %(text)s") % {"label": _period(card), "text": card.inference}
