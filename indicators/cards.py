"""A figure as a page shows it: number and unit, sign in words, time, kind, evidence, and the change it gives.

Two pages that show a figure show the same card.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext

from indicators import words
from indicators.claims import checks_of, observation_claim
from indicators.later import Later, later_of
from indicators.models import Correction, Observation
from indicators.models.choices import COMPARATORS, STATUSES
from indicators.reads import reports_of, unit_of
from indicators.rules import changes
from indicators.rules.numbers import Written, signed, write
from indicators.rules.quantities import Comparator, stated_decimals
from indicators.rules.series import Point, Polarity, Role, Status, Unit, ValueKind
from programs.knowledge import known_at
from programs.models import Citation, SourceNote

COMPARATOR_WORDS = dict(COMPARATORS)
STATUS_WORDS = dict(STATUSES)


@dataclass(frozen=True)
class Delta:
    """A computed change: text with sign and unit, the formula with its inputs, and since when."""

    text: str
    formula: str
    since: str
    base: str
    arrow: str
    tone: str  # "good" or "bad" only where the indicator declares which way is better


@dataclass(frozen=True)
class Card:
    """One observation. `flags` are words that must stand beside the number: planned, provisional, inferred year; on a
    page of the past also that it was withdrawn or changed since.
    """

    observation: Observation
    written: Written
    stated: Written
    name: str
    breakdown: str
    period: str
    qualifier: str
    flags: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]
    notes: tuple[SourceNote, ...]
    inference: str
    delta: Delta | None = None
    checked: datetime.date | None = None  # when the record, as it stands, was found in its source
    reports: tuple[tuple[str, str], ...] = ()  # readers' doubts: "open" or "answered", and words; the open one first

    @property
    def number(self) -> int:
        """The number of the evidence mark on its page: the place of the figure's anchor."""
        return self.observation.pk

    @property
    def whole_period(self) -> str:
        """The period with a word where it was inferred; `period` leaves that to the flags."""
        return words.period_words(self.observation.period)

    @property
    def is_withdrawn(self) -> bool:
        return self.observation.obs_status == Status.WITHDRAWN

    @property
    def evidence_lines(self) -> tuple[str, ...]:
        """What the evidence mark says besides the phrase and its place."""
        return (*self.source_lines, *(words for _kind, words in self.reports[:1]))

    @property
    def source_lines(self) -> tuple[str, ...]:
        """How the figure is to be read, and how it is known."""
        sign = gettext("%(sign)s means: %(words)s") % {"sign": self.written.sign, "words": self.qualifier}
        formula = gettext("Computed: %(formula)s") % {"formula": self.delta.formula} if self.delta else ""
        checked = gettext("Found in the source by program, %(date)s") % {"date": self.checked} if self.checked else ""
        unchecked = "" if known_at() else gettext("Not yet checked")  # only the last check is kept
        return (sign if self.qualifier else "", self.inference, formula, checked or unchecked)

    @property
    def status(self) -> str:
        return str(STATUS_WORDS[self.observation.obs_status])


def card_of(
    observation: Observation,
    base: Observation | None = None,
    *,
    citations: Iterable[Citation] | None = None,
    notes: Iterable[SourceNote] | None = None,
) -> Card:
    """The card of a row fetched by `for_series`; `base` is the figure before it in its series.

    A row that is not in the table brings its citations and notes with it.
    """
    citations = observation.all_citations if citations is None else citations
    notes = observation.public_notes if notes is None else notes
    language = get_language() or "zh-hans"
    comparator = Comparator(observation.comparator)
    unit = unit_of(observation.indicator, language)
    return Card(
        observation=observation,
        written=write(observation.quantity, unit, language),
        stated=write(observation.quantity, chinese_unit(observation), "zh-hans"),
        name=observation.indicator.label,
        breakdown=observation.breakdown.label if observation.breakdown else "",
        period=words.period_words(replace(observation.period, inferred=False)),
        qualifier=str(COMPARATOR_WORDS[observation.comparator]) if comparator.is_bound else "",
        flags=tuple(_flags(observation)),
        citations=tuple(citations),
        notes=tuple(note for note in notes if note.is_live),
        inference=observation.inference_text if observation.period_inferred else "",
        delta=delta(base, observation) if base else None,
    )


def chinese_unit(observation: Observation) -> Unit:
    """The unit in Chinese whatever the page's language: the stated form is kept beside a converted one."""
    return replace(unit_of(observation.indicator, "zh-hans"), name=observation.indicator.unit_name)


def _flags(observation: Observation) -> Iterable[tuple[str, str]]:
    if observation.obs_status == Status.PLANNED or observation.role == Role.TARGET:
        yield "planned", gettext("planned, not a result")
    elif observation.obs_status != Status.REPORTED:
        yield "provisional", str(STATUS_WORDS[observation.obs_status])
    if observation.period_inferred:
        yield "inferred", gettext("year inferred")


def cards_of(observations: Iterable[Observation]) -> list[Card]:
    """Cards in the given order, each with the change since the figure before it in its series."""
    rows = list(observations)
    before = earlier(rows)
    digests = {row.pk: observation_claim(row).digest for row in rows}
    checks, reports, later = checks_of(digests.values()), reports_of(digests), later_of(rows)
    cards = []
    for row in rows:
        card = card_of(row, before.get(row.pk))
        since = later_flags(later.get(row.pk))
        checked, doubts = checks.get(digests[row.pk]), report_words(reports.get(row.pk, ()))
        cards.append(replace(card, flags=(*card.flags, *since), checked=checked, reports=doubts))
    return cards


