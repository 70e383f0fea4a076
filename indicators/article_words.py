"""What the article reader says, in the active language: kinds of figures, doubts, periods.

The English sentences are the reader's own (`reading.article.doubt_words`); here they are put where they are translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.reading.article.reading import Doubt, FigureKind, Value
from indicators.reading.proposing import Moment, Question
from indicators.rules.periods import Period
from indicators.words import period_words

KINDS: dict[FigureKind, Any] = {
    FigureKind.LEVEL: _("Plain value"),
    FigureKind.CHANGE: _("Change in value"),
    FigureKind.RATE: _("Growth rate"),
    FigureKind.SHARE: _("Share of a whole"),
    FigureKind.POINTS: _("Percentage points"),
    FigureKind.MULTIPLE: _("Multiple of before"),
    FigureKind.RANK: _("Place in a ranking"),
    FigureKind.TARGET: _("Planned value"),
}
DOUBTS: dict[Doubt, Any] = {
    Doubt.RATE_DIFFERS: _("The figures give %(computed)s, the article says %(stated)s."),
    Doubt.RATE_CUT: _("The figures give %(computed)s; the article’s %(stated)s is cut, not rounded."),
    Doubt.POINTS_DIFFER: _("In percentage points, the figures give %(computed)s, the article says %(stated)s."),
    Doubt.MULTIPLE_DIFFERS: _("The figures give %(computed)s times, the article says %(stated)s."),
    Doubt.SHARE_DIFFERS: _("The figures give a share of %(computed)s, the article says %(stated)s."),
    Doubt.SUM_DIFFERS: _("The parts add up to %(computed)s, the article’s total is %(stated)s."),
    Doubt.TWO_VALUES: _("The article also gives %(other)s for this, in paragraph %(paragraph)s."),
    Doubt.REPEAT: _("Stated before in paragraph %(paragraph)s: one figure with two citations."),
    Doubt.PORTAL_DIFFERS: _("The portal holds %(held)s for this."),
    Doubt.PORTAL_HAS: _("The portal already holds this figure."),
    Doubt.SIGNS_DIFFER: _("Two signs say different things."),
    Doubt.TIMES_MORE: _("“Grown by %(stated)s times” can mean that many times more or that many times as much."),
    Doubt.ROUNDED_FRACTION: _("The article states a fraction; the percent is rounded."),
    Doubt.UNIT_GUESSED: _("The article gives no unit; this one is guessed."),
    Doubt.RATE_OF_PERCENT: _("A percent that grows by %(stated)s: percent or percentage points?"),
    Doubt.PROVISIONAL: _("The article calls this provisional."),
    Doubt.LEFT_OUT: _("The article has more figures than are read; those after this one are left out."),
}
QUESTIONS: dict[Question, Any] = {
    Question.RANK: _("A place in a ranking is no value of an indicator. Reject it."),
    Question.RANGE: _("A range has two ends. Correct it to the end that is to be recorded, for example 30家以上."),
    Question.HALF_DATED: _("Only one of the two values has a period. Give the other’s, or take out both."),
}


def doubt_words(doubt: Doubt, data: Mapping[str, str]) -> str:
    return str(DOUBTS[doubt]) % dict(data)


def moment_words(moment: Moment) -> str:
    """2021 年, 2020 年（推断）, or what stands for a date."""
    is_chinese = (get_language() or "zh-hans").startswith("zh")
    stage = moment.label if is_chinese else moment.label_en or moment.label
    return period_words(Period(moment.start, moment.end, moment.is_inferred, moment.stage, stage))


def value_words(value: Value) -> str:
    """≥200 项, 148.92 亿元: the value with its sign and its unit as the article writes it."""
    return f"{value.comparator.sign}{value.value:f} {value.unit_as_stated}".strip()


def values_words(values: tuple[Value, ...]) -> str:
    return " → ".join(value_words(value) for value in values)
