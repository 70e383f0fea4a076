"""One column of a table: how its cells are read into a field, and how a field is written into a cell.

A cell that says what the record says already (`text`) leaves the record untouched. An empty cell empties the field, or
puts back its default where it cannot be empty.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programs.models.base import Publication as Stage
from programs.tabular.cells import Cell, CellRefused, Kind, plain, trimmed

Allowed = list[tuple[str, str]]  # what may stand in a cell, and what it means


@dataclass(slots=True)
class Entry:
    """A record as a row wants it: the record in memory, and the rows of its many-to-many fields."""

    record: Any
    many: dict[str, list[Any]] = field(default_factory=dict)
    waiting: Any = None
    before: str = "draft"  # its publication as it stands
    key_texts: dict[str, str] = field(default_factory=dict)  # of an approved key that a waiting change would change

    @property
    def is_settled(self) -> bool:
        """The public has seen the record."""
        return self.before in (Stage.PUBLISHED, Stage.WITHDRAWN)

    def rows(self, name: str) -> list[Any]:
        if name in self.many:
            return self.many[name]
        return list(getattr(self.record, name).all()) if self.record.pk else []


class Column:
    """Text of any kind; the base of the others. `field` is the model's field, by whose name the column goes."""

    changes = True  # whether a file may change it

    def __init__(self, model_field: Any) -> None:
        self.field = model_field
        self.name: str = model_field.name

    @property
    def header(self) -> str:
        """In the reader's language."""
        return capfirst(str(self.field.verbose_name))

    def names(self) -> set[str]:
        """All headers by which the column is known: the field's name, and its words in each language."""
        return {plain(name) for name in (self.name, *in_each_language(lambda: self.header))}

    def keys(self, cell: Cell) -> list[str]:
        """Names of other records that the cell holds, to be found for many rows at once."""
        return []

    def read(self, cell: Cell, entry: Entry, found: dict[str, Any]) -> Any:
        """The value; raises CellRefused. `found` has the records of `keys`."""
        if cell.kind is Kind.FAULT:
            raise CellRefused(cell.text)
        if cell.is_empty:
            return self.empty()
        return self.typed(cell, entry)

    def typed(self, cell: Cell, entry: Entry) -> Any:
        if cell.kind in (Kind.DATE, Kind.YES_NO):
            raise CellRefused(
                _("The spreadsheet made “%s” of this text. Format the cell as text and type it again.") % cell.text
            )
        return cell.text

    def empty(self) -> Any:
        if self.field.has_default():
            return self.field.get_default()
        return None if self.field.null else ""

    def text(self, entry: Entry) -> str:
        """What the record says, as it would be typed."""
        value = getattr(entry.record, self.field.attname)
        return "" if value is None else self.printed(value)

    def printed(self, value: Any) -> str:
        return trimmed(str(value).replace("\r\n", "\n"))

    def put(self, entry: Entry, value: Any) -> None:
        setattr(entry.record, self.field.attname, value)

    def out(self, entry: Entry) -> tuple[Any, str]:
        """The value for an Excel cell and its number format."""
        return self.text(entry), "@"

    def allowed(self, scope: Any) -> Allowed:
        """All that may stand in the column, where that is a list."""
        return []

    @property
    def is_short_list(self) -> bool:
        """Whether Excel offers the allowed values in each cell."""
        return False

    def hint(self) -> str:
        """What the column takes, in words."""
        length = getattr(self.field, "max_length", None)
        return _("Text, at most %d characters") % length if length else _("Text")


