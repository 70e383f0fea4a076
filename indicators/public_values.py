"""What a figure has said to the public, and from when to when: read from its history, and nothing beyond it.

Who typed or reviewed a value is never read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from indicators.cards import Card, card_of
from indicators.models import Breakdown, Indicator, Observation
from programs.contents import fields_of
from programs.models import Citation
from programs.models.base import Publication

gettext_noop("Seed files")  # the reason that the loader of the seeds keeps with what it writes

# Where a figure stands on its page, and whether it is there at all, is nothing that it says.
SAID = [field for field in fields_of(Observation) if field.name not in ("publication", "is_key", "position")]
NOT_NAMED = {"decimals", "inference_en", "stage_label_en"}  # they change with the field beside them


@dataclass(frozen=True)
class PublicValue:
    """One thing that the figure said. `since` and `until` are None where no record says when."""

    card: Card
    since: datetime | None
    until: datetime | None
    is_current: bool
    reason: str
    changed: tuple[str, ...]  # the names of the fields that differ from the value before


@dataclass(frozen=True)
class PublicHistory:
    """The last value first. It is not `complete` where the figure is older than its recorded history."""

    values: list[PublicValue]
    complete: bool


@dataclass(frozen=True)
class _State:
    """The figure as it was written at one time: what it said, and whether the public saw it."""

    said: Mapping[str, Any]
    places: tuple[int, ...]
    public: bool
    at: datetime | None
    reason: str

    def says_the_same(self, other: _State) -> bool:
        return self.said == other.said and self.places == other.places


@dataclass
class _Span:
    """A state for as long as the public saw it."""

    state: _State
    until: datetime | None = None
    is_current: bool = True


def public_history(observation: Observation) -> PublicHistory:
    """The history of a row fetched by `for_series`; the number of queries does not grow with its length."""
    recorded, from_the_start = _recorded(observation)
    spans = _spans([*recorded, _present(observation, dated=not recorded)])
    return PublicHistory(_values(spans), from_the_start)


def _spans(states: Iterable[_State]) -> list[_Span]:
    spans: list[_Span] = []
    for state in states:
        last = spans[-1] if spans and spans[-1].is_current else None
        if last and state.public and state.says_the_same(last.state):
            continue
        if last:
            last.until, last.is_current = state.at, False
        if state.public:
            spans.append(_Span(state))
    return spans


def _recorded(observation: Observation) -> tuple[list[_State], bool]:
    """All versions from the oldest on, and whether the oldest is that of the making."""
    versions = list(observation.history.order_by("history_date", "history_id"))
    places = _other_places(versions)
    states = [
        _State(
            said={field.attname: getattr(version, field.attname) for field in SAID},
            places=places.get(version.pk, ()),
            public=version.publication == Publication.PUBLISHED and version.history_type != "-",
            at=version.history_date,
            reason=version.history_change_reason or "",
        )
        for version in versions
    ]
    return states, bool(versions) and versions[0].history_type == "+"


def _other_places(versions: list[Any]) -> dict[int, tuple[int, ...]]:
    """The further citations of each version."""
    if not versions:
        return {}
    field: Any = Observation._meta.get_field("other_citations")
    rows = getattr(type(versions[0]), field.name).model.objects.filter(history__in=versions)
    found: dict[int, tuple[int, ...]] = {}
    key = f"{field.m2m_reverse_field_name()}_id"
    for version, citation in rows.order_by(key).values_list("history_id", key):
        found[version] = (*found.get(version, ()), citation)
    return found


def _present(observation: Observation, *, dated: bool) -> _State:
    """The row as it stands; where nothing is recorded it says when it was approved, or at least made."""
    return _State(
        said={field.attname: getattr(observation, field.attname) for field in SAID},
        places=tuple(sorted(row.pk for row in observation.other_citations.all())),
        public=observation.is_live,
        at=(observation.reviewed_at or observation.created_at) if dated else None,
        reason="",
    )


def _values(spans: list[_Span]) -> list[PublicValue]:
    said = [span.state.said for span in spans]
    indicators = Indicator.objects.in_bulk({row["indicator_id"] for row in said})
    breakdowns = Breakdown.objects.in_bulk({row["breakdown_id"] for row in said} - {None})
    places = {key for span in spans for key in (span.state.said["citation_id"], *span.state.places)}
    citations = Citation.objects.in_bulk(places - {None})
    values = []
    for number, span in enumerate(spans):
        row = Observation(**span.state.said)
        if row.indicator_id not in indicators:  # deleted since: there is no unit to write the value with
            continue
        row.indicator, row.breakdown = indicators[row.indicator_id], breakdowns.get(row.breakdown_id)
        places_of_row = (row.citation_id, *span.state.places)
        reason = span.state.reason if number else ""  # the first value is there because it was published
        values.append(
            PublicValue(
                card=card_of(row, citations=[citations[key] for key in places_of_row if key in citations], notes=()),
                since=span.state.at,
                until=span.until,
                is_current=span.is_current,
                reason=gettext(reason) if reason else "",
                changed=_changed(span.state, spans[number - 1].state) if number else (),
            )
        )
    return values[::-1]


def _changed(new: _State, old: _State) -> tuple[str, ...]:
    names = [
        str(field.verbose_name)
        for field in SAID
        if field.name not in NOT_NAMED and new.said[field.attname] != old.said[field.attname]
    ]
    if new.places != old.places:
        names.append(str(Observation._meta.get_field("other_citations").verbose_name))
    return tuple(names)
