"""The audit log as a CSV file that spreadsheets open and do not execute."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from qualityportal.models import AuditEvent

BOM = "\ufeff"  # else Excel takes UTF-8 for the code page of the country
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """What a csv.writer writes to, which hands every line on."""

    def write(self, line: str) -> str:
        return line


def lines(events: Iterable[AuditEvent]) -> Iterator[str]:
    """The file, line by line. Labels are looked up now: when the lines flow, the reader's language may be gone."""
    header = [_("Time"), _("Event"), _("User number"), _("User"), _("Address"), _("Details")]
    kinds = {value: str(label) for value, label in AuditEvent.Kind.choices}
    writer = csv.writer(Echo())

    def flow() -> Iterator[str]:
        yield BOM + writer.writerow(header)
        for event in events:
            yield writer.writerow([harmless(cell) for cell in row(event, kinds)])

    return flow()


def row(event: AuditEvent, kinds: dict[str, str]) -> list[str]:
    at = timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
    number = "" if event.user_key is None else str(event.user_key)
    return [at, kinds.get(event.kind, event.kind), number, event.username, event.client_address or "", event.detail]


def harmless(cell: str) -> str:
    """A cell that begins like a formula is text to a spreadsheet once an apostrophe stands before it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
