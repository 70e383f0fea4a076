"""The one door to the tables: a record and its many-to-many rows are written together, and leave one version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from programs.contents import Many
from programs.models.base import HISTORY


@transaction.atomic
def write(record: Any, *, many: Many | None = None, by: Any = None, reason: str = "") -> None:
    """Save a valid record. The version in its history names who (`by`; None is the portal itself) and why.

    The history would else keep one version for the row and one for each many-to-many field.
    """
    adding = record._state.adding
    record.skip_history_when_saving = True
    try:
        record.save()
        for name, rows in (many or {}).items():
            getattr(record, name).set(rows)
    finally:
        del record.skip_history_when_saving
    _keep(record, "+" if adding else "~", by, reason)


@transaction.atomic
def remove(record: Any, *, by: Any = None, reason: str = "") -> None:
    """Delete what the public has not seen. Raises PermissionDenied where it has, if only a moment ago."""
    row = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if getattr(row, "is_settled", False):
        raise PermissionDenied
    row._history_user = by
    row._change_reason = reason
    row.delete()


def _keep(record: Any, kind: str, by: Any, reason: str) -> None:
    record._history_user = by
    record._change_reason = reason
    HISTORY.create_historical_record(record, kind)
    del record._history_user, record._change_reason
