"""Text files: which encoding, which separator, and the rows. Nothing is guessed that the bytes do not show."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from programs.tabular.cells import FileRefused
from programs.tabular.limits import MAX_COLUMNS, MAX_ROWS, too_many_columns, too_many_rows

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SEPARATORS = ",;\t"
# A text read in the wrong encoding shows it by characters that no text has: private ones and the replacement mark.
MOJIBAKE = re.compile("[\ue000-\uf8ff\ufffd]")


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by its mark, else UTF-8, else GB18030 as Excel writes it in China."""
    for mark, name in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _strictly(content.removeprefix(mark) if name == "utf-8" else content, name)
    try:
        return _strictly(content, "utf-8")
    except FileRefused:
        return _strictly(content, "gb18030")


def _strictly(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\ufffd"
    if MOJIBAKE.search(text):
        raise FileRefused(
            _("The text is neither UTF-8 nor GB18030 nor UTF-16. Save it as “CSV UTF-8”, or as an Excel workbook.")
        )
    return text, encoding.upper()


def rows(text: str) -> tuple[Iterator[list[str]], str]:
    """The rows, each as long as it is, and the separator that the header uses."""
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise FileRefused(_("Line %d holds a NUL byte; the file is damaged or no text. Save it anew.") % line)
    separator = _separator(text)
    return _parsed(text, separator), separator


def _separator(text: str) -> str:
    """The one that splits the header into most cells."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda separator: (_width(header, separator), separator == ","))


def _width(header: str, separator: str) -> int:
    try:
        return len(next(csv.reader([header], delimiter=separator), []))
    except csv.Error:
        return header.count(separator) + 1


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            if number > MAX_ROWS + 1:
                raise FileRefused(too_many_rows())
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                raise FileRefused(too_many_columns())
            yield row[:MAX_COLUMNS]
    except csv.Error as error:
        if "field larger" in str(error):
            words = _("Row %d has a cell that is far too long, or a quotation mark that is not closed.")
        else:
            words = _("Row %d has a quotation mark that is not closed, or text after one. Double a mark that is meant.")
        raise FileRefused(words % (number + 1)) from error
