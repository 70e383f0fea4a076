"""What is new for readers: figures published, revised and withdrawn, each an event of its recorded history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext

from indicators.cards import Card
from indicators.models import Observation
from indicators.public_values import PublicHistory, PublicValue, public_histories
from programs.models import Program
from programs.models.base import Publication

MOST = 30
SPARE = 6  # figures of which the last version is no event
FIGURES = 2 * MOST  # looked at: the last version of a figure need be no event, since it can also move on its page
SEEN = (Publication.PUBLISHED, Publication.WITHDRAWN)


class Kind(StrEnum):
    PUBLISHED = "published"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Update:
    """One event of a figure. `version` is the key of the version of its history that made it: it never changes.

    `card` is what the figure says since then, of a withdrawn one what it said last; `before` what a revised one said.
    """

    observation: Observation
    kind: Kind
    at: datetime
    version: int
    card: Card
    before: Card | None
    changed: tuple[str, ...]
    reason: str


def recent_updates(program: Program | None = None, most: int = MOST) -> list[Update]:
    """The last events of all public programs, or of one, the newest first; a number of queries that does not grow."""
    written = list(_last_written(program).items())
    first, others = written[: most + SPARE], written[most + SPARE :]
    found = _updates_of(figure for figure, _last in first)
    # No event of a figure is newer than its last version.
    if others and (len(found) < most or _when(found[most - 1]) < others[0][1]):
        found = sorted([*found, *_updates_of(figure for figure, _last in others)], key=_when, reverse=True)
    return found[:most]


def _updates_of(figures: Iterable[int]) -> list[Update]:
    rows = list(Observation.objects.filter(pk__in=list(figures)).for_series())
    histories = public_histories(rows)
    return sorted((update for row in rows for update in _updates(row, histories[row.pk])), key=_when, reverse=True)


def _when(update: Update) -> tuple[datetime, int]:
    return update.at, update.version


def _last_written(program: Program | None) -> dict[int, tuple[datetime, int]]:
    """The figures of public programs that readers have seen and that were written last, each with the time and the key
    of its last version; at most FIGURES. Few versions hold them, unless many are of the same figures or of programs
    that are not public.
    """
    versions = Observation.history.filter(publication__in=SEEN)
    if program:
        versions = versions.filter(program=program)
    # No join here: the index on the versions' date serves this only as long as nothing else is asked.
    last_first = versions.order_by("-history_date", "-history_id").values_list("id", "history_date", "history_id")
    found: list[int] = []
    written: dict[int, tuple[datetime, int]] = {}
    for many in (2 * FIGURES, 10 * FIGURES):
        last = list(last_first[:many])
        written = {figure: (at, version) for figure, at, version in reversed(last)}
        found = _of_public_programs(dict.fromkeys(figure for figure, _at, _version in last))
        if len(found) >= FIGURES or len(last) < many:
            break
    return {figure: written[figure] for figure in found[:FIGURES]}


def _of_public_programs(figures: Iterable[int]) -> list[int]:
    keys = list(figures)
    programs = dict(Observation.objects.filter(pk__in=keys).order_by().values_list("pk", "program"))
    public = set(Program.objects.live().filter(pk__in=set(programs.values())).order_by().values_list("pk", flat=True))
    return [key for key in keys if programs.get(key) in public]


def _updates(row: Observation, history: PublicHistory) -> Iterable[Update]:
    for value, before in pairwise([*history.values, None]):
        assert value is not None  # only the last of the list is
        if value.since and value.began:
            # What comes after a gap, or first on record, comes anew: nothing public stood before it.
            yield _came(row, value, before if before and before.ended == value.began else None)
        if value.until and value.ended and not any(value.ended == other.began for other in history.values):
            reason = gettext(value.end_reason) if value.end_reason else ""
            yield Update(row, Kind.WITHDRAWN, value.until, value.ended, value.card, None, (), reason)


def _came(row: Observation, value: PublicValue, before: PublicValue | None) -> Update:
    assert value.since is not None  # asked by the caller
    if before is None:
        return Update(row, Kind.PUBLISHED, value.since, value.began, value.card, None, (), "")
    return Update(row, Kind.REVISED, value.since, value.began, value.card, before.card, value.changed, value.reason)
