"""What the tests of downloads share: fetching a file, and reading it back as its readers do."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

from openpyxl import load_workbook

from indicators.exports.columns import columns_of
from indicators.exports.rows import ObservationRow, Row


def fetched(client: Any, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def file_links(client: Any, address: str) -> list[str]:
    """Where the download links of a page lead."""
    places = re.findall(r'<p class="files">(.*?)</p>', client.get(address).content.decode(), re.DOTALL)
    return [html.unescape(link) for place in places for link in re.findall(r'href="(.+?)"', place)]


def csv_rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def json_rows(content: bytes, resource: str = "observations") -> list[dict[str, Any]]:
    return json.loads(content)[resource]


def workbook(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def sheet_rows(sheet: Any, row: type[Row] = ObservationRow) -> list[dict[str, Any]]:
    """The cells under the names that CSV has."""
    names = [column.name for column in columns_of(row)]
    return [dict(zip(names, line, strict=True)) for line in sheet.iter_rows(min_row=2)]
