"""The CSV twin of a list: all its rows in one answer, a part at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from indicators.exports.csv_file import csv_chunks
from indicators.exports.csvw import described_by
from indicators.exports.download import CONTENT_TYPES, Kind, Sheet
from indicators.exports.resources import Resource
from indicators.exports.rows import Row


def csv_response(request: HttpRequest, resource: Resource, rows: Callable[[], Iterable[Row]]) -> HttpResponseBase:
    headers = {
        "Content-Disposition": f'attachment; filename="{resource.name}.csv"',
        "Content-Language": "zh-Hans, en",
        "Link": described_by(request),
    }
    if request.method == "HEAD":
        return HttpResponse(content_type=CONTENT_TYPES[Kind.CSV], headers=headers)
    chunks = csv_chunks(Sheet(resource, rows, size=lambda: 0))
    return StreamingHttpResponse(chunks, content_type=CONTENT_TYPES[Kind.CSV], headers=headers)
