"""What a plan rests on, in short: enough to tell a moment later whether it would be made again just as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from programs.models import Revision
from programs.models.base import Publishable
from programs.scope import Scope
from programs.tabular.finders import Finder
from programs.tabular.table import Table

BATCH = 500
Times = dict[int, datetime]  # when each record was last saved, by its key


@dataclass
class Basis:
    """Noted while the plan is made. `holds` asks for keys and times alone: a small part of what planning costs."""

    table: Table
    scope: Scope
    named: dict[str, tuple[Finder, Times]] = field(default_factory=dict)
    keys: list[tuple[dict[str, set[Any]], dict[tuple[Any, ...], int]]] = field(default_factory=list)
    records: Times = field(default_factory=dict)
    waiting: Times = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)

    def note_named(self, column: str, finder: Finder, found: dict[str, Any]) -> None:
        """The records that cells of a column name."""
        _finder, times = self.named.setdefault(column, (finder, {}))
        times |= {row.pk: row.updated_at for row in found.values()}

    def note_keys(self, sieve: dict[str, set[Any]], holders: dict[tuple[Any, ...], int]) -> None:
        """Which records hold the keys that a batch of rows wants."""
        self.keys.append((sieve, holders))

    def note_records(self, records: dict[int, Any], fixed: Collection[int]) -> None:
        """The records that rows would change, with the changes that wait for them."""
        self.records |= {key: record.updated_at for key, record in records.items()}
        if issubclass(self.table.model, Publishable):
            waiting = (row for record in records.values() for row in record.revisions.all())
            self.waiting |= {row.record_id: row.updated_at for row in waiting}
        self.fixed |= set(fixed)

    def holds(self) -> bool:
        """Whether all that was asked answers as it did. In a transaction; the records stay locked until its end."""
        return (
            self._records_stand()
            and all(self._names_stand(finder, times) for finder, times in self.named.values())
            and all(self.table.holders(sieve) == holders for sieve, holders in self.keys)
        )

    def _records_stand(self) -> bool:
        model = self.table.model
        for part in _parts(self.records):
            rows = model._default_manager.order_by("pk").filter(pk__in=part).select_for_update()
            if dict(rows.values_list("pk", "updated_at")) != {key: self.records[key] for key in part}:
                return False
            if self._waiting(part) != {key: self.waiting[key] for key in part if key in self.waiting}:
                return False
        fixed = self.table.fixed(list(self.records))[0] if self.table.fixed else set()
        return fixed == self.fixed

    def _waiting(self, keys: list[int]) -> Times:
        kind = ContentType.objects.get_for_model(self.table.model)
        rows = Revision.objects.open().filter(record_type=kind, record_id__in=keys)
        return dict(rows.values_list("record_id", "updated_at"))

    def _names_stand(self, finder: Finder, times: Times) -> bool:
        rows = finder.rows(self.scope).order_by()
        return all(
            dict(rows.filter(pk__in=part).values_list("pk", "updated_at")) == {key: times[key] for key in part}
            for part in _parts(times)
        )


def _parts(times: Times) -> Iterator[list[int]]:
    keys = sorted(times)
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
