"""A first look over a sheet's XML, part by part: how far its data reach, and what is refused before cells are made.

openpyxl holds a whole row at a time and does not say, when it streams, which cells are merged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from programs.tabular.cells import FileRefused
from programs.tabular.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_columns, too_many_rows

CHUNK = 64 * 1024
REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,12})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet


@dataclass
class Seen:
    last_row: int = 0
    last_column: int = 0
    merged: list[str] = field(default_factory=list)


def look_over(file: IO[bytes], *, refuse: bool = True) -> Seen:
    """Where the sheet's values end. Raises FileRefused at the first thing that no table may have.

    With `refuse` off it stops at the first value: enough to know that a sheet is not empty.
    """
    look = _Look(refuse)
    with file:
        while not look.done and (chunk := file.read(CHUNK)):
            look.parser.Parse(chunk)
        if not look.done:
            look.parser.Parse(b"", True)
    if refuse and look.seen.merged:
        raise FileRefused(
            _("Cells are merged at %s. Undo that (“Unmerge cells”) and fill each cell.")
            % ", ".join(look.seen.merged[:5])
        )
    return look.seen


class _Look:
    def __init__(self, refuse: bool) -> None:
        self.refuse = refuse
        self.seen = Seen()
        self.done = False
        self.row = self.column = self.cells = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_args: Any) -> None:
        raise FileRefused(declarations())

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self.cell(attributes)
        elif tag in ("v", "is", "f"):
            self.value()
        elif tag == "row":
            self.begin_row(attributes)
        elif tag == "mergeCell":
            self.seen.merged.append(attributes.get("ref", "?")[:20])

    def begin_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", "")
        self.row = int(text) if text.isdigit() and len(text) < 9 else self.row + 1
        self.column = 0
        if self.row > LAST_ROW:
            raise FileRefused(too_many_rows())

    def cell(self, attributes: dict[str, str]) -> None:
        match = REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _number(match[1]) if match else self.column + 1
        self.row = int(match[2]) if match else self.row
        self.cells += 1
        if self.column > LAST_COLUMN:
            raise FileRefused(too_many_columns())
        if self.row > LAST_ROW:
            raise FileRefused(too_many_rows())
        if self.cells > MAX_CELLS:
            raise FileRefused(_("The sheet has far too many cells. Delete the empty, formatted rows and columns."))

    def value(self) -> None:
        self.done = not self.refuse
        self.seen.last_row = max(self.seen.last_row, self.row)
        self.seen.last_column = max(self.seen.last_column, self.column)
        if self.refuse and self.column > MAX_COLUMNS:
            raise FileRefused(too_many_columns())
        if self.refuse and self.row > MAX_ROWS + 1:
            raise FileRefused(too_many_rows())


def declarations() -> str:
    return _("The workbook holds XML declarations that no spreadsheet writes. It is not opened.")


def _number(letters: str) -> int:
    """AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
