"""All rules of a record, asked in memory: `full_clean` would send a query per foreign key and per constraint.

The database asks them again when the rows are written. That both answer alike is tested for every constraint.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q

Faults = dict[str, list[str]]  # by the name of the field; under "" what is said of the whole record

LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "gt": lambda value, wanted: value > wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lt": lambda value, wanted: value < wanted,
    "lte": lambda value, wanted: value <= wanted,
    "range": lambda value, wanted: wanted[0] <= value <= wanted[1],
    "regex": lambda value, wanted: re.search(wanted, value) is not None,
    "startswith": lambda value, wanted: value.startswith(wanted),
}


def faults_of(record: Any) -> Faults:
    """What the fields refuse; where they refuse nothing, what the record's own rules and constraints refuse."""
    found = _asked(lambda: record.clean_fields(exclude=_known_relations(record)))
    if not found:
        found = _asked(record.clean)
    return found or {"": broken_constraints(record)}


def _known_relations(record: Any) -> set[str]:
    """Foreign keys that lead to a record found just now; Django would ask again for each."""
    return {field.name for field in record._meta.fields if field.is_relation and getattr(record, field.attname)}


def _asked(question: Callable[[], Any]) -> Faults:
    try:
        question()
    except ValidationError as error:
        said = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        return {"" if name == NON_FIELD_ERRORS else name: list(words) for name, words in said.items()}
    return {}


def broken_constraints(record: Any) -> list[str]:
    return [
        str(constraint.violation_error_message)
        for constraint in record._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and not holds(constraint, record)
    ]


def holds(constraint: models.CheckConstraint, record: Any) -> bool:
    """As in SQL: a condition that cannot be decided for want of a value is not broken."""
    try:
        return truth(constraint.condition, record) is not False
    except KeyError:  # a kind of condition that is not worked out here
        return not _asked(lambda: constraint.validate(type(record), record))


def taken_words(record: Any) -> str:
    """What the constraint says that holds the record's key unique."""
    for constraint in record._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and (
            not constraint.condition or truth(constraint.condition, record)
        ):
            return str(constraint.violation_error_message)
    return ""


def truth(condition: Any, record: Any) -> bool | None:
    """True, False, or None where a value is missing (SQL's unknown). KeyError for a lookup that is not in LOOKUPS."""
    if not isinstance(condition, Q):
        name, value = condition
        return _compared(record, *_path(name), value)
    parts = [truth(child, record) for child in condition.children]
    result = _either(parts) if condition.connector == Q.OR else _all(parts)
    return None if result is None else result != condition.negated


def _path(name: str) -> tuple[str, str]:
    field, _separator, lookup = name.partition("__")
    return field, lookup or "exact"


def _compared(record: Any, name: str, lookup: str, wanted: Any) -> bool | None:
    value = _value(record, name)
    if lookup == "isnull":
        return (value is None) == wanted
    if isinstance(wanted, F):
        wanted = _value(record, wanted.name)  # type: ignore[attr-defined]
    if value is None or wanted is None:
        return None
    return LOOKUPS[lookup](value, wanted)


def _value(record: Any, name: str) -> Any:
    return getattr(record, record._meta.get_field(name).attname)


def _all(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _either(parts: list[bool | None]) -> bool | None:
    if True in parts:
        return True
    return None if None in parts else False
