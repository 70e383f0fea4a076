"""What a record says, as plain values that can be kept, compared and put back.

A value is text, a number, true or false, or None, so that JSON keeps it; a foreign key is the key it holds, a
many-to-many field the sorted list of its keys, a decimal the text with the column's decimals, a date its ISO form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from programs.models.base import Publication

# What is kept about a record rather than said by it.
BOOKKEEPING = {
    *("id", "created_at", "updated_at", "editor", "reviewed_by", "reviewed_at", "review_note"),
    *("search_text", "search_pinyin", "path"),
}
Value = str | int | bool | list[int] | None
Contents = dict[str, Value]
Many = Mapping[str, Iterable[models.Model]]


def fields_of(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if field.name not in BOOKKEEPING]


def contents(record: models.Model, many: Many | None = None) -> Contents:
    """All that `record` says; `many` stands in for many-to-many fields not saved yet."""
    said = {field.name: _plain(getattr(record, field.attname), field) for field in fields_of(type(record))}
    for field in type(record)._meta.many_to_many:
        rows = (
            many[field.name] if many and field.name in many else getattr(record, field.name).all() if record.pk else ()
        )
        said[field.name] = sorted(row.pk for row in rows)
    return said


def version_contents(version: Any) -> Contents:
    """All that a record said in a version of its history."""
    model = version.instance_type
    said = {field.name: _plain(getattr(version, field.attname), field) for field in fields_of(model)}
    for field in model._meta.many_to_many:
        key = f"{field.m2m_reverse_field_name()}_id"
        said[field.name] = sorted(getattr(row, key) for row in getattr(version, field.name).all())
    return said


def difference(new: Contents, old: Contents) -> Contents:
    """The part of `new` that `old` does not say."""
    return {name: value for name, value in new.items() if name not in old or value != old[name]}


def put(record: models.Model, said: Contents) -> dict[str, list[models.Model]]:
    """Make `record` say it, unsaved; gives the rows of many-to-many fields, which only a save can hold.

    A name that the model no longer has is passed over: the record was written by an older version of the portal.
    """
    many: dict[str, list[models.Model]] = {}
    for name, value in said.items():
        field = _field(record, name)
        if isinstance(field, models.ManyToManyField):
            rows = field.related_model._default_manager.filter(pk__in=value)
            many[name] = list(rows)
        elif field is not None:
            setattr(record, field.attname, _typed(value, field))
    return many


def withdrawn() -> Contents:
    return {"publication": Publication.WITHDRAWN.value}


def _field(record: models.Model, name: str) -> Any:
    known = {field.name: field for field in (*fields_of(type(record)), *type(record)._meta.many_to_many)}
    return known.get(name)


def _plain(value: Any, field: models.Field) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(field, models.DecimalField):
        return f"{Decimal(value):.{field.decimal_places}f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _typed(value: Value, field: Any) -> Any:
    target = field.target_field if field.is_relation else field
    return None if value is None else target.to_python(value)
