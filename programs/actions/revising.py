"""A change of a published record waits here until another person accepts it; the public keeps the approved value."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions.refused import Refused, refusing
from programs.actions.writing import write
from programs.contents import Contents, Many, contents, difference, put
from programs.models import Program, Region, Revision
from programs.models.base import Publication
from programs.models.revision import OPEN
from programs.scope import region_path


def open_revision(record: Any) -> Revision | None:
    """The change of the record that waits; no query where `revisions` is prefetched."""
    return next((row for row in record.revisions.all() if row.state in OPEN), None)


def version_of(record: Any, waiting: Revision | None) -> str:
    """Which state of the record somebody has seen; it moves with the record and with the change that waits for it."""
    return f"{record.updated_at.isoformat()} {waiting.updated_at.isoformat() if waiting else ''}".strip()


@transaction.atomic
def propose(record: Any, *, many: Many | None = None, by: Any, reason: str) -> Revision | None:
    """Keep what `record` says in memory as a waiting change of the row; the row is not touched.

    Gives None, and drops a change that waited, where nothing differs from the approved record any more.
    """
    approved = type(record)._default_manager.select_for_update().get(pk=record.pk)
    return propose_contents(approved, contents(record, many), by=by, reason=reason)


@transaction.atomic
def propose_contents(approved: Any, wanted: Contents, *, by: Any, reason: str) -> Revision | None:
    revision = proposal(approved, wanted, by=by, reason=reason, region=region_of(approved))
    if revision is None:
        waiting = open_revision(approved)
        if waiting:
            drop(waiting, by=by)
        return None
    revision.save()
    revision.authors.add(by)
    return revision


def proposal(approved: Any, wanted: Contents, *, by: Any, reason: str, region: Region | None) -> Revision | None:
    """The change that waits, or a new one, with what is wanted now; not saved. None where nothing differs."""
    now = contents(approved)
    changes = difference(wanted, now)
    if not changes:
        return None
    if not reason.strip():
        raise Refused(_("Say why the published record should change; the reason is kept with it."))
    kind = ContentType.objects.get_for_model(approved)
    revision = open_revision(approved) or Revision(record_type=kind, record_id=approved.pk)
    revision.changes, revision.before = changes, {name: now[name] for name in changes}
    revision.reason, revision.editor, revision.state = reason.strip(), by, Revision.State.DRAFT
    revision.region = region
    return revision


@transaction.atomic
def drop(revision: Revision, *, by: Any, note: str = "") -> None:
    """The change is given up; it stays on file."""
    revision.state, revision.reviewed_by, revision.reviewed_at = Revision.State.DROPPED, by, timezone.now()
    revision.review_note = note or revision.review_note
    revision.save()


def revised(revision: Revision) -> tuple[Any, dict[str, list[Any]]]:
    """The record as the change wants it, unsaved, with its many-to-many rows.

    Raises Refused where the record says something else than when the change was typed: nobody overwrites what they
    have not seen.
    """
    model: Any = revision.record_type.model_class()
    record = model._default_manager.select_for_update().get(pk=revision.record_id)
    now = contents(record)
    moved = [name for name, value in revision.before.items() if now.get(name) != value]
    if moved:
        fields = ", ".join(str(record._meta.get_field(name).verbose_name) for name in moved)
        raise Refused(
            _(
                "“%(record)s” has changed since this change was typed (%(fields)s). "
                "Open the record, look at both values and save again."
            )
            % {"record": record, "fields": fields}
        )
    return record, put(record, revision.changes)


@transaction.atomic
def accept(revision: Revision, *, by: Any) -> Any:
    """Make the waiting change the record. Who may do so is asked by `publication.publish`."""
    record, many = revised(revision)
    record.editor = revision.editor
    if record.publication == Publication.PUBLISHED or "publication" in revision.changes:
        record.reviewed_by, record.reviewed_at = by, timezone.now()
        record.review_note = revision.reason if record.publication == Publication.WITHDRAWN else ""
    with refusing(record):
        record.full_clean()
    write(record, many=many, by=revision.editor, reason=revision.reason)
    revision.state, revision.reviewed_by, revision.reviewed_at = Revision.State.ACCEPTED, by, timezone.now()
    revision.save()
    return record


def region_of(record: Any) -> Region | None:
    """The region that answers for the record; one query, but for a program."""
    if isinstance(record, Program):
        return record.region
    return Region.objects.filter(code=region_code(record)).first()


def region_code(record: Any) -> str:
    """Empty for a record of the whole country."""
    return region_path(record).strip("/").split("/")[-1]