class Whole(Column):
    def typed(self, cell: Cell, entry: Entry) -> int:
        text = unicodedata.normalize("NFKC", cell.text)
        if cell.kind in (Kind.DATE, Kind.YES_NO) or not re.fullmatch(r"[0-9]{1,9}(\.0+)?", text):
            raise CellRefused(_("Type a whole number from 0, for example 2021; “%s” is none.") % cell.text[:60])
        number, most = int(text.partition(".")[0]), self.most()
        if number > most:
            raise CellRefused(
                _("%(number)d is too large; at most %(most)d can be kept.") % {"number": number, "most": most}
            )
        return number

    def most(self) -> int:
        """What every database keeps in such a column; SQLite itself would take more."""
        return 32_767 if isinstance(self.field, models.PositiveSmallIntegerField) else 2**31 - 1

    def empty(self) -> Any:
        return self.field.get_default() if self.field.has_default() else None

    def out(self, entry: Entry) -> tuple[Any, str]:
        return getattr(entry.record, self.field.attname), "0"

    def hint(self) -> str:
        return _("A whole number")


class Coded(Column):
    """A value of a list: its code or its name in either language; written as the name in the reader's language."""

    def __init__(self, model_field: Any, aliases: dict[str, Any] | None = None) -> None:
        super().__init__(model_field)
        self.aliases = aliases or {}

    @cached_property
    def codes(self) -> dict[str, Any]:
        """Each code by all its names."""
        found = {plain(name): code for name, code in self.aliases.items()}
        for code, _label in self.field.flatchoices:
            names = in_each_language(partial(self.printed, code))
            found |= {plain(name): code for name in (*names, str(code))}
        return found

    def typed(self, cell: Cell, entry: Entry) -> Any:
        if plain(cell.text) in self.codes:
            return self.codes[plain(cell.text)]
        names = ", ".join(str(label) for _code, label in self.field.flatchoices)
        raise CellRefused(_("“%(text)s” is not in the list: %(names)s.") % {"text": cell.text[:60], "names": names})

    def printed(self, value: Any) -> str:
        return str(dict(self.field.flatchoices).get(value, value))

    def allowed(self, scope: Any) -> Allowed:
        return [(str(label), str(code)) for code, label in self.field.flatchoices]

    @property
    def is_short_list(self) -> bool:
        return True

    def hint(self) -> str:
        return _("One of the values below, or its code")


class YesNo(Column):
    YES = {plain(word) for word in ("true", "yes", "1", "是", "y", "✓")}
    NO = {plain(word) for word in ("false", "no", "0", "否", "n")}

    def typed(self, cell: Cell, entry: Entry) -> bool:
        word = plain(cell.text)
        if word in self.YES | self.NO and cell.kind is not Kind.DATE:
            return word in self.YES
        raise CellRefused(_("Type yes or no; “%s” is neither.") % cell.text[:60])

    def printed(self, value: Any) -> str:
        return _("Yes") if value else _("No")

    def allowed(self, scope: Any) -> Allowed:
        return [(_("Yes"), "yes"), (_("No"), "no")]

    @property
    def is_short_list(self) -> bool:
        return True

    def hint(self) -> str:
        return _("Yes or no")


class Day(Column):
    FORMS = (r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})年(\d{1,2})月(\d{1,2})日")

    def typed(self, cell: Cell, entry: Entry) -> datetime.date:
        text = unicodedata.normalize("NFKC", cell.text).replace(" ", "")
        if cell.kind in (Kind.NUMBER, Kind.YES_NO) or text.isdigit():
            raise CellRefused(
                _("The number %s stands where a date belongs; the cell lost its date format. Type 2021-01-01.")
                % cell.text[:20]
            )
        for form in self.FORMS:
            match = re.fullmatch(form, text)
            if match:
                return self._day(match, cell)
        raise CellRefused(_("“%s” is no date. Type it as 2021-01-01, without a time of day.") % cell.text[:60])

    @staticmethod
    def _day(match: re.Match[str], cell: Cell) -> datetime.date:
        try:
            return datetime.date(*(int(part) for part in match.groups()))
        except ValueError as error:
            raise CellRefused(_("There is no day “%s”.") % cell.text) from error

    def printed(self, value: Any) -> str:
        return value if isinstance(value, str) else str(value.isoformat())

    def out(self, entry: Entry) -> tuple[Any, str]:
        return getattr(entry.record, self.field.attname), "yyyy-mm-dd"

    def hint(self) -> str:
        return _("A date such as 2021-01-01, 2021/1/1 or 2021年1月1日")


