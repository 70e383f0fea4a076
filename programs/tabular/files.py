"""Bytes → Sheet: what kind of file it is, by its first bytes and not by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from programs.tabular import csv_files
from programs.tabular.cells import EMPTY, Cell, FileRefused, Kind, Line, Sheet, column_letter, plain, text_cell, trimmed
from programs.tabular.limits import MAX_BYTES, MAX_ROWS, too_large, too_many_rows

ZIP, EMPTY_ZIP, OLE, PDF = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
SEPARATOR_NAMES = {",": "“,”", ";": "“;”", "\t": "Tab"}


def read(content: bytes) -> Sheet:
    """The table in a file. Raises FileRefused with a sentence where there is none."""
    _check_size(content)
    if content.startswith((ZIP, EMPTY_ZIP)):
        from programs.tabular import xlsx_files  # with openpyxl, some 10 MB that few processes ever need

        return _sheet(xlsx_files.rows(content), "XLSX")
    _refuse_other_kinds(content)
    text, encoding = csv_files.decoded(content)
    rows, separator = csv_files.rows(text)
    read_as = f"CSV ({encoding}, {SEPARATOR_NAMES[separator]})"
    return _sheet(([text_cell(cell) for cell in row] for row in rows), read_as)


def _check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise FileRefused(too_large())
    if not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
        raise FileRefused(_("The file is empty."))


def _refuse_other_kinds(content: bytes) -> None:
    start = content[:512].lstrip().lower()
    if content.startswith(OLE) and ENCRYPTED_PACKAGE in content:
        raise FileRefused(_("The file is protected by a password. Remove it and save the file anew."))
    if content.startswith(OLE):
        raise FileRefused(_("This is an old Excel file (.xls), whatever its name says. Save it as .xlsx."))
    if content.startswith(PDF):
        raise FileRefused(_("This is a PDF. Upload the table itself, as .xlsx or CSV."))
    if start.startswith((b"<", b"\xef\xbb\xbf<")):
        raise FileRefused(
            _("This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx.")
        )
    if start.startswith((b"{", b"[")):
        raise FileRefused(_("This is JSON, no table. Upload .xlsx or CSV."))


def _sheet(rows: Iterable[list[Cell]], read_as: str) -> Sheet:
    """The first row that holds anything is the header; rows without anything are passed over."""
    numbered = enumerate(rows, 1)
    header = next(((number, row) for number, row in numbered if _is_filled(row)), None)
    if header is None:
        raise FileRefused(_("The file is empty."))
    headers = _headers(header[1])
    lines = list(_lines(numbered, [position for position, _name in headers], len(header[1])))
    if not lines:
        raise FileRefused(_("The file has a header but no row below it."))
    if len(lines) > MAX_ROWS:
        raise FileRefused(too_many_rows())
    return Sheet(headers, lines, read_as)


def _is_filled(row: list[Cell]) -> bool:
    return any(not cell.is_empty for cell in row)


def _headers(row: list[Cell]) -> list[tuple[int, str]]:
    for position, cell in enumerate(row, 1):
        if cell.kind is Kind.FAULT:
            raise FileRefused(
                _("Header of column %(column)s: %(reason)s") % {"column": column_letter(position), "reason": cell.text}
            )
    found = [(position, trimmed(cell.text)) for position, cell in enumerate(row, 1) if not cell.is_empty]
    seen: dict[str, int] = {}
    for position, name in found:
        first = seen.setdefault(plain(name), position)
        if first != position:
            raise FileRefused(
                _("Columns %(first)s and %(second)s have the same header, “%(name)s”. Remove one of them.")
                % {"first": column_letter(first), "second": column_letter(position), "name": name[:60]}
            )
    return found


def _lines(numbered: Iterator[tuple[int, list[Cell]]], positions: list[int], width: int) -> Iterator[Line]:
    named = set(positions)
    for number, row in numbered:
        for position, cell in enumerate(row, 1):
            if not cell.is_empty and position not in named:
                raise FileRefused(_stray(number, position, width))
        if _is_filled(row):
            yield Line(number, [row[p - 1] if p <= len(row) else EMPTY for p in positions])


def _stray(number: int, position: int, width: int) -> str:
    if position > width:
        return _(
            "Row %(row)d has more cells than the header. A comma within a text needs quotation marks around the text."
        ) % {"row": number}
    return _("Column %(column)s has no header but holds something in row %(row)d.") % {
        "column": column_letter(position),
        "row": number,
    }
