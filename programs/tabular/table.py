"""A table that can be exported and imported: its columns, and how a row finds its record."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from programs.actions.revising import open_revision
from programs.contents import put
from programs.models import Revision
from programs.models.base import Publishable
from programs.tabular.cells import FileRefused, Sheet, plain
from programs.tabular.columns import Column, Entry


@dataclass(frozen=True)
class Table:
    """`key` names the columns that together name a record, as a constraint of the database holds them unique; by
    those in `sieve`, none of which is ever empty, records are fetched for many rows at once.
    """

    model: Any
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sieve: tuple[str, ...]
    related: tuple[str, ...] = ()
    withdrawn_are_free: bool = False  # a withdrawn record leaves its key to another
    # Which of the records (by primary key) stay as they are, whoever asks, and the sentence that says why.
    fixed: Callable[[Collection[int]], tuple[set[int], str]] | None = None

    @property
    def name(self) -> str:
        return str(self.model._meta.label_lower)

    @property
    def has_ids(self) -> bool:
        return self.columns[0].name == "id"

    @property
    def key_attributes(self) -> list[str]:
        return [self.model._meta.get_field(name).attname for name in self.key]

    def key_of(self, record: Any) -> tuple[Any, ...]:
        return tuple(getattr(record, attribute) for attribute in self.key_attributes)

    def holders(self, sieve: dict[str, set[Any]]) -> dict[tuple[Any, ...], int]:
        """Which record holds which key, among those that the values of the sieve let through."""
        rows = self.model._default_manager.order_by().filter(**{f"{name}__in": kept for name, kept in sieve.items()})
        if self.withdrawn_are_free:
            rows = rows.exclude(publication="withdrawn")
        return {row[1:]: row[0] for row in rows.values_list("pk", *self.key_attributes)}

    def fetched(self, rows: models.QuerySet) -> models.QuerySet:
        """With all that the columns read."""
        rows = rows.select_related(*self.related)
        for field in self.model._meta.many_to_many:
            rows = rows.prefetch_related(field.name)
        if issubclass(self.model, Publishable):
            rows = rows.prefetch_related(Prefetch("revisions", Revision.objects.open()))
        return rows

    def entry(self, record: Any, *, waiting: bool = True) -> Entry:
        """A record as its form shows it: with the change that waits for it, if any, unless `waiting` is false."""
        entry = Entry(record, before=getattr(record, "publication", "draft"))
        entry.waiting = open_revision(record) if waiting and isinstance(record, Publishable) else None
        if entry.waiting:
            if not self.has_ids:  # a row finds its record by the key that is approved
                entry.key_texts = {c.name: c.text(entry) for c in self.columns if c.name in self.key}
            entry.many = put(record, entry.waiting.changes)
        return entry

    def match(self, sheet: Sheet) -> list[Column]:
        """The column of each header. Raises FileRefused for what no column is, and where one of the key is missing."""
        known = {name: column for column in self.columns for name in column.names()}
        unknown = [header for _position, header in sheet.headers if plain(header) not in known]
        if unknown:
            raise FileRefused(self._unknown(unknown))
        columns = [known[plain(header)] for _position, header in sheet.headers]
        self._refuse_twice(columns)
        missing = [column.header for column in self.columns if column.name in self.sieve and column not in columns]
        if missing and not (self.has_ids and self.columns[0] in columns):
            raise FileRefused(_("The table needs the columns %s. Start from the template.") % ", ".join(missing))
        return columns

    def _unknown(self, headers: list[str]) -> str:
        own = [column.header for column in self.columns]
        words = []
        for header in headers[:10]:
            near = difflib.get_close_matches(header, own, 1)
            words.append(f"“{header[:40]}”" + (_(" (meant: “%s”?)") % near[0] if near else ""))
        return _("This table has no such column: %(headers)s. Its columns are: %(own)s.") % {
            "headers": ", ".join(words),
            "own": ", ".join(own),
        }

    @staticmethod
    def _refuse_twice(columns: Iterable[Column]) -> None:
        seen: set[str] = set()
        for column in columns:
            if column.name in seen:
                raise FileRefused(_("The column “%s” stands in the file twice, under two names.") % column.header)
            seen.add(column.name)


TABLES: dict[Any, Table] = {}


def register(table: Table) -> Table:
    TABLES[table.model] = table
    return table
