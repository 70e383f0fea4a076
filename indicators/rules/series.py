"""A series: the figures of one indicator, one program and one breakdown, in order of time.

Plain Python, no Django. Texts (names, labels) are already in the reader's language. Two series may share an axis only
if `scale_key` is equal; two figures may share a line only if they are in one series.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from indicators.rules.periods import Period
from indicators.rules.quantities import Quantity


class Status(StrEnum):
    """SDMX's OBS_STATUS, reduced to what official articles state."""

    REPORTED = "reported"
    PLANNED = "planned"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    ACTUAL = "actual"
    TARGET = "target"
    BASELINE = "baseline"


class ValueKind(StrEnum):
    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"


class Polarity(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Accumulation(StrEnum):
    """What a figure counts: a state at a time, an amount in a period, or a running total."""

    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Unit:
    """`name` is the single unit in the reader's language (元, 家, %); `mult` the power of ten charts are drawn in."""

    code: str
    name: str
    kind: ValueKind
    mult: int = 0


@dataclass(frozen=True)
class SourceLine:
    """Where a figure was stated."""

    title: str
    paragraph: int
    phrase: str


@dataclass(frozen=True)
class Point:
    """One observation as charts and tables need it."""

    quantity: Quantity
    period: Period
    status: Status = Status.REPORTED
    role: Role = Role.ACTUAL
    sources: tuple[SourceLine, ...] = ()
    pk: int | None = None

    @property
    def is_plan(self) -> bool:
        return self.status is Status.PLANNED or self.role is Role.TARGET

    @property
    def is_open(self) -> bool:
        """Drawn hollow or with an arrow: a bound is no exact value."""
        return self.quantity.comparator.is_bound


@dataclass(frozen=True)
class Event:
    """A measure taken in a year or years, to stand on a dated chart beside the figures; it explains nothing."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Series:
    """`breakdown` is empty where the figures are not split; `topic` is where the indicator belongs on a page."""

    indicator: str
    name: str
    unit: Unit
    points: tuple[Point, ...]
    breakdown: str = ""
    topic: str = ""
    polarity: Polarity = Polarity.UNKNOWN
    accumulation: Accumulation = Accumulation.UNKNOWN
    program: str = ""
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """All that it holds, which drawings are named by. Made once: each panel of a group names the series of all."""
        return repr(self)

    @property
    def scale_key(self) -> tuple[str, str, Accumulation]:
        """Equal for series that may be drawn on one axis: same unit, and both annual or both cumulative."""
        return (self.unit.code, self.unit.kind, self.accumulation)

    @property
    def actual(self) -> tuple[Point, ...]:
        return tuple(p for p in self.points if not p.is_plan)

    @property
    def label(self) -> str:
        return self.breakdown or self.name

    def sorted(self) -> Series:
        return self.of(tuple(sorted(self.points, key=lambda p: p.period.sort_key)))

    def of(self, points: tuple[Point, ...]) -> Series:
        """The series with these of its points; itself where they are all it has, in its order."""
        return self if points == self.points else replace(self, points=points)

    def value_on_axis(self, point: Point) -> Decimal:
        return point.quantity.in_mult(self.unit.mult)
