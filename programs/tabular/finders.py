"""Other records named in a cell: found for many rows at once, and only among those that the person may point to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from programs.models import Citation, FormerRegionCode, Region
from programs.scope import Scope
from programs.tabular.cells import Cell, CellRefused, Kind
from programs.tabular.columns import Allowed, Column, Entry

LISTED = 2000  # so many records are listed in a template at most
SEPARATORS = re.compile(r"[\s,;，；、]+")


class Finder:
    """Records of one model by a code or short name."""

    def __init__(self, model: Any, attribute: str, related: Sequence[str] = ()) -> None:
        self.model, self.attribute, self.related = model, attribute, related

    def rows(self, scope: Scope) -> models.QuerySet:
        return scope.choices(self.model._default_manager.all()).select_related(*self.related)

    def find(self, keys: set[str], scope: Scope) -> dict[str, Any]:
        rows = self.rows(scope).filter(**{f"{self.attribute}__in": keys})
        return {self.text(row): row for row in rows}

    def text(self, row: Any) -> str:
        return str(getattr(row, self.attribute))

    def split(self, text: str) -> list[str]:
        return [part for part in SEPARATORS.split(text) if part]

    def allowed(self, scope: Scope) -> Allowed:
        return [(self.text(row), str(row)) for row in self.rows(scope).order_by(self.attribute)[:LISTED]]

    def hint(self) -> str:
        return _("One of the values below")


class RegionFinder(Finder):
    """A code that the region had before finds it too."""

    def find(self, keys: set[str], scope: Scope) -> dict[str, Any]:
        found = super().find(keys, scope)
        former = FormerRegionCode.objects.filter(code__in=keys - set(found))
        regions = scope.choices(Region.objects.filter(pk__in=former.values("region")))
        by_key = {region.pk: region for region in regions}
        return found | {row.code: by_key[row.region_id] for row in former if row.region_id in by_key}

    def hint(self) -> str:
        return _("A code of six digits; former codes are understood")


class CitationFinder(Finder):
    """A place in a source, typed as: short name of the source, # and the paragraph, the words."""

    FORM = re.compile(r"([\w-]+)\s*[#＃¶]\s*(\d{1,6})\s+(.+)")

    def find(self, keys: set[str], scope: Scope) -> dict[str, Any]:
        parts = [match.groups() for key in keys if (match := self.FORM.fullmatch(key))]
        wanted = {"document__slug__in": {p[0] for p in parts}, "phrase__in": {p[2] for p in parts}}
        found = {self.text(row): row for row in self.rows(scope).filter(**wanted)}
        return {key: found[name] for key in keys if (name := self._name(key)) in found}

    def _name(self, key: str) -> str:
        match = self.FORM.fullmatch(key)
        return f"{match[1]} #{int(match[2])} {match[3]}" if match else key

    def text(self, row: Citation) -> str:
        return f"{row.document.slug} #{row.paragraph} {row.phrase}"

    def split(self, text: str) -> list[str]:
        return [part.strip() for part in text.split("\n") if part.strip()]

    def allowed(self, scope: Scope) -> Allowed:
        return []  # there are as many as there are figures

    def hint(self) -> str:
        return _(
            "Short name of the source, # and paragraph, words: report #3 营收突破860亿元; several on lines of their own"
        )


class Reference(Column):
    """A foreign key."""

    def __init__(self, model_field: Any, finder: Finder) -> None:
        super().__init__(model_field)
        self.finder = finder

    def keys(self, cell: Cell) -> list[str]:
        return [cell.text] if cell.kind in (Kind.TEXT, Kind.NUMBER) and cell.text else []

    def read(self, cell: Cell, entry: Entry, found: dict[str, Any]) -> Any:
        if cell.kind is Kind.FAULT:
            raise CellRefused(cell.text)
        if cell.is_empty:
            return None
        return self.one(cell.text, found)

    def one(self, key: str, found: dict[str, Any]) -> Any:
        if key in found:
            return found[key]
        raise CellRefused(
            _("There is no %(kind)s “%(key)s” among those you may use.")
            % {"kind": self.field.related_model._meta.verbose_name, "key": key[:80]}
        )

    def text(self, entry: Entry) -> str:
        row = getattr(entry.record, self.name) if getattr(entry.record, self.field.attname) else None
        return self.finder.text(row) if row else ""

    def put(self, entry: Entry, value: Any) -> None:
        setattr(entry.record, self.name, value)

    def printed(self, value: Any) -> str:
        return self.finder.text(value)

    def allowed(self, scope: Scope) -> Allowed:
        return self.finder.allowed(scope)

    def hint(self) -> str:
        return self.finder.hint()


class References(Reference):
    """A many-to-many field: several names in one cell."""

    def keys(self, cell: Cell) -> list[str]:
        return self.finder.split(cell.text) if cell.kind in (Kind.TEXT, Kind.NUMBER) else []

    def read(self, cell: Cell, entry: Entry, found: dict[str, Any]) -> list[Any]:
        if cell.kind is Kind.FAULT:
            raise CellRefused(cell.text)
        rows = [self.one(key, found) for key in self.finder.split(cell.text)]
        return list({row.pk: row for row in rows}.values())

    def text(self, entry: Entry) -> str:
        return self.printed(entry.rows(self.name))

    def put(self, entry: Entry, value: Iterable[Any]) -> None:
        entry.many[self.name] = list(value)

    def printed(self, value: Any) -> str:
        return "\n".join(sorted(self.finder.text(row) for row in value))
