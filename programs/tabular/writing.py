"""Tables as files: what a list shows, or an empty template, as an Excel workbook or as CSV.

An exported file that is imported again changes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.actions.refused import Refused
from programs.scope import Scope
from programs.tabular.cells import escaped
from programs.tabular.columns import Column, Entry
from programs.tabular.limits import MAX_ROWS
from programs.tabular.table import Table

BATCH = 500
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(kind: str, table: Table, rows: QuerySet | None, scope: Scope) -> bytes:
    """A file of the rows; a template where there are none. Raises Refused for more rows than can be imported."""
    if rows is not None and rows.count() > MAX_ROWS:
        raise Refused(_("These are more than %d rows. Narrow the list with its filters first.") % MAX_ROWS)
    entries = entries_of(table, rows, scope) if rows is not None else iter(())
    if kind == "csv":
        return _csv(table, entries)
    from programs.tabular.xlsx_writing import workbook  # with openpyxl, some 10 MB that few processes ever need

    return workbook(table, entries, scope)


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
