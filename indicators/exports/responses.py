"""A download as an answer: named for what it is and when, streamed, and never larger in memory than a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from indicators.exports.csv_file import csv_chunks
from indicators.exports.csvw import described_by
from indicators.exports.download import CONTENT_TYPES, Download, Kind
from indicators.exports.json_file import json_chunks

MOST_ROWS = 20_000  # of a workbook, which takes some ten seconds; CSV has no such limit


def file_response(request: HttpRequest, kind: Kind, download: Download) -> HttpResponseBase:
    """CSV holds the first sheet alone; 400 and a way out for a workbook that would be too long."""
    name = download.file_name(kind)
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    if kind is Kind.CSV:
        headers["Link"] = described_by(request)
    if request.method == "HEAD":
        return HttpResponse(content_type=CONTENT_TYPES[kind], headers=headers)
    if kind is Kind.XLSX:
        if sum(sheet.size() for sheet in download.sheets) > MOST_ROWS:
            return render(request, "too_many_rows.html", {"most": MOST_ROWS, "csv": _as_csv(request)}, status=400)
        from indicators.exports.xlsx_file import write_xlsx  # with openpyxl, some 10 MB that few processes ever need

        return FileResponse(write_xlsx(download), as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
    return StreamingHttpResponse(_chunks(kind, download), content_type=CONTENT_TYPES[kind], headers=headers)


def _chunks(kind: Kind, download: Download) -> Iterator[bytes]:
    return csv_chunks(download.sheets[0]) if kind is Kind.CSV else json_chunks(download)


def _as_csv(request: HttpRequest) -> str:
    """The same address with the other ending, its filters kept."""
    path, query = request.path.removesuffix(f".{Kind.XLSX}"), request.META.get("QUERY_STRING", "")
    return f"{path}.{Kind.CSV}{'?' if query else ''}{query}"
