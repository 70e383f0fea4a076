"""A claim: what one record says, in a form that seed files and database rows can both be turned into.

Plain Python, no Django.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, is_dataclass
from typing import Any

from indicators.rules.changes import Kind
from indicators.rules.quantities import Quantity
from indicators.rules.series import ValueKind


@dataclass(frozen=True)
class Place:
    """Where a document is said to state something; `file_name` and `sha256` are those of the document's record."""

    document: str
    file_name: str
    sha256: str
    paragraph: int
    phrase: str


@dataclass(frozen=True)
class Figure:
    """The number that a record takes from its places; `unit` is the Chinese counter (元, 家, %)."""

    quantity: Quantity
    unit: str
    value_kind: ValueKind = ValueKind.COUNT


@dataclass(frozen=True)
class Change:
    """A reported change, and the figures that the record names for recomputing it."""

    kind: Kind
    reported: Quantity
    base: Quantity | None = None
    value: Quantity | None = None
    span_years: int | None = None


@dataclass(frozen=True)
class Claim:
    """One record: its key, its places, the years it gives as stated ones, and its figure or change where it has one."""

    key: str
    places: tuple[Place, ...]
    years: tuple[int, ...] = ()
    figure: Figure | None = None
    change: Change | None = None

    @property
    def digest(self) -> str:
        """Names what is claimed, not which record claims it: any change of figure, sign, time or place gives another.

        24 hexadecimal digits of SHA-256 over the claim without its key.
        """
        claimed = {**_plain(self), "key": ""}
        content = json.dumps(claimed, default=_plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:24]


def _plain(part: Any) -> Any:
    """For JSON: a dataclass field by field, without the copies that `asdict` makes of each value; else its text."""
    if not is_dataclass(part):
        return str(part)
    return {name: getattr(part, name) for name in part.__dataclass_fields__}


def figure_of_change(change: Change, unit: str, value_kind: ValueKind) -> Figure:
    """A change as its phrase states it: 136.7%, 2个百分点, 2 times, or in the indicator's own unit."""
    units = {Kind.PERCENT: "%", Kind.SHARE: "%", Kind.ANNUAL_RATE: "%", Kind.POINTS: "个百分点", Kind.MULTIPLE: "倍"}
    if change.kind in units:
        return Figure(change.reported, units[change.kind], ValueKind.RATIO)
    return Figure(change.reported, unit, value_kind)
