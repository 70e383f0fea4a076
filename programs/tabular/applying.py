"""A previewed file is carried out: all rows or none, and only what the preview showed.

The file is read and checked anew inside the transaction. Where a record, or the change that waits for it, was saved
after the preview, nothing is written and the rows are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions.refused import Refused
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.models import ImportFile
from programs.models.base import Publication, Publishable
from programs.scope import scope_of
from programs.tabular import files
from programs.tabular.plan import Row, State, planned
from programs.tabular.table import Table

STEP = 100
NAMED = 20  # stale rows in the message


def demand_unseen(table: Table, sha256: str) -> None:
    """Raises Refused where the same file was carried out before."""
    earlier = ImportFile.objects.applied(table.name, sha256).select_related("user").first()
    if earlier:
        raise Refused(
            _("This very file was imported on %(when)s by %(who)s. Change what is to be changed and upload it again.")
            % {"when": timezone.localtime(earlier.applied_at).strftime("%Y-%m-%d %H:%M"), "who": earlier.user or "—"}
        )


def applied(table: Table, file: ImportFile, by: Any) -> Iterator[int]:
    """Carries the file out; gives the number of rows done now and then, for a page that shows progress.

    Raises Refused, with nothing written, where something stands against it. So does leaving the iteration early.
    """
    try:
        with transaction.atomic():
            kept = ImportFile.objects.select_for_update().get(pk=file.pk)
            _demand_open(table, kept, by)
            rows = _unchanged_since(table, kept, by)
            for number, row in enumerate(rows, 1):
                _carry_out(row, by, kept.reason)
                if number % STEP == 0:
                    yield number
            kept.state, kept.applied_at = ImportFile.State.APPLIED, timezone.now()
            kept.content = None
            kept.save()
    except DatabaseError as error:
        raise Refused(_("The database refused a row, so nothing was imported. Upload the file again.")) from error
    file.refresh_from_db()


def _demand_open(table: Table, file: ImportFile, by: Any) -> None:
    if file.user_id != by.pk:
        raise Refused(_("Only the person who uploaded a file can confirm it."))
    demand_unseen(table, file.sha256)
    if file.state != ImportFile.State.CHECKED or file.content is None:
        raise Refused(_("The preview is gone. Upload the file again."))


def _unchanged_since(table: Table, file: ImportFile, by: Any) -> list[Row]:
    """The rows to write. Raises Refused where the plan made now is not the one that was shown."""
    shown = {row["number"]: (row["state"], row["version"]) for row in file.plan}
    rows = list(planned(table, files.read(bytes(file.content or b"")), scope_of(by), lock=True))
    stale = [row for row in rows if _is_stale(row, shown)]
    if stale or len(rows) != len(shown):
        numbers = ", ".join(str(row.number) for row in stale[:NAMED]) + (" …" if len(stale) > NAMED else "")
        raise Refused(
            _("Nothing was imported: records have changed since the preview (rows %s). Look at the new preview.")
            % numbers
        )
    if any(row.state is State.REFUSED for row in rows):
        raise Refused(_("Nothing was imported: rows are refused. Correct them and upload the file again."))
    return [row for row in rows if row.state in (State.NEW, State.CHANGED)]


def _is_stale(row: Row, shown: dict[int, tuple[str, str]]) -> bool:
    state, version = shown.get(row.number, ("", ""))
    if row.state is State.UNCHANGED and state == State.UNCHANGED:
        return False
    return (row.state.value, row.version) != (state, version)


def _carry_out(row: Row, by: Any, reason: str) -> None:
    assert row.entry is not None  # noqa: S101  # only refused rows have none
    record, many = row.entry.record, row.entry.many
    if isinstance(record, Publishable):
        if row.entry.before in (Publication.PUBLISHED, Publication.WITHDRAWN):
            propose(record, many=many, by=by, reason=reason)
            return
        record.editor, record.publication = by, Publication.DRAFT
    write(record, many={name: rows for name, rows in many.items() if rows or record.pk}, by=by, reason=reason)
