"""Tables as Excel workbooks: the rows, and beside them all values that the columns take."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from programs.actions.refused import Refused
from programs.scope import Scope
from programs.tabular.cells import LONGEST, column_letter, escaped
from programs.tabular.columns import Column, Entry
from programs.tabular.limits import MAX_ROWS
from programs.tabular.table import Table
from programs.tabular.xlsx_files import ALLOWED_TITLES

WIDTH = 18


def workbook(table: Table, entries: Iterable[Entry], scope: Scope) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(str(table.model._meta.verbose_name_plural)[:31])
    sheet.freeze_panes = "A2"
    for number, _column in enumerate(table.columns, 1):
        dimension = sheet.column_dimensions[column_letter(number)]
        dimension.width, dimension.number_format = WIDTH, "@"  # what is typed stays as typed: 19.0, 360000
    sheet.append([_bold(sheet, column.header) for column in table.columns])
    for entry in entries:
        sheet.append([_xlsx_cell(sheet, column, entry) for column in table.columns])
    _add_allowed(book, sheet, table, scope)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(sheet: Any, column: Column, entry: Entry) -> Any:
    value, number_format = column.out(entry)
    if value is None:
        return None
    if isinstance(value, str):
        value = escaped(entry.key_texts.get(column.name) or value)
        if len(value) > LONGEST:
            raise Refused(_("“%s” holds a text that is too long for a cell of Excel. Export as CSV.") % entry.record)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _add_allowed(book: Any, sheet: Any, table: Table, scope: Scope) -> None:
    """The second sheet: for each column what it takes, then its values with their meaning. Short lists are offered in
    the cells themselves.
    """
    chinese = (get_language() or "zh").startswith("zh")
    title = ALLOWED_TITLES[0 if chinese else 1]
    allowed = book.create_sheet(title)
    for letter, width in (("A", 24), ("B", 40), ("C", 60)):
        allowed.column_dimensions[letter].width = width
    allowed.append([_bold(allowed, name) for name in (_("Column"), _("Value"), _("Meaning"))])
    row = 1
    for number, column in enumerate(table.columns, 1):
        allowed.append([column.header, "", f"{column.hint()}. {column.field.help_text}".strip()])
        values = column.allowed(scope)
        for value, meaning in values:
            allowed.append([column.header, escaped(value), escaped(meaning)])
        if values and column.is_short_list:
            _offer(sheet, column_letter(number), f"'{title}'!$B${row + 2}:$B${row + 1 + len(values)}")
        row += 1 + len(values)


def _offer(sheet: Any, letter: str, source: str) -> None:
    offered = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    sheet.data_validations.append(offered)
