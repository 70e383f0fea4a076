"""The parts of a record on its own page: its measures, figures, changes, notes, each with its state and a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.db.models import Model, Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from programs.models import Revision
from programs.models.base import Publishable
from programs.scope import scope_of

SHOWN = 200


@dataclass(frozen=True)
class Part:
    """One line of the table."""

    label: str
    address: str
    state: str
    waiting: str
    note: str


@dataclass(frozen=True)
class Parts:
    """All parts of one kind; `add_address` is empty where the person may add none."""

    title: str
    parts: list[Part]
    list_address: str
    add_address: str
    more: bool


def parts_of(request: HttpRequest, record: Any, kinds: list[tuple[type[Model], str]]) -> list[Parts]:
    """`kinds` are pairs of a model and the name of its foreign key to the record."""
    return [_parts(request, record, model, name) for model, name in kinds]


def _parts(request: HttpRequest, record: Any, model: Any, name: str) -> Parts:
    options: Any = site._registry[model]
    rows = scope_of(request.user).visible(model._default_manager.filter(**{name: record}))
    if options.list_select_related:
        rows = rows.select_related(*options.list_select_related)
    if issubclass(model, Publishable):
        rows = rows.prefetch_related(Prefetch("revisions", Revision.objects.open()))
    found = list(rows[: SHOWN + 1])
    address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    may_add = options.has_add_permission(request) and scope_of(request.user).covers(record)
    return Parts(
        title=capfirst(str(model._meta.verbose_name_plural)),
        parts=[_part(row, reverse(f"{address}_change", args=[row.pk])) for row in found[:SHOWN]],
        list_address=f"{reverse(f'{address}_changelist')}?{name}__id__exact={record.pk}",
        add_address=f"{reverse(f'{address}_add')}?{name}={record.pk}" if may_add else "",
        more=len(found) > SHOWN,
    )


def _part(row: Any, address: str) -> Part:
    if not isinstance(row, Publishable):
        return Part(str(row), address, "", "", "")
    waiting = next(iter(row.revisions.all()), None)
    note = waiting.review_note if waiting else row.review_note
    words = waiting.get_state_display() if waiting else ""
    return Part(str(row), address, row.get_publication_display(), words, note)
