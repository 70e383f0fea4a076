"""JSON: one object that says what it is, then a list of rows under the name of each resource."""

from __future__ import annotations

import json
from collections.abc import Iterator

from indicators.exports.cells import text_of
from indicators.exports.download import Download, Sheet
from indicators.exports.rows.base import utc
from programs.knowledge import text_of as text_of_moment

ENOUGH = 1 << 16


def json_chunks(download: Download) -> Iterator[bytes]:
    """The file in parts of about 64 kB."""
    head = {"title": download.title, "page": download.page, "made": text_of(utc(download.made))}
    if download.at:
        head["as_of"] = text_of_moment(download.at)
    yield json.dumps(head, ensure_ascii=False)[:-1].encode()
    for sheet in download.sheets:
        yield f', "{sheet.resource.name}": ['.encode()
        yield from _items(sheet)
        yield b"]"
    yield b"}\n"


def _items(sheet: Sheet) -> Iterator[bytes]:
    part, size, between = [], 0, ""
    for row in sheet.rows():
        text = row.model_dump_json()
        part.append(f"{between}\n{text}")
        size, between = size + len(text), ","
        if size >= ENOUGH:
            yield "".join(part).encode()
            part, size = [], 0
    yield "".join(part).encode()
