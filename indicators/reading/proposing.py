"""From a figure of an article to what would be recorded: observations, or a change that the source reports.

Plain Python, no Django. Nothing is decided here: an editor accepts or corrects what is proposed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from indicators.reading.article.reading import FigureKind, Value
from indicators.reading.article.when import When
from indicators.reading.typed import TypedFigure, TypedQuantity
from indicators.rules.changes import Kind
from indicators.rules.periods import span_label
from indicators.rules.quantities import Comparator
from indicators.rules.series import Role, Status

CHANGES = {
    FigureKind.RATE: Kind.PERCENT,
    FigureKind.POINTS: Kind.POINTS,
    FigureKind.MULTIPLE: Kind.MULTIPLE,
    FigureKind.SHARE: Kind.SHARE,
}
A_YEAR = ("年均", "年平均", "复合增长")
NO_WORDS_OF_TIME = {"", "目前", "现在", "当前", "现有", "至今"}  # without a date of the document they date nothing


class Question(StrEnum):
    """Why a figure cannot be accepted as it was read."""

    RANK = "rank"  # a place in a ranking is no figure of an indicator
    RANGE = "range"  # 30—40家 has two ends; one has to be chosen
    HALF_DATED = "half-dated"  # of two values one has no period


@dataclass(frozen=True)
class Moment:
    """When a value holds: a period (both days included), or a stage with its label where no date is given."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    is_inferred: bool = False
    stage: int | None = None
    label: str = ""
    label_en: str = ""

    @property
    def slot(self) -> tuple[object, ...]:
        """Two values of one indicator with one slot are two statements about one thing."""
        return (self.start, self.end) if self.start else (self.stage,)

    @property
    def inference(self) -> tuple[str, str]:
        """Why the period is inferred, in Chinese and English; empty where the sentence states it."""
        if not self.is_inferred or not self.start or not self.end:
            return "", ""
        span = span_label(self.start, self.end)
        return f"原句没有写明时间，按上下文读作{span}", f"The sentence gives no time; the words before it say {span}"


UNDATED = Moment(stage=0, label="来源未注明时间", label_en="the source gives no date")
BEFORE = Moment(stage=1, label="提升前", label_en="before")
AFTER = Moment(stage=2, label="提升后", label_en="after")


@dataclass(frozen=True)
class Proposal:
    """`change` is None for observations. `figure` has the earlier value of two; `moments` has one for each value.

    `role` and `status` are those of the later value.
    """

    figure: TypedFigure
    moments: tuple[Moment, ...]
    change: Kind | None = None
    role: Role = Role.ACTUAL
    status: Status = Status.REPORTED
    question: Question | None = None


def proposed(kind: FigureKind, values: Sequence[Value], status: Status, phrase: str = "") -> Proposal:
    """What a figure of this kind would be recorded as; `phrase` are its words."""
    role = Role.TARGET if status is Status.PLANNED else Role.ACTUAL
    if kind is FigureKind.CHANGE and len(values) > 1:
        return _pair(values, role, status)
    later = values[0] if len(values) > 1 else values[-1]  # of a range the lower end
    question = Question.RANGE if len(values) > 1 else None
    if kind is FigureKind.RANK:
        question = Question.RANK
    change = Kind.DIFFERENCE if kind is FigureKind.CHANGE else CHANGES.get(kind)
    if change is Kind.PERCENT and any(words in phrase for words in A_YEAR):
        change = Kind.ANNUAL_RATE
    return Proposal(TypedFigure(typed(later)), (moment(later.when),), change, role, status, question)


def _pair(values: Sequence[Value], role: Role, status: Status) -> Proposal:
    first, last = values[0], values[-1]
    moments = (moment(first.when), moment(last.when))
    question = Question.RANGE if len(values) > 2 else None
    if not any(one.start for one in moments):
        moments = (BEFORE, AFTER)
    elif not all(one.start for one in moments):
        question = question or Question.HALF_DATED
    return Proposal(TypedFigure(typed(last), typed(first)), moments, None, role, status, question)


def typed(value: Value) -> TypedQuantity:
    return TypedQuantity(value.comparator, value.value, value.unit_mult, value.unit)


def moment(when: When | None) -> Moment:
    """The period, else a stage that says what the source says about time."""
    if when is None or (when.label in NO_WORDS_OF_TIME and when.start is None):
        return UNDATED
    if when.start is None:
        return Moment(stage=0, label=f"{when.label}（来源未注明日期）"[:40], label_en=f"“{when.label}”, undated"[:80])
    return Moment(when.start, when.end, when.inferred)


def value_as_json(value: Value) -> dict[str, Any]:
    """Plain values that a database keeps; `value_from_json` gives the same Value back."""
    when = value.when
    return {
        "value": str(value.value),
        "comparator": value.comparator.value,
        "unit_mult": value.unit_mult,
        "unit": value.unit,
        "unit_as_stated": value.unit_as_stated,
        "when": when and [when.label, _iso(when.start), _iso(when.end), when.inferred],
    }


def value_from_json(kept: dict[str, Any]) -> Value:
    when = kept["when"]
    return Value(
        Decimal(kept["value"]),
        Comparator(kept["comparator"]),
        kept["unit_mult"],
        kept["unit"],
        kept["unit_as_stated"],
        When(when[0], _day(when[1]), _day(when[2]), when[3]) if when else None,
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
