"""What synthetic sources say has changed: mostly what their figures give, now and then cut, now and then wrong."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from indicators.rules.changes import Kind, compute
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import ValueKind
from programs.models.base import Publication
from programs.models.source import SourceNote
from seeds.synthetic.phrases import change_phrase
from seeds.synthetic.plan import ChangePlan, FigurePlan, NotePlan, ProgramPlan
from seeds.synthetic.words import IndicatorWords

STATED, WRONG, CUT = 0.30, 0.06, 0.12  # the last two of those that are stated
CONFLICT = ("来源所称变化与其数字不符。", "The change that the source states is not what its figures give.")
TRUNCATED = ("来源对变化作了截尾处理。", "The source cut the digits of the change instead of rounding.")


def add_change(rng: Random, plan: ProgramPlan, words: IndicatorWords, first: int, paragraph: int) -> None:
    """For the series that begins at figure `first`, between its last two exact results, or none."""
    series = range(first, len(plan.figures))
    exact = [number for number in series if _is_exact_result(plan.figures[number])]
    if len(exact) < 2 or rng.random() > STATED:
        return
    base, result = exact[-2:]
    kind, span = _kind(rng, words, plan.figures[base], plan.figures[result])
    ends = plan.figures[base].quantity, plan.figures[result].quantity
    computed = compute(kind, *ends, span)
    if computed.value is None:
        return
    mult = ends[1].unit_mult if kind is Kind.DIFFERENCE else 0
    chance, value = rng.random(), computed.value.scaleb(-mult)
    stated = value.quantize(Decimal("0.1"), ROUND_DOWN if chance > 1 - CUT else ROUND_HALF_UP)
    note = None
    if chance < WRONG:
        stated += Decimal(rng.randint(15, 90)).scaleb(-1)
        note = _note(plan, SourceNote.Kind.CONTRADICTION, CONFLICT, plan.figures[result].place)
    elif stated != value.quantize(Decimal("0.1"), ROUND_HALF_UP):
        note = _note(plan, SourceNote.Kind.TRUNCATED_RATE, TRUNCATED, plan.figures[result].place)
    quantity = Quantity(stated, Comparator.EQ, mult)
    document = plan.places[plan.figures[result].place][0]
    place = plan.cite(document, paragraph, change_phrase(words, kind, quantity))
    breakdown = plan.figures[result].breakdown
    indicator = plan.figures[result].indicator
    plan.changes.append(ChangePlan(indicator, breakdown, kind, quantity, base, result, place, span, note))


def _is_exact_result(figure: FigurePlan) -> bool:
    return (
        figure.quantity.comparator is Comparator.EQ
        and figure.time.is_result
        and figure.publication is Publication.PUBLISHED
    )


def _kind(rng: Random, words: IndicatorWords, base: FigurePlan, result: FigurePlan) -> tuple[Kind, int | None]:
    if words.kind is ValueKind.PERCENT:
        return Kind.POINTS, None
    years = round(result.time.elapsed - base.time.elapsed)
    if result.time.start and years > 1 and rng.random() < 0.5:
        return Kind.ANNUAL_RATE, years
    if result.quantity.base_value >= 2 * base.quantity.base_value:
        return Kind.MULTIPLE, None
    return (Kind.DIFFERENCE, None) if rng.random() < 0.2 else (Kind.PERCENT, None)


def _note(plan: ProgramPlan, kind: SourceNote.Kind, texts: tuple[str, str], place: int) -> int:
    plan.notes.append(NotePlan(kind, *texts, place))
    return len(plan.notes) - 1
