"""What a record said before comes back: at once for a draft, as a waiting change for a published record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from programs.actions.refused import Refused, refusing
from programs.actions.revising import open_revision, propose_contents
from programs.actions.writing import remove, write
from programs.contents import Contents, contents, difference, put, version_contents, withdrawn
from programs.models import Citation
from programs.models.base import Publication, Publishable
from programs.reads import settled_citations
from programs.scope import scope_of

SETTLED = (Publication.PUBLISHED.value, Publication.WITHDRAWN.value)


@transaction.atomic
def restore(version: Any, *, by: Any, reason: str, with_children: bool = True) -> list[Any]:
    """Bring back what the record, and with it its children, said at the time of `version`.

    Gives what came of it: waiting changes and written records, in the order in which they were made. Raises Refused,
    and changes nothing, where the person may not change one of them.
    """
    if not reason.strip():
        raise Refused(_("Say why the old state should come back; the reason is kept with it."))
    made = [_restore_one(version, by, reason)]
    if with_children:
        for relation in child_relations(version.instance_type):
            made += _restore_children(relation, version, by, reason)
    return [item for item in made if item is not None]


def child_relations(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """The relations to publishable records that are parts of a record: the measures and figures of a program."""
    return [
        relation
        for relation in model._meta.related_objects
        if isinstance(relation, models.ManyToOneRel)
        and relation.on_delete is models.CASCADE
        and issubclass(relation.related_model, Publishable)
    ]


def _restore_children(relation: models.ManyToOneRel, version: Any, by: Any, reason: str) -> list[Any]:
    model: Any = relation.related_model
    key = f"{relation.field.name}_id"
    moment: datetime = version.history_date
    then = {row.pk: row._history for row in model.history.as_of(moment) if getattr(row, key) == version.id}
    made = [_restore_one(old, by, reason) for old in then.values()]
    # A row older than its first version was there, though no version says how: it stays as it is.
    since = model._default_manager.filter(**{key: version.id}, created_at__gt=moment).exclude(pk__in=then)
    for row in since:
        made.append(_take_away(row, by, reason))
    return made


def _restore_one(version: Any, by: Any, reason: str) -> Any:
    model: Any = version.instance_type
    record = model._default_manager.select_for_update().filter(pk=version.id).first()
    said = version_contents(version)
    if record is None:
        record = model(pk=version.id)
        return _write(record, said | {"publication": Publication.DRAFT.value}, by, reason)
    _demand(record, by)  # as it is; as it will be is asked below
    if not isinstance(record, Publishable):
        return _write(record, said, by, reason)
    wanted = (
        said if record.is_settled and said["publication"] in SETTLED else said | {"publication": record.publication}
    )
    if not difference(wanted, contents(record)):
        return None
    if not record.is_settled:
        return _write(record, said | {"publication": Publication.DRAFT.value}, by, reason)
    _demand_nothing_waits(record)
    copy = model._default_manager.get(pk=record.pk)
    put(copy, wanted)
    _demand(copy, by)
    return propose_contents(record, wanted, by=by, reason=reason)


def _take_away(record: Any, by: Any, reason: str) -> Any:
    """A part that was not there then: a draft is removed (its history stays), a published one is to be withdrawn."""
    _demand(record, by)
    if not record.is_settled:
        remove(record, by=by, reason=reason)
        return None
    if record.publication == Publication.WITHDRAWN:
        return None
    _demand_nothing_waits(record)
    return propose_contents(record, contents(record) | withdrawn(), by=by, reason=reason)


def _write(record: Any, said: Contents, by: Any, reason: str) -> Any:
    if isinstance(record, Citation) and settled_citations([record.pk]):
        raise Refused(_("A record that the public has seen rests on this place, so it stays as it is."))
    many = put(record, said)
    _demand(record, by)
    record.editor = by
    with refusing(record):
        record.full_clean()
    write(record, many=many, by=by, reason=reason)
    return record


def _demand_nothing_waits(record: Any) -> None:
    if open_revision(record):
        raise Refused(_("A change of “%s” waits already. Have it decided on first.") % record)


def _demand(record: Any, by: Any) -> None:
    if not scope_of(by).may("change", record):
        raise Refused(_("“%s” is not among the records you keep.") % record)