class Exact(Column):
    """A decimal number that keeps the decimals it is stated with; the record holds their count in `decimals`."""

    PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(%?)")

    def typed(self, cell: Cell, entry: Entry) -> Decimal:
        text = unicodedata.normalize("NFKC", cell.text).replace("−", "-").replace(" ", "")
        match = self.PLAIN.fullmatch(text)
        if cell.kind in (Kind.DATE, Kind.YES_NO) or not match or len(text) > 40:
            raise CellRefused(_("Type the number alone, for example 352.6 or 98; “%s” is none.") % cell.text[:60])
        if match[4] and not self.takes_percent(entry):
            raise CellRefused(_("%s is a percentage, but this figure is none. Type the number as printed.") % cell.text)
        return Decimal(text.rstrip("%").replace(",", ""))

    def takes_percent(self, entry: Entry) -> bool:
        return False

    def empty(self) -> Any:
        return None

    def text(self, entry: Entry) -> str:
        return self.printed(entry.record.stated_value) if entry.record.value is not None else ""

    def printed(self, value: Any) -> str:
        return f"{value:f}"

    def put(self, entry: Entry, value: Any) -> None:
        super().put(entry, value)
        exponent = value.as_tuple().exponent if value is not None else 0
        entry.record.decimals = max(0, -exponent)

    def out(self, entry: Entry) -> tuple[Any, str]:
        record = entry.record
        return (record.stated_value, f"0.{'0' * record.decimals}" if record.decimals else "0")

    def hint(self) -> str:
        return _("A number with its decimals as stated (19.0 is not 19); a percentage as 98")


class Publication(Column):
    """To read only: what the public sees is decided by review, never by a file."""

    changes = False

    def read(self, cell: Cell, entry: Entry, found: dict[str, Any]) -> None:
        state = dict(self.field.flatchoices).get(entry.before, entry.before)
        words = {plain(entry.before), *(plain(name) for name in in_each_language(lambda: str(state)))}
        if not cell.is_empty and plain(cell.text) not in words:
            raise CellRefused(
                _("A file does not publish or withdraw: this record is “%s”. Leave the cell empty.") % state
            )

    def text(self, entry: Entry) -> str:
        return str(dict(self.field.flatchoices)[entry.before])

    def hint(self) -> str:
        return _("To read only; leave it empty for new rows")


class Identity(Column):
    """The record's number, by which an exported row finds its record again. Empty for new rows."""

    changes = False

    @property
    def header(self) -> str:
        return "ID"

    def read(self, cell: Cell, entry: Entry, found: dict[str, Any]) -> int | None:
        if cell.kind is Kind.FAULT:
            raise CellRefused(cell.text)
        if cell.is_empty:
            return None
        if cell.kind in (Kind.DATE, Kind.YES_NO) or not re.fullmatch(r"[0-9]{1,15}", cell.text):
            raise CellRefused(_("“%s” is no ID. Leave it empty for a new row.") % cell.text[:60])
        return int(cell.text)

    def text(self, entry: Entry) -> str:
        return str(entry.record.pk or "")

    def out(self, entry: Entry) -> tuple[Any, str]:
        return entry.record.pk, "0"

    def hint(self) -> str:
        return _("As exported; leave it empty for new rows")


def in_each_language(words: Any) -> list[str]:
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(words())
    return found


def column_of(model: type[models.Model], name: str) -> Column:
    """The column that a plain field asks for by its type."""
    model_field: Any = model._meta.get_field(name)
    if name == "publication":
        return Publication(model_field)
    if name == "id":
        return Identity(model_field)
    if model_field.flatchoices:
        return Coded(model_field)
    kinds = {models.BooleanField: YesNo, models.DateField: Day, models.IntegerField: Whole}
    kind = next((column for base, column in kinds.items() if isinstance(model_field, base)), Column)
    return kind(model_field)
