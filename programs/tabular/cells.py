"""One cell of a file, whatever the file: its text as a person reads it, and what kind of cell it was.

Text that a spreadsheet would take for a formula leaves the portal behind an apostrophe and comes back without it.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

FORMULA_LIKE = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# Marks that turn the direction of writing, and joiners that nobody sees: two texts that look alike must be alike.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONGEST = 32_767  # what a cell of a spreadsheet holds


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    FAULT = "fault"  # nothing that may be read: a formula, an error; the text says why


class FileRefused(Exception):  # noqa: N818  # a refusal, like programs.actions.refused
    """The file as a whole cannot be read. Its text says what is wrong and what to do."""


class CellRefused(Exception):  # noqa: N818
    """One cell cannot be read. Its text says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str = ""
    kind: Kind = Kind.TEXT

    @property
    def is_empty(self) -> bool:
        return not self.text and self.kind is Kind.TEXT


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file under its number in the spreadsheet; as many cells as there are headers."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says: headers with the number of their column (from 1), lines, and how it was read."""

    headers: list[tuple[int, str]]
    lines: list[Line]
    read_as: str


def text_cell(raw: str) -> Cell:
    """A cell of text: without blanks around it, line ends alike, the apostrophe of `escaped` taken off."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_\n", "\n")
    text = unescaped(trimmed(text))
    if len(text) > LONGEST:
        return Cell(_("The text has %d characters; a cell holds at most 32767.") % len(text), Kind.FAULT)
    if INVISIBLE.search(text):
        return Cell(_("The text holds an invisible mark of writing direction or spacing. Type it anew."), Kind.FAULT)
    return Cell(text)


def trimmed(text: str) -> str:
    return text.strip(" \t\r\n\u00a0\u3000\ufeff")


def escaped(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA_LIKE.match(text) else text


def unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA_LIKE.match(text) else text


def number_cell(value: float, number_format: str) -> Cell:
    """A number as its cell shows it: 0.98 shown as 98% is 98%, 19 shown as 19.0 is 19.0. No digit is rounded away."""
    number = Decimal(repr(value))
    if not number.is_finite():
        return Cell(_("This is no number that can be kept."), Kind.FAULT)
    shown = _bare_format(number_format)
    percent = "%" in shown
    number = number.scaleb(2) if percent else number
    number = (
        number.quantize(Decimal(1))
        if number == number.to_integral_value() and number.adjusted() < 15
        else number.normalize()
    )
    zeros = re.search(r"\.(0+)", shown)
    exponent = number.as_tuple().exponent
    if zeros and isinstance(exponent, int) and -exponent < len(zeros[1]) and "E" not in shown:
        number = number.quantize(Decimal(1).scaleb(-len(zeros[1])))
    return Cell(f"{number:f}{'%' if percent else ''}", Kind.NUMBER)


def _bare_format(number_format: str) -> str:
    """The part for positive numbers, without words and colours."""
    return re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", number_format or "").split(";")[0].upper()


def date_cell(value: datetime.date | datetime.time | datetime.timedelta) -> Cell:
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return Cell(value.date().isoformat(), Kind.DATE)
        return Cell(value.isoformat(" "), Kind.DATE)
    return Cell(value.isoformat() if isinstance(value, datetime.date) else str(value), Kind.DATE)


def plain(text: str) -> str:
    """For comparing names: half-width, lower case, without blanks and underscores."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def column_letter(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(row: int, column: int) -> str:
    return f"{column_letter(column)}{row}"
