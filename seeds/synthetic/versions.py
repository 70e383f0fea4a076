"""The history of synthetic records: one version of each, two of a corrected figure; copied inside the database."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection

from indicators.models import Observation
from programs.models import Region
from seeds.synthetic.figure_rows import FIRST_TYPED, READ_AGAIN
from seeds.synthetic.keys import CONTENTS, LISTS, Keys
from seeds.synthetic.tables import refresh_statistics

UNCORRECTED = "(reviewed_at IS NULL OR reviewed_at = created_at)"


def write_versions(keys: Keys, regions: list[int], known_since: datetime.datetime) -> None:
    """Of all that has a history. `known_since` stands for records without a time of their own, and for the regions that
    were added with them.
    """
    Region.history.filter(id__in=regions).update(history_date=known_since)
    for model in [*LISTS, *CONTENTS]:
        if not hasattr(model, "history"):
            continue
        first, last = keys.before[model] + 1, keys.last[model]
        if model is Observation:
            _copy(model, first, last, "+", FIRST_TYPED, "created_at", UNCORRECTED)
            _copy(model, first, last, "~", READ_AGAIN, "reviewed_at", f"NOT {UNCORRECTED}")
        else:
            own_time = any(field.name == "created_at" for field in model._meta.fields)
            _copy(model, first, last, "+", FIRST_TYPED, "created_at" if own_time else known_since)
        for field in model.history.model._history_m2m_fields:
            _copy_many(model, field, first, last)


def _copy(
    model: Any, first: int, last: int, kind: str, reason: str, time: str | datetime.datetime, where: str = "1 = 1"
) -> None:
    """`time` is the name of a column, or a time."""
    quote, versions = connection.ops.quote_name, model.history.model
    own = {field.column for field in model._meta.concrete_fields}
    columns = [field.column for field in versions._meta.concrete_fields if field.column in own]
    named = ", ".join(quote(column) for column in columns)
    value = quote(time) if isinstance(time, str) else "%s"
    values: list[Any] = [] if isinstance(time, str) else [connection.ops.adapt_datetimefield_value(time)]
    if connection.vendor == "postgresql" and values:
        value = "%s::timestamptz"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(versions._meta.db_table)} "  # noqa: S608  # own names
            f"({named}, history_date, history_type, history_change_reason) "
            f"SELECT {named}, {value}, %s, %s FROM {quote(model._meta.db_table)} "
            f"WHERE id BETWEEN %s AND %s AND {where} ORDER BY id",
            [*values, kind, reason, first, last],
        )


def _copy_many(model: Any, field: Any, first: int, last: int) -> None:
    """The many-to-many rows of the versions: they are those of today."""
    quote, through = connection.ops.quote_name, field.remote_field.through
    versions = model.history.model
    kept = getattr(versions, field.name).model
    refresh_statistics(through, versions)  # where a country was removed before, both count as small
    own, other = quote(field.m2m_column_name()), quote(field.m2m_reverse_name())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(kept._meta.db_table)} (id, {own}, {other}, history_id) "  # noqa: S608  # own names
            f"SELECT t.id, t.{own}, t.{other}, v.history_id FROM {quote(through._meta.db_table)} t "
            f"JOIN {quote(versions._meta.db_table)} v ON v.id = t.{own} "
            f"WHERE t.{own} BETWEEN %s AND %s ORDER BY v.history_id, t.id",
            [first, last],
        )
