"""The first version of rows that were written past the history: in bulk, or before the portal kept one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Min
from django.utils import timezone

from programs.knowledge.keeping import columns_of, keep_joined, last_version, quoted
from programs.knowledge.tables import recorded_models, versions_of


def begin_history() -> int:
    """Give every record that has no version its first one, for what writes rows in bulk; gives how many had none."""
    start = start_of(apps.get_model("programs", "Program"))
    return sum(first_versions(model, versions_of(model), start) for model in recorded_models())


def first_versions(model: Any, versions: Any, start: datetime | None) -> int:
    """Keep what each row of `model` that has no version says now as its first version; gives how many had none.

    It counts from the day on which the row was approved, or at least made; a row of which that is not recorded (a
    region, an indicator) from `start`, when what rests on it may have been there. Two statements for a table of any
    size. The version says "changed", not "made": what the row said before is not known.
    """
    with connection.cursor() as cursor:
        before = last_version(cursor, versions)
        names = [field.column for field in versions._meta.concrete_fields if field.column in columns_of(model)]
        own = ", ".join(f'"{name}"' for name in names)
        row = ", ".join(f't."{name}"' for name in names)
        since = 'COALESCE(t."reviewed_at", t."created_at")' if "created_at" in columns_of(model) else "%s"
        cursor.execute(
            f"INSERT INTO {quoted(versions)} ({own}, history_date, history_type) "
            f"SELECT {row}, {since}, '~' FROM {quoted(model)} t "
            f"WHERE NOT EXISTS (SELECT 1 FROM {quoted(versions)} v WHERE v.id = t.id)",
            [] if since != "%s" else [connection.ops.adapt_datetimefield_value(start or timezone.now())],
        )
        made: int = cursor.rowcount
        for field in model._meta.many_to_many if made else ():
            keep_joined(cursor, field, versions, before)
    return made


def start_of(publishable: Any) -> datetime | None:
    """When the first row of a model that says when it was made was made."""
    first: datetime | None = publishable.objects.aggregate(first=Min("created_at"))["first"]
    return first
