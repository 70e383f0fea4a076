"""Which published figures a quoted one means, and how it stands to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indicators.checking.held import Series, held_change, held_figure, of_kind
from indicators.models import Observation
from indicators.reading.article.reading import Candidate, Doubt, FigureKind, Value
from indicators.reading.meant import MeaningError, Measured, meaning, measured, measured_by_change
from indicators.reading.quoting.meaning import matches, plain
from indicators.reading.quoting.verdicts import Judged, Quoted, Reason, Verdict, judged, worst
from indicators.reading.typed import TypedQuantity
from indicators.rules import changes
from indicators.rules.quantities import Quantity
from indicators.rules.series import Status, ValueKind

CHANGES = {
    FigureKind.RATE: (changes.Kind.PERCENT, changes.Kind.ANNUAL_RATE),
    FigureKind.POINTS: (changes.Kind.POINTS,),
    FigureKind.MULTIPLE: (changes.Kind.MULTIPLE,),
    FigureKind.SHARE: (changes.Kind.SHARE,),
    FigureKind.CHANGE: (changes.Kind.DIFFERENCE,),
}
AGREEING = (changes.Verdict.AGREES, changes.Verdict.COMPATIBLE)


@dataclass(frozen=True)
class Finding:
    """What was found of one quoted figure; `judged.keys` are of reported changes where `is_change`, else of figures."""

    judged: Judged
    is_change: bool = False
    computed: changes.Computed | None = None


def finding(quoted: Candidate, text: str, held: Sequence[Series]) -> Finding:
    """`text` is the normalised paragraph, `held` what is published of the programs that may be meant."""
    if quoted.kind is FigureKind.RANK:
        return Finding(Judged(Reason.RANK))
    before, after = text[: quoted.mark_start], text[quoted.mark_end :]
    strengths = [(matches(quoted.subject, before, after, one.words, one.known), one) for one in held]
    best = max((strength for strength, _one in strengths), default=0)
    meant = [one for strength, one in strengths if strength and strength == best]
    is_change = quoted.kind in CHANGES and not (quoted.kind is FigureKind.CHANGE and len(quoted.values) > 1)
    found = [_of_change(quoted, one) if is_change else _of_figure(quoted, text, one) for one in meant]
    if quoted.kind is FigureKind.SHARE:
        found += [_of_figure(quoted, text, one) for one in meant]
    order = list(Verdict)
    return min(found, key=lambda one: order.index(one.judged.verdict), default=Finding(Judged(Reason.NO_FIGURE)))


def _of_figure(quoted: Candidate, text: str, series: Series) -> Finding:
    unit = _measured(series)
    rows = [held_figure(row) for row in _of_breakdown(series.rows, quoted, text)]
    parts = []
    for value in quoted.values:
        quantity = _in_unit(value, unit)
        parts.append(judged(_quoted(quoted, value, quantity), rows) if quantity else Judged(Reason.NO_FIGURE))
    return Finding(worst(parts))


def _of_change(quoted: Candidate, series: Series) -> Finding:
    """Beside the changes that sources state; where there is none, beside those that the figures give."""
    kinds, value = CHANGES[quoted.kind], quoted.values[-1]
    if any(doubted.doubt is Doubt.TIMES_MORE for doubted in quoted.doubts):
        kinds, value = CHANGES[FigureKind.RATE], _as_percent(value)
    quantity = _in_unit(value, measured_by_change(kinds[0], _measured(series)))
    if quantity is None:
        return Finding(Judged(Reason.NO_FIGURE))
    stated = of_kind(series.changes, kinds)
    if stated:
        said = Quoted(quantity, None, quoted.status is Status.PLANNED, quoted.status is Status.PROVISIONAL)
        return Finding(judged(said, [held_change(row) for row in stated]), is_change=True)
    return _computed(kinds[0], quantity, series)


def _as_percent(value: Value) -> Value:
    """增长1.48倍 is a growth of 148 %."""
    return replace(value, value=value.value.scaleb(2), unit="%", unit_as_stated="%")


def _computed(kind: changes.Kind, quantity: Quantity, series: Series) -> Finding:
    results = [row for row in series.rows if row.is_result and kind in changes.RULES]
    results.sort(key=lambda row: (row.breakdown_id or 0, row.period.sort_key))
    for base, row in pairwise(results):
        if base.breakdown_id != row.breakdown_id:
            continue
        computed = changes.compute(kind, base.quantity, row.quantity)
        if changes.check_reported(quantity, computed).verdict in AGREEING:
            return Finding(Judged(Reason.COMPUTED, (base.pk, row.pk)), computed=computed)
    return Finding(Judged(Reason.NO_CHANGE))


def _measured(series: Series) -> Measured:
    indicator = series.indicator
    kind = ValueKind(indicator.value_kind)
    return measured(indicator.unit_name, [indicator.unit_name_en], indicator.unit, kind, indicator.unit_mult)


def _in_unit(value: Value, unit: Measured) -> Quantity | None:
    """The value in the unit of what is published; None where that is another."""
    if not value.unit:
        return None
    try:
        return meaning(TypedQuantity(value.comparator, value.value, value.unit_mult, value.unit), unit).quantity
    except MeaningError:
        return None


def _quoted(candidate: Candidate, value: Value, quantity: Quantity) -> Quoted:
    is_plan = candidate.status is Status.PLANNED
    return Quoted(quantity, value.when, is_plan, candidate.status is Status.PROVISIONAL)


def _of_breakdown(rows: Sequence[Observation], quoted: Candidate, text: str) -> list[Observation]:
    """Those of a breakdown that is named near the figure, where there is one; else all."""
    near = text[max(0, quoted.mark_start - 40) : quoted.mark_end]
    named = [row for row in rows if row.breakdown and plain(row.breakdown.name) in near]
    return named or list(rows)
