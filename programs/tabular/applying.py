"""A previewed file is carried out: all rows or none, and only what the preview showed.

The file is read and checked anew. Where a record, or the change that waits for it, was saved after the preview,
nothing is written and the rows are named.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs import statistics
from programs.actions.refused import Refused
from programs.actions.revising_many import propose_all
from programs.actions.writing_many import write_all
from programs.models import ImportFile
from programs.models.base import Publication, Publishable
from programs.scope import scope_of
from programs.tabular import files
from programs.tabular.basis import Basis
from programs.tabular.plan import Row, State, planned
from programs.tabular.table import Table

logger = logging.getLogger(__name__)

STEP = 500
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
    """Carries the file out; gives the number of rows made ready now and then, for a page that shows progress.

    The rows are made ready before the transaction, which on SQLite keeps all other writers waiting. In it a short look
    tells whether the plan still holds; where it does not, the rows are planned anew with the records locked. Nobody is
    waited for in it: no row is given while it is open.

    Raises Refused, with nothing written, where something stands against it. Nothing is written either where the
    iteration is left early.
    """
    _demand_open(table, file, by)
    sheet = files.read(bytes(file.content or b""))
    scope = scope_of(by)
    basis = Basis(table, scope)
    rows: list[Row] = []
    for row in planned(table, sheet, scope, basis=basis):
        rows.append(row)
        if len(rows) % STEP == 0:
            yield len(rows)
    try:
        with transaction.atomic():
            kept = ImportFile.objects.select_for_update().get(pk=file.pk)
            _demand_open(table, kept, by)
            if not basis.holds():
                rows = list(planned(table, sheet, scope, lock=True))
            _demand_as_shown(rows, kept)
            _carry_out(rows, by, kept.reason)
            kept.state, kept.applied_at = ImportFile.State.APPLIED, timezone.now()
            kept.content = None
            kept.save(update_fields=["state", "applied_at", "content"])
    except DatabaseError as error:
        logger.warning("import %s: %s", file.pk, error)
        raise Refused(_("The database refused a row, so nothing was imported. Upload the file again.")) from error
    if len(rows) >= STEP:
        statistics.refresh(connection)
    file.refresh_from_db()


def _demand_open(table: Table, file: ImportFile, by: Any) -> None:
    if file.user_id != by.pk:
        raise Refused(_("Only the person who uploaded a file can confirm it."))
    demand_unseen(table, file.sha256)
    if file.state != ImportFile.State.CHECKED or file.content is None:
        raise Refused(_("The preview is gone. Upload the file again."))


def _demand_as_shown(rows: list[Row], file: ImportFile) -> None:
    """Raises Refused where the plan made now is not the one that was shown."""
    shown = {row["number"]: (row["state"], row["version"]) for row in file.plan}
    stale = [row for row in rows if _is_stale(row, shown)]
    if stale or len(rows) != len(shown):
        numbers = ", ".join(str(row.number) for row in stale[:NAMED]) + (" …" if len(stale) > NAMED else "")
        raise Refused(
            _("Nothing was imported: records have changed since the preview (rows %s). Look at the new preview.")
            % numbers
        )
    if any(row.state is State.REFUSED for row in rows):
        raise Refused(_("Nothing was imported: rows are refused. Correct them and upload the file again."))


def _is_stale(row: Row, shown: dict[int, tuple[str, str]]) -> bool:
    state, version = shown.get(row.number, ("", ""))
    if row.state is State.UNCHANGED and state == State.UNCHANGED:
        return False
    return (row.state.value, row.version) != (state, version)


def _carry_out(rows: list[Row], by: Any, reason: str) -> None:
    """New records and drafts are written; a change of a settled record waits."""
    entries = [row.entry for row in rows if row.entry and row.state in (State.NEW, State.CHANGED)]
    settled = [entry for entry in entries if entry.is_settled]
    others = [entry for entry in entries if not entry.is_settled]
    for entry in others:
        if isinstance(entry.record, Publishable):
            entry.record.editor, entry.record.publication = by, Publication.DRAFT
    write_all([(entry.record, entry.many) for entry in others], by=by, reason=reason)
    propose_all([(entry.record, entry.many) for entry in settled], by=by, reason=reason)
