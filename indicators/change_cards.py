"""A reported change as a page shows it: what the source states beside what its figures give, and a verdict in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext, ngettext

from indicators.cards import change_text, missing_words, points_text
from indicators.models import Observation, ReportedChange
from indicators.reads import unit_of
from indicators.rules import changes
from indicators.rules.numbers import plain, write
from indicators.rules.quantities import Comparator, Quantity
from programs.models import Citation


@dataclass(frozen=True)
class ChangeCard:
    """A reported change beside what the figures give."""

    change: ReportedChange
    reported: str
    computed: str
    formula: str
    verdict: str
    verdict_words: str
    is_conflict: bool
    citations: tuple[Citation, ...]


def change_card(change: ReportedChange) -> ChangeCard:
    check = check_change(change)
    return ChangeCard(
        change=change,
        reported=reported_text(change),
        computed=computed_text(change, check.computed),
        formula=check.computed.formula,
        verdict=check.verdict.value,
        verdict_words=verdict_words(check, reported_text(change), computed_text(change, check.computed)),
        is_conflict=check.verdict in (changes.Verdict.DIFFERS, changes.Verdict.TRUNCATED),
        citations=tuple([change.citation] if change.citation else []),
    )


def check_change(change: ReportedChange) -> changes.Check:
    """Recompute a reported change from the figures it names."""
    ends = [end for end in (change.from_observation, change.to_observation) if end]
    obstacle = _obstacle(ends)
    if obstacle:
        computed = changes.Computed(change.change_kind, None, None, "", obstacle)
        return changes.check_reported(change.quantity, computed)
    base = change.from_observation.quantity if change.from_observation else None
    value = change.to_observation.quantity if change.to_observation else None
    return changes.check_reported(change.quantity, changes.compute(change.change_kind, base, value, change.span_years))


def _obstacle(ends: list[Observation]) -> changes.Missing | None:
    """What is not public, or no result, is not shown by the back door of a computation."""
    if not all(end.is_live for end in ends):
        return changes.Missing.NOT_PUBLIC
    if not all(end.is_result for end in ends):
        return changes.Missing.NOT_A_RESULT
    return None


def reported_text(change: ReportedChange) -> str:
    """The change as the source states it, with sign and unit: +136.7%, ×2 in 3 years, +66 亿元."""
    sign, value = Comparator(change.comparator).sign, change.stated_value
    kind = change.change_kind
    if kind is changes.Kind.DIFFERENCE:
        return _difference_text(change, change.quantity)
    if kind is changes.Kind.POINTS:
        return sign + points_text(value)
    if kind is changes.Kind.MULTIPLE:
        return sign + _multiple_text(f"×{value:f}", change.span_years)
    plus = "" if kind is changes.Kind.SHARE else "+" if value > 0 else ""
    percent = f"{sign}{plus}{plain(value)}%"
    return gettext("%(percent)s a year") % {"percent": percent} if kind is changes.Kind.ANNUAL_RATE else percent


def _multiple_text(multiple: str, years: int | None) -> str:
    if not years:
        return multiple
    form = ngettext("%(multiple)s in %(years)d year", "%(multiple)s in %(years)d years", years)
    return form % {"multiple": multiple, "years": years}


def computed_text(change: ReportedChange, computed: changes.Computed) -> str:
    if computed.value is not None and computed.kind is changes.Kind.DIFFERENCE:
        quantity = Quantity(computed.value.scaleb(-change.unit_mult).normalize(), unit_mult=change.unit_mult)
        return _difference_text(change, quantity)
    return change_text(computed, decimals=2) if computed.value is not None else ""


def _difference_text(change: ReportedChange, quantity: Quantity) -> str:
    language = get_language() or "zh-hans"
    plus = "+" if quantity.value > 0 else ""
    return plus + str(write(quantity, unit_of(change.indicator, language), language))


def verdict_words(check: changes.Check, reported: str, computed: str) -> str:
    """One sentence on how the reported number stands to the computed one, both written with sign and unit."""
    numbers = {"reported": reported, "computed": computed}
    if check.verdict is changes.Verdict.UNCHECKABLE:
        return missing_words(check.computed)
    if check.verdict is changes.Verdict.AGREES:
        return gettext("The published figures give %(computed)s, which agrees.") % numbers
    if check.verdict is changes.Verdict.COMPATIBLE and check.cut:
        return (
            gettext(
                "Compatible: the published figures give %(computed)s. Their rounding allows the reported "
                "%(reported)s, which is also what cutting the digits gives; rounded, it would be one digit higher."
            )
            % numbers
        )
    if check.verdict is changes.Verdict.COMPATIBLE:
        return (
            gettext("Compatible: the published figures give %(computed)s, and their rounding allows %(reported)s.")
            % numbers
        )
    if check.verdict is changes.Verdict.TRUNCATED:
        return gettext("Cut, not rounded: the published figures give %(computed)s.") % numbers
    return gettext("Conflict: the published figures give %(computed)s, not %(reported)s.") % numbers
