"""CSV: UTF-8 with a byte order mark, by which Excel knows it; columns that are the same in every language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from indicators.exports.cells import text_of
from indicators.exports.download import Sheet

ENOUGH = 1 << 16  # characters written at a time


def csv_chunks(sheet: Sheet) -> Iterator[bytes]:
    """The file in parts of about 64 kB, header first; no more than one part is in memory."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    names = [column.name for column in sheet.columns]
    text.write("\ufeff")
    writer.writerow(names)
    for row in sheet.rows():
        writer.writerow([text_of(getattr(row, name)) for name in names])
        if text.tell() >= ENOUGH:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()
