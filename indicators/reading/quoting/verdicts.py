"""What becomes of a quoted figure beside those that the portal holds: one verdict, and the reason for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.reading.article.when import When
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.standing import Standing, is_cut, standing


class Verdict(StrEnum):
    AGREES = "agrees"
    STRONGER = "stronger"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why; `sentences` has words for each."""

    SAME = "same"
    WEAKER = "weaker"
    COMPUTED = "computed"  # a change that the published figures give
    PLAN_REACHED = "plan-reached"  # quoted as a plan, published as a result
    BOUND = "bound"
    ABOUT = "about"
    MORE_DIGITS = "more-digits"
    BEYOND = "beyond"
    PLAN = "plan"
    PROVISIONAL = "provisional"
    DATED = "dated"
    VALUE = "value"
    CUT = "cut"
    OTHER_PERIOD = "other-period"
    NO_PLAN = "no-plan"
    NO_FIGURE = "no-figure"
    NO_PROGRAM = "no-program"
    NO_CHANGE = "no-change"
    RANK = "rank"


VERDICTS = dict.fromkeys(Reason, Verdict.UNKNOWN)
VERDICTS |= dict.fromkeys((Reason.SAME, Reason.WEAKER, Reason.COMPUTED, Reason.PLAN_REACHED), Verdict.AGREES)
VERDICTS |= dict.fromkeys(
    (Reason.BOUND, Reason.ABOUT, Reason.MORE_DIGITS, Reason.BEYOND, Reason.PLAN, Reason.PROVISIONAL, Reason.DATED),
    Verdict.STRONGER,
)
VERDICTS |= dict.fromkeys((Reason.VALUE, Reason.CUT), Verdict.DIFFERS)
ORDER = (Verdict.AGREES, Verdict.STRONGER, Verdict.DIFFERS, Verdict.UNKNOWN)
MOST_SHOWN = 4


@dataclass(frozen=True)
class Quoted:
    """One number of the pasted text, in the unit of the figures that it is held against."""

    quantity: Quantity
    when: When | None = None
    is_plan: bool = False
    is_provisional: bool = False

    @property
    def is_dated(self) -> bool:
        return self.when is not None and self.when.start is not None and not self.when.inferred


@dataclass(frozen=True)
class Held:
    """One published number; `start` is None where its source gives no date."""

    key: int
    quantity: Quantity
    start: datetime.date | None = None
    end: datetime.date | None = None
    is_plan: bool = False
    is_provisional: bool = False


@dataclass(frozen=True)
class Judged:
    """`keys` name the published numbers that the verdict rests on."""

    reason: Reason
    keys: tuple[int, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return VERDICTS[self.reason]


def judged(quoted: Quoted, held: Sequence[Held]) -> Judged:
    """The best that can be said for the quote: of several published figures, the one that supports it most."""
    if not held:
        return Judged(Reason.NO_FIGURE)
    latest = sorted(held, key=lambda one: one.end or datetime.date.min, reverse=True)
    near = [one for one in latest if _is_of_the_time(quoted, one)]
    if not near:
        return Judged(Reason.OTHER_PERIOD, _keys(latest))
    if quoted.is_plan:
        plans = [one for one in near if one.is_plan]
        reached = [one for one in near if not one.is_plan and _supports(quoted, one)]
        if not plans:
            return Judged(Reason.PLAN_REACHED, _keys(reached[:1])) if reached else Judged(Reason.NO_PLAN, _keys(near))
        near = plans
    results = [one for one in near if one.is_plan == quoted.is_plan] or near
    found = [(_reason(quoted, one), one) for one in near]
    found.sort(key=lambda one: ORDER.index(VERDICTS[one[0]]))
    reason, best = found[0]
    if VERDICTS[reason] is Verdict.DIFFERS:
        return Judged(reason, (best.key,) if reason is Reason.CUT else _keys(results))
    return Judged(reason, (best.key,))


def worst(parts: Iterable[Judged]) -> Judged:
    """Of a change from one value to another, what holds for the whole: the part that holds least."""
    every = list(parts)
    least = max(every, key=lambda one: _severity(one.verdict))
    return Judged(least.reason, tuple(dict.fromkeys(key for one in every for key in one.keys)))


def _severity(verdict: Verdict) -> int:
    return (Verdict.AGREES, Verdict.UNKNOWN, Verdict.STRONGER, Verdict.DIFFERS).index(verdict)


def _keys(held: Iterable[Held]) -> tuple[int, ...]:
    return tuple(one.key for one in held)[:MOST_SHOWN]


def _is_of_the_time(quoted: Quoted, one: Held) -> bool:
    if not quoted.is_dated or one.start is None or quoted.when is None:
        return True
    return (quoted.when.start, quoted.when.end) == (one.start, one.end)


def _supports(quoted: Quoted, one: Held) -> bool:
    return standing(quoted.quantity, one.quantity) in (Standing.AGREES, Standing.WEAKER)


def _reason(quoted: Quoted, one: Held) -> Reason:
    stands = standing(quoted.quantity, one.quantity)
    if stands is Standing.DIFFERS:
        return Reason.CUT if is_cut(quoted.quantity, one.quantity) else Reason.VALUE
    if one.is_plan and not quoted.is_plan:
        return Reason.PLAN
    if stands is Standing.BEYOND:
        return _beyond(quoted.quantity, one.quantity)
    if one.is_provisional and not quoted.is_provisional:
        return Reason.PROVISIONAL
    if quoted.is_dated and one.start is None:
        return Reason.DATED
    return Reason.SAME if stands is Standing.AGREES else Reason.WEAKER


def _beyond(quoted: Quantity, published: Quantity) -> Reason:
    if published.comparator is Comparator.AP:
        return Reason.ABOUT
    if published.comparator is Comparator.EQ:
        return Reason.MORE_DIGITS if quoted.comparator is Comparator.EQ else Reason.BEYOND
    return Reason.BOUND if quoted.base_value == published.base_value else Reason.BEYOND
