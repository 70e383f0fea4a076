"""Excel workbooks. What could harm is looked for before openpyxl opens anything; no formula is ever worked out."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from programs.tabular.cells import EMPTY, Cell, FileRefused, Kind, date_cell, number_cell, text_cell
from programs.tabular.limits import MAX_COLUMNS, MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from programs.tabular.looking_over import declarations, look_over

# Our own second sheet, in both languages: it comes back with a filled-in template and is not read.
ALLOWED_TITLES = ("可填的值", "Allowed values")
ENCRYPTED = 1  # flag of a part of a zip file


def rows(content: bytes) -> Iterator[list[Cell]]:
    """The cells of the one sheet with data, row by row from the first."""
    with _opened(content) as archive:
        _check_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions that we do not read
            yield from _rows(content, archive)


def _rows(content: bytes, archive: zipfile.ZipFile) -> Iterator[list[Cell]]:
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = _only_sheet(workbook, archive)
        seen = look_over(archive.open(sheet._worksheet_path))
        for row in sheet.iter_rows(max_row=seen.last_row or 1, max_col=min(seen.last_column, MAX_COLUMNS) or 1):
            yield [_cell(cell) for cell in row]
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise: KeyError, ValueError, zlib.error, …
        hostile = isinstance(error.__context__, DefusedXmlException)
        raise FileRefused(declarations() if hostile else _damaged()) from error


def _damaged() -> str:
    return _("The workbook is damaged or not quite an Excel file. Open it in Excel and save it anew as .xlsx.")


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileRefused(
            _("The workbook is cut off or damaged. Open it in Excel and save it anew as .xlsx.")
        ) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise FileRefused(_("The file is protected by a password. Remove it and save the file anew."))
    unpacked = sum(part.file_size for part in parts)
    bomb = any(part.file_size > max(2**20, MAX_RATIO * part.compress_size) for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or bomb:
        raise FileRefused(_("The workbook unpacks to far more than a table of this size needs, so it is not opened."))
    if "xl/workbook.xml" not in names:
        raise FileRefused(_("This is a zip file but no Excel workbook. Save the table as .xlsx or as CSV."))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused(_("The workbook holds macros. Save it as .xlsx, which holds none."))
    if any(name.startswith("xl/externallinks/") for name in names):
        raise FileRefused(_("The workbook refers to other files. Paste its values into a new one and upload that."))


def _only_sheet(workbook: Any, archive: zipfile.ZipFile) -> Any:
    """The one sheet that holds anything, apart from our own list of allowed values."""
    sheets = [sheet for sheet in workbook.worksheets if sheet.title not in ALLOWED_TITLES]
    filled = [sheet for sheet in sheets if look_over(archive.open(sheet._worksheet_path), refuse=False).last_row]
    hidden = [sheet.title for sheet in filled if sheet.sheet_state != "visible"]
    if hidden:
        raise FileRefused(_("The workbook has a hidden sheet, “%s”. Show it or delete it.") % hidden[0])
    if len(filled) > 1:
        titles = ", ".join(f"“{sheet.title}”" for sheet in filled)
        raise FileRefused(_("The workbook has several filled sheets: %s. Keep the one that is meant.") % titles)
    if not filled:
        raise FileRefused(_("The workbook is empty."))
    return filled[0]


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None or value == "":
        return EMPTY
    if kind == "f":
        return Cell(_("A formula stands here. Put its value in its place (paste as values)."), Kind.FAULT)
    if kind == "e":
        return Cell(_("The cell shows the error %s. Correct it in the spreadsheet.") % value, Kind.FAULT)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", Kind.YES_NO)
    if isinstance(value, int | float):
        return number_cell(value, cell.number_format)
    return text_cell(value) if isinstance(value, str) else date_cell(value)