def later_flags(later: Later | None) -> Iterable[tuple[str, str]]:
    """On a page of the past: that the figure has been withdrawn or says something else since."""
    if later and later.since:
        yield "gone", gettext("withdrawn on %(date)s") % {"date": timezone.localdate(later.since)}
    elif later:
        yield "gone", gettext("withdrawn since") if later.withdrawn else gettext("changed since")


def key_cards(cards: Iterable[Card]) -> list[Card]:
    """The figures that speak for their program; what its source took back is not among them."""
    return [card for card in cards if card.observation.is_key and not card.is_withdrawn]


def report_words(reports: Sequence[Correction]) -> tuple[tuple[str, str], ...]:
    """What became of readers' doubts about one figure: what is open, then the outcomes, the last one first."""
    waiting = [row for row in reports if not row.is_answered]
    found = []
    if waiting:
        day = {"date": timezone.localdate(waiting[0].created_at)}
        said = gettext("A reader reported a doubt about this figure on %(date)s; it is being checked.") % day
        found.append(("open", said))
    for row in reversed(reports):
        if row.is_answered and row.closed_at:
            outcome = {"date": timezone.localdate(row.closed_at), "answer": row.answer}
            found.append(("answered", gettext("Checked on %(date)s after a reader's report: %(answer)s") % outcome))
    return tuple(found)


def earlier(rows: list[Observation]) -> dict[int, Observation]:
    """The preceding result of the same series and the same length of period, by primary key of the later one."""
    found: dict[int, Observation] = {}
    last: dict[tuple[object, ...], Observation] = {}
    for row in sorted(rows, key=lambda r: r.period.sort_key):
        if not row.is_result:
            continue
        key = (row.program_id, row.indicator_id, row.breakdown_id, row.role, row.period.duration)
        if key in last:
            found[row.pk] = last[key]
        last[key] = row
    return found


def delta(base: Observation, row: Observation) -> Delta | None:
    """The change from `base` to `row`: points for percents, else percent; None where it cannot be computed."""
    computed = computed_change(base, row)
    if computed.value is None:
        return None
    return Delta(
        text=change_text(computed),
        formula=f"{computed.formula} = {change_text(computed, decimals=2)}",
        since=words.period_words(base.period),
        base=figure_words(base),
        arrow="▲" if computed.value > 0 else "▼" if computed.value < 0 else "",
        tone=_tone(computed.value, Polarity(row.indicator.polarity)),
    )


def computed_change(base: Observation, row: Observation) -> changes.Computed:
    rule = changes.points if row.indicator.value_kind == ValueKind.PERCENT else changes.percent_change
    return rule(base.quantity, row.quantity)


def change_text(computed: changes.Computed, decimals: int = 1) -> str:
    """+148.5%, +2 percentage points; points keep only the decimals they need."""
    if computed.value is None:
        return missing_words(computed)
    if computed.kind is changes.Kind.POINTS:
        return points_text(computed.value)
    if computed.kind is changes.Kind.MULTIPLE:
        return f"×{computed.value:.{decimals}f}"
    if computed.kind is changes.Kind.DIFFERENCE:
        return signed(computed.value, decimals)
    rounded = computed.rounded(decimals)
    assert rounded is not None  # value is not None
    if computed.kind is changes.Kind.SHARE:
        return f"{rounded}%"
    return f"{signed(rounded, decimals)}%"


def figure_words(observation: Observation) -> str:
    """The figure for a sentence, with its sign and its status in words: more than 860 亿元 (estimated)."""
    language = get_language() or "zh-hans"
    text = words.quantity_words(observation.quantity, unit_of(observation.indicator, language), language)
    point = Point(observation.quantity, observation.period, Status(observation.obs_status), Role(observation.role))
    return words.with_status(text, point)


def points_text(value: Decimal) -> str:
    """+2 percentage points, −0.11 percentage points: only the decimals that the value has."""
    return words.points_words(signed(value, stated_decimals(value.normalize())))


def _tone(value: Decimal, polarity: Polarity) -> str:
    if value == 0 or polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return ""
    return "good" if (value > 0) == (polarity is Polarity.HIGHER) else "bad"


MISSING_WORDS = {
    changes.Missing.NO_BASE: lambda: gettext("The source gives no base, so it cannot be recomputed."),
    changes.Missing.NO_VALUE: lambda: gettext(
        "The source gives no figure to compare with, so it cannot be recomputed."
    ),
    changes.Missing.BOUND: lambda: gettext("A figure is only a bound (more than, about), so it cannot be recomputed."),
    changes.Missing.BASE_NOT_POSITIVE: lambda: gettext("The base is not above zero, so there is no rate."),
    changes.Missing.NOT_PUBLIC: lambda: gettext("A figure it needs is not published, so it is not recomputed."),
    changes.Missing.NOT_A_RESULT: lambda: gettext("A figure it needs is no result, so it is not recomputed."),
    changes.Missing.NO_SPAN: lambda: gettext("The number of years is not known, so there is no annual rate."),
}


def missing_words(computed: changes.Computed) -> str:
    return MISSING_WORDS[computed.missing]() if computed.missing else ""
