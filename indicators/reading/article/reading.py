"""What the reader hands out: paragraphs, and for every figure a candidate for an editor to accept or reject."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from indicators.reading.article.when import When
from indicators.reading.normalise import Normalised, normalised
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import Status


class FigureKind(StrEnum):
    """What a figure says of its subject."""

    LEVEL = "level"
    CHANGE = "change"  # from one value to another; with one value the difference (比上年增加12家)
    RATE = "rate"  # 增长8.5%; a fall is negative
    SHARE = "share"  # 占全国的9%
    POINTS = "points"  # 提高0.28个百分点
    MULTIPLE = "multiple"  # 翻番, 增长2倍
    RANK = "rank"  # 第4位
    TARGET = "target"  # 力争达到90%


class Doubt(StrEnum):
    """Why a candidate needs a second look; `doubt_words` has a sentence for each."""

    RATE_DIFFERS = "rate-differs"
    RATE_CUT = "rate-cut"
    POINTS_DIFFER = "points-differ"
    MULTIPLE_DIFFERS = "multiple-differs"
    SHARE_DIFFERS = "share-differs"
    SUM_DIFFERS = "sum-differs"
    TWO_VALUES = "two-values"
    REPEAT = "repeat"
    PORTAL_DIFFERS = "portal-differs"
    PORTAL_HAS = "portal-has"
    SIGNS_DIFFER = "signs-differ"
    TIMES_MORE = "times-more"
    ROUNDED_FRACTION = "rounded-fraction"
    UNIT_GUESSED = "unit-guessed"
    RATE_OF_PERCENT = "rate-of-percent"
    PROVISIONAL = "provisional"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Doubted:
    """A doubt with what its sentence needs, all as text."""

    doubt: Doubt
    data: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Value:
    """One value as stated. `unit` is the single unit (家), `unit_mult` the power of ten before it (4 for 万家).

    A range has two values, its lower end as at least and its upper end as at most.
    """

    value: Decimal
    comparator: Comparator
    unit_mult: int
    unit: str
    unit_as_stated: str
    when: When | None = None

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.comparator, self.unit_mult)


@dataclass(frozen=True)
class Candidate:
    """One figure. `start` and `end` enclose `as_stated` (at most 30 signs) in the normalised paragraph, `mark_start`
    and `mark_end` the figure alone. A change has two values in time order.

    `confidence` from 0 to 1 is how often such a figure was read right in the articles that the reader was tried with.
    """

    paragraph: int
    start: int
    end: int
    mark_start: int
    mark_end: int
    as_stated: str
    kind: FigureKind
    subject: str
    values: tuple[Value, ...]
    indicator: str | None = None
    place: str | None = None
    status: Status = Status.REPORTED
    is_cumulative: bool = False
    doubts: tuple[Doubted, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True)
class Paragraph:
    """A line of the article; `offset` is where it begins in the text that was read."""

    number: int
    offset: int
    original: str

    @cached_property
    def normalised(self) -> Normalised:
        return normalised(self.original)

    @property
    def text(self) -> str:
        return self.normalised.text


@dataclass(frozen=True)
class Reading:
    """An article as it was understood; `date` is the document's, given or found in its first or last lines."""

    paragraphs: tuple[Paragraph, ...]
    candidates: tuple[Candidate, ...]
    date: datetime.date | None = None

    def likely(self, least: float) -> Reading:
        """The same without candidates of less confidence."""
        return replace(self, candidates=tuple(one for one in self.candidates if one.confidence >= least))
