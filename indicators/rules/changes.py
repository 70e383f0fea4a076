"""What two figures give, and whether a change that a source states agrees with it.

Plain Python, no Django. Every result says how it was computed; where an input is missing, is a bound, or the base is
not positive there is no result but a reason (DESIGN: derived values are never stored as truth).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from indicators.rules.periods import Period
from indicators.rules.quantities import Comparator, Interval, Quantity, rounding_interval, stated_decimals


class Kind(StrEnum):
    """How a change is expressed."""

    DIFFERENCE = "difference"
    POINTS = "points"  # a difference of two percents, in percentage points (百分点)
    PERCENT = "percent"
    MULTIPLE = "multiple"  # new ÷ old; 翻番 is a multiple of 2
    ANNUAL_RATE = "annual-rate"  # compound annual growth rate in percent
    SHARE = "share"  # part ÷ whole in percent
    RATIO = "ratio"  # one figure per another, e.g. value per firm


class Missing(StrEnum):
    """Why there is no result."""

    NO_BASE = "no-base"
    NO_VALUE = "no-value"
    BOUND = "bound"
    BASE_NOT_POSITIVE = "base-not-positive"
    NO_SPAN = "no-span"
    NOT_PUBLIC = "not-public"
    NOT_A_RESULT = "not-a-result"


@dataclass(frozen=True)
class Computed:
    """A derived number. `value` is None where `missing` says why; `formula` shows the inputs as stated."""

    kind: Kind
    value: Decimal | None
    interval: Interval | None
    formula: str
    missing: Missing | None = None

    def rounded(self, decimals: int) -> Decimal | None:
        if self.value is None:
            return None
        return self.value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _obstacle(base: Quantity | None, value: Quantity | None) -> Missing | None:
    if base is None:
        return Missing.NO_BASE
    if value is None:
        return Missing.NO_VALUE
    if base.comparator.is_bound or value.comparator.is_bound:
        return Missing.BOUND
    return None


def _derive(
    kind: Kind,
    base: Quantity | None,
    value: Quantity | None,
    rule: Callable[[Decimal, Decimal], Decimal],
    formula: Callable[[Decimal, Decimal], str],
    *,
    positive_base: bool,
) -> Computed:
    """Apply `rule(base, value)`, which must fall as base grows and rise as value grows, to both ends of the inputs."""
    obstacle = _obstacle(base, value)
    if obstacle:
        return Computed(kind, None, None, "", obstacle)
    assert base is not None  # _obstacle found both
    assert value is not None
    if positive_base and base.interval.low <= 0:
        return Computed(kind, None, None, "", Missing.BASE_NOT_POSITIVE)
    mult = value.unit_mult
    with localcontext() as context:
        context.prec = 28
        result = rule(base.base_value, value.base_value)
        ends = Interval(rule(base.interval.high, value.interval.low), rule(base.interval.low, value.interval.high))
    return Computed(kind, result, ends, formula(base.in_mult(mult), value.value))


def difference(base: Quantity | None, value: Quantity | None) -> Computed:
    """new − old, in single units."""
    return _derive(Kind.DIFFERENCE, base, value, lambda a, b: b - a, lambda a, b: f"{b} − {a}", positive_base=False)


def points(base: Quantity | None, value: Quantity | None) -> Computed:
    """The difference of two percents, in percentage points."""
    return _derive(Kind.POINTS, base, value, lambda a, b: b - a, lambda a, b: f"{b} − {a}", positive_base=False)


def percent_change(base: Quantity | None, value: Quantity | None) -> Computed:
    """(new − old) ÷ old, in percent."""
    return _derive(
        Kind.PERCENT,
        base,
        value,
        lambda a, b: (b - a) / a * 100,
        lambda a, b: f"({b} − {a}) ÷ {a} × 100%",
        positive_base=True,
    )


def multiple(base: Quantity | None, value: Quantity | None) -> Computed:
    """new ÷ old."""
    return _derive(Kind.MULTIPLE, base, value, lambda a, b: b / a, lambda a, b: f"{b} ÷ {a}", positive_base=True)


def share(part: Quantity | None, whole: Quantity | None) -> Computed:
    """part ÷ whole, in percent."""
    return _derive(
        Kind.SHARE, whole, part, lambda a, b: b / a * 100, lambda a, b: f"{b} ÷ {a} × 100%", positive_base=True
    )


def ratio(value: Quantity | None, per: Quantity | None) -> Computed:
    """One figure per another (value per firm), in single units."""
    return _derive(Kind.RATIO, per, value, lambda a, b: b / a, lambda a, b: f"{b} ÷ {a}", positive_base=True)


def annual_rate(base: Quantity | None, value: Quantity | None, years: int | None) -> Computed:
    """Compound annual growth rate: (new ÷ old)^(1/years) − 1, in percent."""
    if not years or years < 1:
        return Computed(Kind.ANNUAL_RATE, None, None, "", Missing.NO_SPAN)
    power = Decimal(1) / Decimal(years)
    return _derive(
        Kind.ANNUAL_RATE,
        base,
        value,
        lambda a, b: ((b / a) ** power - 1) * 100,
        lambda a, b: f"(({b} ÷ {a})^(1/{years}) − 1) × 100%",
        positive_base=True,
    )


def years_between(first: Period, last: Period) -> int | None:
    """Whole years from one yearly period to another, else None."""
    if first.years != 1 or last.years != 1 or not first.end or not last.end:
        return None
    return last.end.year - first.end.year


RULES: dict[Kind, Callable[[Quantity | None, Quantity | None], Computed]] = {
    Kind.PERCENT: percent_change,
    Kind.POINTS: points,
    Kind.MULTIPLE: multiple,
    Kind.DIFFERENCE: difference,
    Kind.SHARE: lambda whole, part: share(part, whole),
    Kind.RATIO: lambda per, value: ratio(value, per),
}


def compute(kind: Kind, base: Quantity | None, value: Quantity | None, span_years: int | None = None) -> Computed:
    """The change of this kind; for a share `base` is the whole, for a ratio the divisor."""
    if kind is Kind.ANNUAL_RATE:
        return annual_rate(base, value, span_years)
    return RULES[kind](base, value)


class Verdict(StrEnum):
    """How a reported change stands to the computed one."""

    AGREES = "agrees"  # the computed number, rounded as the source rounds, is the reported one
    COMPATIBLE = "compatible"  # some values behind the stated figures give the reported number
    TRUNCATED = "truncated"  # compatible only if the source cut the digits instead of rounding
    DIFFERS = "differs"
    UNCHECKABLE = "uncheckable"


@dataclass(frozen=True)
class Check:
    """A reported number beside the computed one. `cut` says that plain truncation of `computed` gives `reported`."""

    verdict: Verdict
    reported: Decimal
    computed: Computed
    cut: bool = False


def check_reported(reported: Quantity, computed: Computed) -> Check:
    """Compare through the intervals that the stated decimals allow (DESIGN §3). Nothing is ever corrected.

    A reported bound (more than 40 %) is checked only for lying on its side.
    """
    stated = reported.value
    if computed.value is None or computed.interval is None:
        return Check(Verdict.UNCHECKABLE, stated, computed)
    value = computed.value.scaleb(-reported.unit_mult)  # a difference of 66 亿元 is compared in 亿元
    ends = Interval(*(end.scaleb(-reported.unit_mult) for end in (computed.interval.low, computed.interval.high)))
    if reported.comparator.is_bound:
        return Check(_bound_verdict(reported, ends), stated, computed)
    decimals = stated_decimals(stated)
    unit = Decimal(1).scaleb(-decimals)
    cut = value.quantize(unit, ROUND_DOWN) == stated
    if value.quantize(unit, ROUND_HALF_UP) == stated:
        return Check(Verdict.AGREES, stated, computed, cut)
    if rounding_interval(stated).overlaps(ends):
        return Check(Verdict.COMPATIBLE, stated, computed, cut)
    return Check(Verdict.TRUNCATED if cut else Verdict.DIFFERS, stated, computed, cut)


def _bound_verdict(reported: Quantity, computed: Interval) -> Verdict:
    if reported.comparator in (Comparator.GT, Comparator.GE):
        return Verdict.COMPATIBLE if computed.high >= reported.value else Verdict.DIFFERS
    if reported.comparator in (Comparator.LT, Comparator.LE):
        return Verdict.COMPATIBLE if computed.low <= reported.value else Verdict.DIFFERS
    near = rounding_interval(reported.value)  # "about" is read at the precision it is stated with, doubled
    slack = near.high - near.low
    wide = Interval(near.low - slack, near.high + slack)
    return Verdict.COMPATIBLE if wide.overlaps(computed) else Verdict.DIFFERS
