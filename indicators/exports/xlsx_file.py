"""Excel workbooks: typed cells under headers in the reader's language, and what one must know to read them.

Rows go to the disk as they come (openpyxl's write-only mode), so a long table needs no more memory than a short one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from indicators.exports.cells import text_of
from indicators.exports.columns import Column, Kind
from indicators.exports.download import Download, Sheet
from indicators.exports.notes import Seen, column_lines, note_lines
from indicators.rules.quantities import stated_decimals
from programs.tabular.cells import LONGEST, column_letter, escaped

WIDTHS = {Kind.TEXT: 22, Kind.LIST: 22, Kind.CODE: 14, Kind.MOMENT: 19}
WIDTH = 12
NUMBER_FORMATS = ("0", "0.0", "0.00", "0.000", "0.0000")


def write_xlsx(download: Download) -> IO[bytes]:
    """The workbook in a temporary file, which is gone when it is closed."""
    book = Workbook(write_only=True)
    seen = Seen()
    for part in download.sheets:
        seen.counts.append((part.title, _write_rows(book, part, seen)))
    _write_lines(book, gettext("Notes"), note_lines(download, seen), (28, 60, 24, 14, 40))
    _write_lines(book, gettext("Columns"), column_lines(download), (16, 24, 24, 60, 60))
    out = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book.save(out)
    out.seek(0)
    return out


def _write_rows(book: Any, part: Sheet, seen: Seen) -> int:
    """Gives the number of rows."""
    sheet = book.create_sheet(part.title[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(part.columns, 1):
        sheet.column_dimensions[column_letter(number)].width = WIDTHS.get(column.kind, WIDTH)
    sheet.append([_header(sheet, gettext(column.title)) for column in part.columns])
    count = 0
    for row in part.rows():
        seen.add(row)
        sheet.append([_cell(sheet, column, getattr(row, column.name)) for column in part.columns])
        count += 1
    return count


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    """A number is a number, a date a date; a code stands as its word, a list as one text as in CSV."""
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = NUMBER_FORMATS[min(stated_decimals(value), len(NUMBER_FORMATS) - 1)]
        return cell
    if column.kind is Kind.CODE:
        return str(column.labels[value.value])
    if isinstance(value, list):
        return _sound(text_of(value))
    if isinstance(value, str):
        return _sound(escaped(value))
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _sound(text: str) -> str | None:
    """Without what XML cannot hold, and no longer than a cell may be."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text or None


def _header(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _write_lines(book: Any, title: str, lines: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """A sheet of words; a line of one text is a heading."""
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letter(number)].width = width
    for number, line in enumerate(lines):
        if len(line) == 1 and number:
            sheet.append([])
        if len(line) == 1:
            sheet.append([_heading(sheet, line[0])])
        else:
            sheet.append([_wrapped(sheet, _sound(escaped(text))) for text in line])


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _wrapped(sheet: Any, text: str | None) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
