"""Tables as files: what a list shows, or an empty template, as an Excel workbook or as CSV.

An exported file that is imported again changes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
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

BATCH = 500
WIDTH = 18
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(kind: str, table: Table, rows: QuerySet | None, scope: Scope) -> bytes:
    """A file of the rows; a template where there are none. Raises Refused for more rows than can be imported."""
    if rows is not None and rows.count() > MAX_ROWS:
        raise Refused(_("These are more than %d rows. Narrow the list with its filters first.") % MAX_ROWS)
    entries = entries_of(table, rows, scope) if rows is not None else iter(())
    return _csv(table, entries) if kind == "csv" else _xlsx(table, entries, scope)


def entries_of(table: Table, rows: QuerySet, scope: Scope) -> Iterator[Entry]:
    """Of a record that others keep, what is approved and not what waits for it."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = {row.pk: row for row in table.fetched(table.model._default_manager.filter(pk__in=part).order_by())}
        yield from (table.entry(row, waiting=scope.covers(row)) for key in part if (row := found.get(key)))


def _csv(table: Table, entries: Iterable[Entry]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.header for column in table.columns])
    for entry in entries:
        writer.writerow([_csv_cell(column, entry) for column in table.columns])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(column: Column, entry: Entry) -> str:
    """A number may begin with a minus sign; a text that does stands behind an apostrophe."""
    value, _format = column.out(entry)
    text = table_text(column, entry)
    return escaped(text) if isinstance(value, str) else text


def table_text(column: Column, entry: Entry) -> str:
    return entry.key_texts.get(column.name) or column.text(entry)


def _xlsx(table: Table, entries: Iterable[Entry], scope: Scope) -> bytes:
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
