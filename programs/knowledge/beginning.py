"""The first version of rows that were written past the history: in bulk, or before the portal kept one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Min
from django.utils import timezone

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
        cursor.execute(f"SELECT MAX(history_id) FROM {_name(versions)}")
        before = cursor.fetchone()[0] or 0
        names = [field.column for field in versions._meta.concrete_fields if field.column in _columns(model)]
        own = ", ".join(f'"{name}"' for name in names)
        row = ", ".join(f't."{name}"' for name in names)
        since = 'COALESCE(t."reviewed_at", t."created_at")' if "created_at" in _columns(model) else "%s"
        cursor.execute(
            f"INSERT INTO {_name(versions)} ({own}, history_date, history_type) "
            f"SELECT {row}, {since}, '~' FROM {_name(model)} t "
            f"WHERE NOT EXISTS (SELECT 1 FROM {_name(versions)} v WHERE v.id = t.id)",
            [] if since != "%s" else [connection.ops.adapt_datetimefield_value(start or timezone.now())],
        )
        made: int = cursor.rowcount
        for field in model._meta.many_to_many if made else ():
            _keep_joined(cursor, field, versions, before)
    return made


def start_of(publishable: Any) -> datetime | None:
    """When the first row of a model that says when it was made was made."""
    first: datetime | None = publishable.objects.aggregate(first=Min("created_at"))["first"]
    return first


def _keep_joined(cursor: Any, field: Any, versions: Any, before: int) -> None:
    """The many-to-many rows of the versions made after `before`."""
    through = field.remote_field.through
    joined = versions._meta.apps.get_model(versions._meta.app_label, f"Historical{through.__name__}")
    names = ", ".join(f'"{name}"' for name in _columns(through))
    row = ", ".join(f'j."{name}"' for name in _columns(through))
    key = through._meta.get_field(field.m2m_field_name()).column
    cursor.execute(
        f"INSERT INTO {_name(joined)} ({names}, history_id) SELECT {row}, v.history_id "
        f'FROM {_name(through)} j JOIN {_name(versions)} v ON v.id = j."{key}" WHERE v.history_id > %s',
        [before],
    )


def _columns(model: Any) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
