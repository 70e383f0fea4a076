"""What a typed quantity means for one indicator: its unit must agree, and what was left out is filled in and said.

Plain Python, no Django. The rule for a number alone is that of the seed files: it is in the indicator's multiplier
(148.92 is 148.92 亿元 where charts are drawn in 亿元), unless the number itself makes that doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from indicators.reading.normalise import normalise
from indicators.reading.typed import MAX_DECIMALS, POWERS, TypedQuantity
from indicators.rules.changes import Kind
from indicators.rules.english import singular
from indicators.rules.numbers import CHINESE_MULT
from indicators.rules.quantities import Quantity, stated_decimals
from indicators.rules.series import ValueKind

KEPT_MULTS = frozenset(CHINESE_MULT) | {-6, -3}  # the powers of ten that a record may have
BARE_LIMIT = 10_000  # sources print at most four digits before 万 or 亿
GENERAL_COUNTER = "个"  # 17个团体标准 counts the same as 17项
YUAN = frozenset({"元", "人民币", "人民币元", "元人民币", "yuan", "cny", "rmb"})
POINTS = frozenset({"百分点", "个百分点"})
POWER_WORD = re.compile(r"(?:[十千万亿]|百(?!分点)){1,3}(?=.)")


class Fault(StrEnum):
    """Why a quantity that was read cannot be the indicator's."""

    OTHER_UNIT = "other-unit"
    MULT_OF_PERCENT = "mult-of-percent"  # 3万%
    WHICH_MULT = "which-mult"  # 35000 alone, for an indicator in 万家
    UNIT_NEEDED = "unit-needed"  # 3万 alone, for an indicator in 万元
    TOO_FINE = "too-fine"  # more digits than are kept


class Assumed(StrEnum):
    """What was filled in; the understanding says so."""

    UNIT = "unit"
    MULT = "mult"
    COUNTER = "counter"


class MeaningError(ValueError):
    """A quantity that cannot be the indicator's; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Measured:
    """What is measured: the printed unit, the names it may be typed with, its kind, the multiplier of a number alone.

    `own_mult` is the power of ten inside the unit's own name (4 in 万元, 3 in 千瓦): a typed 元 or 瓦, one of
    `single_names`, is that much smaller.
    """

    unit: str
    names: frozenset[str]
    kind: ValueKind
    mult: int = 0
    own_mult: int = 0
    single_names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Meant:
    """A quantity as it would be kept."""

    quantity: Quantity
    assumed: tuple[Assumed, ...] = ()


def measured(unit_name: str, other_names: Collection[str], code: str, kind: ValueKind, mult: int) -> Measured:
    """What an indicator measures; `code` is its unit code, `other_names` its unit in other languages."""
    unit = _plain(unit_name)
    word = POWER_WORD.match(unit)
    own_mult = sum(POWERS[char] for char in word[0]) if word else 0
    single = {POWER_WORD.sub("", unit, count=1)} | (YUAN if code == "cny" else set())
    names = single | {_plain(name) for other in other_names for name in (other, singular(other))} | {_plain(code)}
    return Measured(unit_name, frozenset(names - {""}), kind, mult, own_mult, frozenset(single))


def measured_by_change(kind: Kind, indicator: Measured) -> Measured:
    """What a change of this kind is stated in; only a difference has the indicator's own unit."""
    if kind is Kind.DIFFERENCE:
        return indicator
    if kind is Kind.POINTS:
        return Measured("个百分点", POINTS, ValueKind.PERCENT)
    if kind in (Kind.MULTIPLE, Kind.RATIO):
        return Measured("倍", frozenset({"倍", "x"}), ValueKind.PERCENT)
    return Measured("%", frozenset({"%"}), ValueKind.PERCENT)


def _plain(name: str) -> str:
    return normalise(name).replace(" ", "").casefold()


def meaning(typed: TypedQuantity, of: Measured) -> Meant:
    """The quantity that is kept for `typed`; raises MeaningError where it cannot be one of `of`."""
    if typed.is_bare:
        return _bare(typed, of)
    assumed = _agreeing(typed.unit_text, of)
    if of.kind is ValueKind.PERCENT and typed.unit_mult:
        raise MeaningError(Fault.MULT_OF_PERCENT)
    if of.own_mult and not typed.unit_text:
        raise MeaningError(Fault.UNIT_NEEDED)
    if of.own_mult and _plain(typed.unit_text) in of.single_names:
        return Meant(_kept(typed, typed.unit_mult - of.own_mult, least=0), assumed)
    return Meant(_kept(typed, typed.unit_mult), assumed)


def _agreeing(unit_text: str, of: Measured) -> tuple[Assumed, ...]:
    if not unit_text:
        return (Assumed.UNIT,)
    unit = _plain(unit_text)
    if unit in of.names:
        return ()
    if of.kind is ValueKind.COUNT and unit == GENERAL_COUNTER:
        return (Assumed.COUNTER,)
    raise MeaningError(Fault.OTHER_UNIT)


def _bare(typed: TypedQuantity, of: Measured) -> Meant:
    """A number alone. 35000 or 3000 enterprises may not silently become 3000 万家, so there the multiplier is asked."""
    if not of.mult:
        return Meant(_kept(typed, 0), (Assumed.UNIT,))
    is_whole_count = of.kind is ValueKind.COUNT and typed.value == typed.value.to_integral_value()
    if is_whole_count or abs(typed.value) >= BARE_LIMIT:
        raise MeaningError(Fault.WHICH_MULT)
    return Meant(_kept(typed, of.mult), (Assumed.UNIT, Assumed.MULT))


def _kept(typed: TypedQuantity, mult: int, least: int = min(KEPT_MULTS)) -> Quantity:
    """In the next larger power of ten that records have: 3.5千万 is 0.35亿, the same digits and the same interval."""
    fitting = min(kept for kept in KEPT_MULTS if kept >= max(mult, least))
    value = typed.value.scaleb(mult - fitting)
    if stated_decimals(value) > MAX_DECIMALS:
        raise MeaningError(Fault.TOO_FINE)
    return Quantity(value, typed.comparator, fitting)
