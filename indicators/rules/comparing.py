"""Which series may share an axis, and why others may not (DESIGN §6.2, §3: unlike scopes never share a line).

Plain Python, no Django. Nothing is converted to make it fit: what is unlike keeps an axis of its own, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from indicators.rules.series import Accumulation, Point, Series, Status


class Unlike(StrEnum):
    """What keeps two series apart; the first that holds, in this order, is the reason given."""

    UNIT = "unit"
    ACCUMULATION = "accumulation"  # an amount in a period, a running total, a state at a time
    SCOPE = "scope"  # equal in unit, but another thing is counted
    DATING = "dating"  # an undated figure has no place on an axis of time
    SPAN = "span"  # an amount of two years beside amounts of one


AMOUNTS = (Accumulation.FLOW, Accumulation.UNKNOWN)
"""Where the length of the period changes what the figure says; an unknown one is taken for an amount, to be safe."""


@dataclass(frozen=True)
class Group:
    """Series that may share an axis. `span` is the length of their periods where that matters, else empty."""

    series: tuple[Series, ...]
    span: str = ""

    @property
    def first(self) -> Series:
        return self.series[0]

    @property
    def is_dated(self) -> bool:
        return self.first.points[0].period.is_dated

    @property
    def of_unknown_accumulation(self) -> bool:
        """Nobody knows whether these are amounts of a period or running totals: to be read with care."""
        return self.first.accumulation is Accumulation.UNKNOWN


@dataclass(frozen=True)
class Refusal:
    """Two groups that do not share an axis, and what is unlike in them."""

    reason: Unlike
    left: Group
    right: Group


@dataclass(frozen=True)
class Comparison:
    """Groups in the order in which their first series came; a refusal for each pair of groups."""

    groups: tuple[Group, ...]
    refusals: tuple[Refusal, ...]


def compare(series: Iterable[Series]) -> Comparison:
    """Group series by the axis that they may share. Withdrawn figures are left out.

    A series whose own figures are unlike (dated and undated, one year and two) is cut into parts.
    """
    groups: list[list[Series]] = []
    spans: list[str] = []
    for part, span in _parts(series):
        for place, group in enumerate(groups):
            if why_apart(group[0], part, spans[place], span) is None:
                group.append(part)
                break
        else:
            groups.append([part])
            spans.append(span)
    found = tuple(Group(tuple(group), span) for group, span in zip(groups, spans, strict=True))
    return Comparison(found, tuple(_refusals(found)))


def why_apart(left: Series, right: Series, left_span: str = "", right_span: str = "") -> Unlike | None:
    """What is unlike in two series, each of one kind of period; None where they may share an axis."""
    if (left.unit.code, left.unit.kind, left.unit.name) != (right.unit.code, right.unit.kind, right.unit.name):
        return Unlike.UNIT
    if left.accumulation is not right.accumulation:
        return Unlike.ACCUMULATION
    if left.indicator != right.indicator:
        return Unlike.SCOPE
    if left.points[0].period.is_dated is not right.points[0].period.is_dated:
        return Unlike.DATING
    if left_span != right_span:
        return Unlike.SPAN
    return None


def _refusals(groups: Sequence[Group]) -> Iterable[Refusal]:
    for left, right in combinations(groups, 2):
        reason = why_apart(left.first, right.first, left.span, right.span)
        if reason:
            yield Refusal(reason, left, right)


def _parts(series: Iterable[Series]) -> Iterable[tuple[Series, str]]:
    """Each series in parts of one kind of period, in order of time; dated parts first."""
    for one in series:
        parts: dict[tuple[bool, str], list[Point]] = {}
        for point in one.sorted().points:
            if point.status is not Status.WITHDRAWN:
                parts.setdefault((point.period.is_dated, _span(one, point)), []).append(point)
        for (_dated, span), points in parts.items():
            yield replace(one, points=tuple(points)), span


def _span(series: Series, point: Point) -> str:
    return point.period.duration if series.accumulation in AMOUNTS else ""
