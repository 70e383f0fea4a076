"""A synthetic country out of the database: every row of it with its history, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from indicators.models import Correction, Observation, ReportedChange, ReportedIndicator
from programs.models import (
    ChainTally,
    Citation,
    IndustryChain,
    Measure,
    Program,
    ProgramTally,
    Region,
    RegionTally,
    Revision,
    SourceDocument,
    SourceNote,
    SourceTally,
)
from programs.models.region import Level
from seeds.models import SyntheticSet
from seeds.synthetic.keys import LISTS
from seeds.synthetic.progress import Progress
from seeds.synthetic.tables import check_at_once

PARTS: list[Any] = [ReportedChange, Observation, Measure, SourceNote]  # of a program, whoever added them


class InUseError(Exception):
    """A record that is not synthetic rests on one that is."""


@transaction.atomic
def remove_country(found: SyntheticSet, progress: Progress) -> None:
    """Raises InUseError, and removes nothing, where another record would lose what it rests on."""
    of = {label: (keys[0], keys[1]) for label, keys in found.keys.items() if label != Region._meta.label}
    programs = of[Program._meta.label]
    check_at_once()
    for model in PARTS:
        with progress.step(f"remove {model._meta.verbose_name_plural}"):
            _remove_part(model, programs)
    with progress.step("remove programs and sources"):
        _delete(ProgramTally.objects.filter(program__pk__range=programs))
        _delete(ReportedIndicator.objects.filter(program__pk__range=programs))
        _remove(Program, Q(pk__range=programs))
        _delete(ChainTally.objects.filter(chain__pk__range=of[IndustryChain._meta.label], programs=0))
        documents = of[SourceDocument._meta.label]
        _refuse_if_used(Citation, Q(document__pk__range=documents))
        _remove(Citation, Q(document__pk__range=documents))
        shared: Any
        for shared in (SourceDocument, *LISTS):
            _refuse_if_used(shared, Q(pk__range=of[shared._meta.label]))
            _remove(shared, Q(pk__range=of[shared._meta.label]))
    with progress.step("remove regions that nobody uses"):
        _remove_regions(found.keys[Region._meta.label])
    found.delete()


def _remove_part(model: Any, programs: tuple[int, int]) -> None:
    if model is Observation:
        _delete(Correction.objects.filter(observation__program__pk__range=programs))
    _remove(model, Q(program__pk__range=programs))


def _remove(model: Any, which: Q) -> None:
    """The rows, what waits for them, their many-to-many rows and their versions."""
    keys = model._default_manager.filter(which).order_by().values("pk")
    if hasattr(model, "revisions"):
        kind = ContentType.objects.get_for_model(model)
        waiting = Revision.objects.filter(record_type=kind, record_id__in=keys)
        _delete(Revision.authors.through.objects.filter(revision__in=waiting))
        _delete(waiting)
    versions = model.history.model
    for field in versions._history_m2m_fields:
        _delete(getattr(versions, field.name).model.objects.filter(history__id__in=keys))
        through = field.remote_field.through
        _delete(through._default_manager.filter(**{f"{field.m2m_field_name()}__in": keys}))
    _delete(versions.objects.filter(id__in=keys))
    _delete(model._default_manager.filter(which))


def _delete(rows: models.QuerySet[Any]) -> None:
    """In one statement. `delete()` would fetch every row, and write into the history that it is gone."""
    rows.order_by()._raw_delete(rows.db)


def _refuse_if_used(model: Any, which: Q) -> None:
    keys = model._default_manager.filter(which).order_by().values("pk")
    for users, field in _uses(model):
        user = users._base_manager.filter(**{f"{field}__in": keys}).first()
        if user is not None:
            raise InUseError(f"{user._meta.verbose_name} “{user}” uses a synthetic {model._meta.verbose_name}")


def _uses(model: type[models.Model]) -> list[tuple[Any, str]]:
    """Who points at the model, by which foreign key; those of versions bind nobody."""
    fields: list[Any] = [f for f in model._meta.get_fields(include_hidden=True) if isinstance(f, models.ManyToOneRel)]
    return [(f.related_model, f.field.name) for f in fields if f.field.db_constraint]


def _remove_regions(keys: list[int]) -> None:
    """Those that the country added and nobody uses, from the counties up; divisions are real, so they may stay."""
    _delete(RegionTally.objects.filter(region__pk__in=keys, programs=0))
    _delete(SourceTally.objects.filter(kept_by__in=keys, documents=0))
    for level in reversed(Level):
        rows = Region.objects.filter(pk__in=keys, level=level)
        for users, field in _uses(Region):
            rows = rows.exclude(Exists(users._base_manager.filter(**{field: OuterRef("pk")})))
        unused = list(rows.values_list("pk", flat=True))
        _remove(Region, Q(pk__in=unused))
