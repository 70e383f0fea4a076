"""Publishing on trial: all that waits is applied inside a transaction that is rolled back, and the page is drawn there.

So a reviewer sees exactly what the public would, made by the code of the public pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from programs.actions.refused import Refused
from programs.actions.revising import revised
from programs.models.base import Publication
from qualityportal.review.waiting import Waiting

Result = TypeVar("Result")


def on_trial(waiting: Iterable[Waiting], look: Callable[[dict[str, str]], Result]) -> Result:
    """What `look` gives while all of `waiting` is published. It is handed the faults of what cannot be, by key."""
    with _undone():
        faults = {row.key: fault for row in waiting if (fault := _apply(row))}
        return look(faults)


def _apply(row: Waiting) -> str:
    try:
        with transaction.atomic():
            if row.is_revision:
                record, many = revised(row.item)
            else:
                record, many = type(row.record)._default_manager.get(pk=row.record.pk), {}
                record.publication = Publication.PUBLISHED
            record.full_clean()
            _save(record, many)
            if record.is_live and (obstacle := record.obstacle()):
                raise Refused(obstacle)
    except (Refused, ValidationError) as fault:
        return " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
    except DatabaseError as fault:
        return str(fault)
    return ""


def _save(record: Any, many: dict[str, list[Any]]) -> None:
    record.skip_history_when_saving = True
    record.save()
    for name, rows in many.items():
        getattr(record, name).set(rows)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
