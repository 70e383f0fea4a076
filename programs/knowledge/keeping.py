"""Versions of many rows at once, copied inside the database: no value of theirs passes through Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone

from programs.knowledge.tables import versions_of


def keep_versions(model: Any, keys: Sequence[int], *, kind: str, by: Any, reason: str) -> None:
    """Keep what the rows of `model` with these keys say now as one version of each; `kind` is + or ~."""
    if not keys:
        return
    versions = versions_of(model)
    own = columns_of(model)
    names = ", ".join(f'"{field.column}"' for field in versions._meta.concrete_fields if field.column in own)
    marks = ", ".join(["%s"] * len(keys))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    time = "%s::timestamptz" if connection.vendor == "postgresql" else "%s"
    with connection.cursor() as cursor:
        before = last_version(cursor, versions)
        cursor.execute(
            f"INSERT INTO {quoted(versions)} "  # own names
            f"({names}, history_date, history_type, history_user_id, history_change_reason) "
            f"SELECT {names}, {time}, %s, {'NULL' if by is None else int(by.pk)}, %s FROM {quoted(model)} "
            f"WHERE id IN ({marks}) ORDER BY id",
            [now, kind, reason, *keys],
        )
        for field in model._meta.many_to_many:
            keep_joined(cursor, field, versions, before, keys)


def last_version(cursor: Any, versions: Any) -> int:
    """The number of the last version of any row; later ones have higher numbers."""
    cursor.execute(f"SELECT MAX(history_id) FROM {quoted(versions)}")
    return int(cursor.fetchone()[0] or 0)


def keep_joined(cursor: Any, field: Any, versions: Any, before: int, keys: Sequence[int] = ()) -> None:
    """The many-to-many rows of the versions made after `before`, of these rows alone where keys are given."""
    through = field.remote_field.through
    joined = versions._meta.apps.get_model(versions._meta.app_label, f"Historical{through.__name__}")
    names = ", ".join(f'"{name}"' for name in columns_of(through))
    row = ", ".join(f'j."{name}"' for name in columns_of(through))
    key = through._meta.get_field(field.m2m_field_name()).column
    of_these = f'AND j."{key}" IN ({", ".join(["%s"] * len(keys))})' if keys else ""
    cursor.execute(
        f"INSERT INTO {quoted(joined)} ({names}, history_id) SELECT {row}, v.history_id "
        f'FROM {quoted(through)} j JOIN {quoted(versions)} v ON v.id = j."{key}" WHERE v.history_id > %s {of_these}',
        [before, *keys],
    )


def columns_of(model: Any) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def quoted(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
