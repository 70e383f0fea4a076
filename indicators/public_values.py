"""What a figure has said to the public, and from when to when: read from its history, and nothing beyond it.

Who typed or reviewed a value is never read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
RECORDED = ("id", "publication", "history_id", "history_type", "history_date", "history_change_reason")
NOT_NAMED = {"decimals", "inference_en", "stage_label_en"}  # they change with the field beside them


@dataclass(frozen=True)
class PublicValue:
    """One thing that the figure said. `since` and `until` are None where no record says when.

    `began` and `ended` are the keys of the versions that brought it and took it away: 0 where none is recorded.
    """

    card: Card
    since: datetime | None
    until: datetime | None
    is_current: bool
    reason: str
    changed: tuple[str, ...]  # the names of the fields that differ from the value before
    began: int = 0
    ended: int = 0
    end_reason: str = ""


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
    version: int = 0

    def says_the_same(self, other: _State) -> bool:
        return self.said == other.said and self.places == other.places


@dataclass
class _Span:
    """A state for as long as the public saw it."""

    state: _State
    end: _State | None = None


def public_history(observation: Observation) -> PublicHistory:
    """The history of a row fetched by `for_series`; the number of queries does not grow with its length."""
    return public_histories([observation])[observation.pk]


def public_histories(observations: Sequence[Observation]) -> dict[int, PublicHistory]:
    """By primary key, for rows fetched by `for_series`; the number of queries does not grow with theirs."""
    versions = _versions(observations)
    places = _other_places([version["history_id"] for rows in versions.values() for version in rows])
    spans = {}
    for row in observations:
        recorded = [_recorded(version, places) for version in versions[row.pk]]
        spans[row.pk] = _spans([*recorded, _present(row, dated=not recorded)])
    known = _known(observations, [span.state for found in spans.values() for span in found])
    return {
        pk: PublicHistory(_values(found, known), bool(versions[pk]) and versions[pk][0]["history_type"] == "+")
        for pk, found in spans.items()
    }


def _spans(states: Iterable[_State]) -> list[_Span]:
    spans: list[_Span] = []
    for state in states:
        last = spans[-1] if spans and not spans[-1].end else None
        if last and state.public and state.says_the_same(last.state):
            continue
        if last:
            last.end = state
        if state.public:
            spans.append(_Span(state))
    return spans


def _versions(observations: Sequence[Observation]) -> dict[int, list[dict[str, Any]]]:
    """All recorded versions of each, from the oldest on."""
    found = defaultdict(list)
    rows = Observation.history.filter(id__in=[row.pk for row in observations]).order_by("history_date", "history_id")
    for version in rows.values(*RECORDED, *(field.attname for field in SAID)):
        found[version["id"]].append(version)
    return found


def _recorded(version: Mapping[str, Any], places: Mapping[int, tuple[int, ...]]) -> _State:
    return _State(
        said={field.attname: version[field.attname] for field in SAID},
        places=places.get(version["history_id"], ()),
        public=version["publication"] == Publication.PUBLISHED and version["history_type"] != "-",
        at=version["history_date"],
        reason=version["history_change_reason"] or "",
        version=version["history_id"],
    )


def _other_places(versions: list[int]) -> dict[int, tuple[int, ...]]:
    """The further citations of each version."""
    if not versions:
        return {}
    field: Any = Observation._meta.get_field("other_citations")
    rows = getattr(Observation.history.model, field.name).model.objects.filter(history__in=versions)
    found: dict[int, tuple[int, ...]] = {}
    key = f"{field.m2m_reverse_field_name()}_id"
    for version, citation in rows.order_by(key).values_list("history_id", key):
        found[version] = (*found.get(version, ()), citation)
    return found


def _present(observation: Observation, *, dated: bool) -> _State:
    """The row as it stands; where nothing is recorded it says when it was approved, or at least made."""
    return _State(
        said={field.attname: getattr(observation, field.attname) for field in SAID},
        places=tuple(sorted(row.pk for row in observation.further_citations)),
        public=observation.is_live,
        at=(observation.reviewed_at or observation.created_at) if dated else None,
        reason="",
    )


@dataclass(frozen=True)
class _Known:
    """The records that states name by their keys."""

    indicators: Mapping[int, Indicator]
    breakdowns: Mapping[int | None, Breakdown]
    citations: Mapping[int | None, Citation]


def _known(observations: Sequence[Observation], states: Sequence[_State]) -> _Known:
    """Most are what the figures name today, which is there already."""
    places = {key for state in states for key in (state.said["citation_id"], *state.places)}
    cited = {citation.pk: citation for row in observations for citation in row.all_citations}
    breakdowns = {row.breakdown.pk: row.breakdown for row in observations if row.breakdown}
    indicators = {row.indicator.pk: row.indicator for row in observations}
    return _Known(
        _with_missing(Indicator, indicators, {state.said["indicator_id"] for state in states}),
        _with_missing(Breakdown, breakdowns, {state.said["breakdown_id"] for state in states}),
        _with_missing(Citation, cited, places),
    )


def _with_missing(model: Any, known: dict[Any, Any], keys: Iterable[int | None]) -> dict[Any, Any]:
    """`known` and the others that are asked for, by primary key; one query where there are others."""
    missing = set(keys) - {None} - known.keys()
    return known | model.objects.in_bulk(missing) if missing else known


def _values(spans: Sequence[_Span], known: _Known) -> list[PublicValue]:
    values = []
    for number, span in enumerate(spans):
        row = Observation(**span.state.said)
        if row.indicator_id not in known.indicators:  # deleted since: there is no unit to write the value with
            continue
        row.indicator = known.indicators[row.indicator_id]
        row.breakdown = known.breakdowns.get(row.breakdown_id)
        places = (row.citation_id, *span.state.places)
        citations = [known.citations[key] for key in places if key in known.citations]
        reason = span.state.reason if number else ""  # the first value is there because it was published
        values.append(
            PublicValue(
                card=card_of(row, citations=citations, notes=()),
                since=span.state.at,
                until=span.end.at if span.end else None,
                is_current=span.end is None,
                reason=gettext(reason) if reason else "",
                changed=_changed(span.state, spans[number - 1].state) if number else (),
                began=span.state.version,
                ended=span.end.version if span.end else 0,
                end_reason=span.end.reason if span.end else "",
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
