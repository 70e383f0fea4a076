"""What the tests of import and export share: uploading, confirming, and files made from rows."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from programs.models import ImportFile


def address(model: Any, page: str, *args: Any) -> str:
    """The Chinese address, whatever language the request before spoke."""
    with translation.override("zh-hans"):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def text_of(response: Any) -> str:
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode()


def upload(
    client: Any, model: Any, content: bytes, name: str = "rows.csv", language: str = "", reason: str = "补录"
) -> Any:
    data = {"file": SimpleUploadedFile(name, content), "reason": reason}
    return client.post(language + address(model, "import"), data)


def preview(client: Any, model: Any, content: bytes, **kwargs: Any) -> tuple[ImportFile, str]:
    """Uploads, and reads the preview page that follows."""
    response = upload(client, model, content, **kwargs)
    assert response.status_code == 302, text_of(response)
    page = text_of(client.get(response["Location"]))
    return ImportFile.objects.latest("pk"), page


def confirm(client: Any, model: Any, file: ImportFile) -> str:
    page = text_of(client.post(address(model, "import_preview", file.pk)))
    file.refresh_from_db()
    return page


def states(file: ImportFile) -> dict[int, str]:
    return {row["number"]: row["state"] for row in file.plan}


def reasons(file: ImportFile) -> dict[int, list[tuple[str, str]]]:
    """For each refused row the columns and the sentences."""
    refused = [row for row in file.plan if row["state"] == "refused"]
    return {row["number"]: [(note["column"], note["reason"]) for note in row["notes"]] for row in refused}


def csv_of(*rows: Any, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(*rows: Any) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
