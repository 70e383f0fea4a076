"""What a column of a row holds, read off the row's type: for workbooks, the data dictionary and other descriptions."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext_lazy as _

from indicators.exports.rows import Row
from indicators.models import choices
from indicators.rules.changes import Kind as ChangeKind
from indicators.rules.changes import Verdict
from indicators.rules.quantities import Comparator
from indicators.rules.series import Accumulation, Polarity, Role, Status, ValueKind

VERDICTS = [
    (Verdict.AGREES.value, _("Agrees")),
    (Verdict.COMPATIBLE.value, _("Compatible")),
    (Verdict.TRUNCATED.value, _("Cut, not rounded")),
    (Verdict.DIFFERS.value, _("Conflict")),
    (Verdict.UNCHECKABLE.value, _("Cannot be checked")),
]
LABELS: dict[type[Enum], list[tuple[str, Any]]] = {
    Accumulation: choices.ACCUMULATIONS,
    ChangeKind: [*choices.CHANGE_KINDS, (ChangeKind.RATIO.value, _("Ratio"))],
    Comparator: choices.COMPARATORS,
    Polarity: choices.POLARITIES,
    Role: choices.ROLES,
    Status: choices.STATUSES,
    ValueKind: choices.VALUE_KINDS,
    Verdict: VERDICTS,
}


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"  # a decimal number with the digits that were stated
    YES_NO = "yes-no"
    DATE = "date"
    MOMENT = "moment"  # a date and time in UTC, to the second
    CODE = "code"  # one of a few words, each with a meaning
    LIST = "list"


# The first that fits: a truth value is an int for Python, a moment a date, a code a text.
KINDS: tuple[tuple[type, Kind], ...] = (
    (Enum, Kind.CODE),
    (bool, Kind.YES_NO),
    (int, Kind.INTEGER),
    (Decimal, Kind.NUMBER),
    (datetime.datetime, Kind.MOMENT),
    (datetime.date, Kind.DATE),
    (str, Kind.TEXT),
)


@dataclass(frozen=True)
class Column:
    """`title` and `meaning` are message ids; `labels` gives the words for each code, in the active language."""

    name: str
    title: str
    meaning: str
    kind: Kind
    optional: bool
    labels: Mapping[str, Any]


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    return tuple(
        _column(name, field.title or name, field.description or "", field.annotation)
        for name, field in row.model_fields.items()
    )


def _column(name: str, title: str, meaning: str, annotation: Any) -> Column:
    bare, optional = _bare(annotation)
    if typing.get_origin(bare) is list:
        return Column(name, title, meaning, Kind.LIST, False, {})
    kind = next(kind for known, kind in KINDS if issubclass(bare, known))
    return Column(name, title, meaning, kind, optional, labels_of(bare) if kind is Kind.CODE else {})


def labels_of(codes: type[Enum]) -> dict[str, Any]:
    return dict(codes.choices if issubclass(codes, Choices) else LABELS[codes])


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without what is said about it, and whether there may be none."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _bare(arguments[0])
    if origin in (typing.Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return _bare(inner)[0], type(None) in arguments
    return annotation, False
