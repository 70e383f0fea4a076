"""Draft → in review → published → withdrawn, for records and for waiting changes of published ones.

Each function takes the person who acts (`by`) and raises Refused with a sentence where a rule stands against it:
a record is published by somebody who may review its region and who has not written any of it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions.refused import Refused, refusing
from programs.actions.revising import accept, drop, open_revision, propose_contents
from programs.actions.writing import write
from programs.contents import contents, withdrawn
from programs.models import Citation, Revision
from programs.models.base import Cited, Publication
from programs.reads import settled_citations
from programs.scope import Scope, scope_of

Item = Any  # a record of a Publishable model, or a Revision


def record_of(item: Item) -> Any:
    return item.record if isinstance(item, Revision) else item


@transaction.atomic
def send(item: Item, *, by: Any) -> None:
    """Draft → in review."""
    item = _fresh(item)
    _demand(scope_of(by).may("change", record_of(item)), _("This record is not among those you keep."))
    _demand(_state(item) == "draft", _("Only a draft is sent for review; this one is: %s.") % _state_words(item))
    if not isinstance(item, Revision):
        _demand_citation(item)
    _move(item, "in-review", by=by, note="", reason=_("Sent for review"))


@transaction.atomic
def publish(item: Item, *, by: Any) -> Any:
    """In review → published. Gives the published record."""
    item = _fresh(item)
    _demand_reviewer(item, by)
    _demand_waiting(item)
    if isinstance(item, Revision):
        record = accept(item, by=by)
        _demand(scope_of(by).may_review(record), _("You are no reviewer for the region that the record would move to."))
        _demand_ready(record)
        return record
    _demand_ready(item)
    item.publication = Publication.PUBLISHED
    with refusing(item):
        item.full_clean()
    _move(item, "published", by=by, note="", reason=_("Published"))
    return item


@transaction.atomic
def send_back(item: Item, *, by: Any, reason: str) -> None:
    """In review → draft, with what has to be mended."""
    item = _fresh(item)
    _demand_reviewer(item, by)
    _demand_waiting(item)
    _demand(bool(reason.strip()), _("Say what has to be mended, so that the editor knows what to do."))
    _move(item, "draft", by=by, note=reason.strip(), reason=_("Sent back: %s") % reason.strip())


@transaction.atomic
def take_back(item: Item, *, by: Any) -> None:
    """In review → draft, by an editor who has seen a fault."""
    item = _fresh(item)
    _demand(scope_of(by).may("change", record_of(item)), _("This record is not among those you keep."))
    _demand_waiting(item)
    _move(item, "draft", by=by, note="", reason=_("Taken back"))


@transaction.atomic
def give_up(item: Item, *, by: Any) -> None:
    """A waiting change that was not sent, or was sent back, is dropped; the published record stays as it is."""
    item = _fresh(item)
    _demand(scope_of(by).may("change", record_of(item)), _("This record is not among those you keep."))
    _demand(isinstance(item, Revision), _("Only a change of a published record is given up. A draft is deleted."))
    _demand(_state(item) == "draft", _("Take it back first; it waits for review."))
    drop(item, by=by)


@transaction.atomic
def propose_withdrawal(record: Any, *, by: Any, reason: str) -> Revision | None:
    """A published record should leave the public pages: a waiting change like any other."""
    _demand(scope_of(by).may("change", record), _("This record is not among those you keep."))
    _demand(record.publication == Publication.PUBLISHED, _("Only a published record is withdrawn."))
    _demand(open_revision(record) is None, _("A change of “%s” waits already. Have it decided on first.") % record)
    return propose_contents(record, contents(record) | withdrawn(), by=by, reason=reason)


@transaction.atomic
def withdraw(record: Any, *, by: Any, reason: str) -> None:
    """Published → withdrawn, at once, by a reviewer. What a figure was and why it went stays to be read."""
    record = _fresh(record)
    _demand_reviewer(record, by)
    _demand(record.publication == Publication.PUBLISHED, _("Only a published record is withdrawn."))
    _demand(bool(reason.strip()), _("Say why the record is withdrawn; readers will see it."))
    waiting = open_revision(record)
    if waiting:
        drop(waiting, by=by, note=reason.strip())
    _move(record, "withdrawn", by=by, note=reason.strip(), reason=reason.strip())


def authors(item: Item) -> set[int]:
    """The keys of all who wrote any of what is to be published: since the record was last published, or of a change.

    The words of a cited place belong to it, unless a published record rests on them already.
    """
    wrote = _citers(item)
    if isinstance(item, Revision):
        return wrote | set(item.authors.values_list("pk", flat=True))
    versions = item.history.all()
    last = versions.filter(publication=Publication.PUBLISHED).values_list("history_id", flat=True).first()
    if last:
        versions = versions.filter(history_id__gt=last)
    return wrote | {key for key in (*versions.values_list("editor_id", flat=True), item.editor_id) if key}


def _citers(item: Item) -> set[int]:
    record = record_of(item)
    if not isinstance(record, Cited):
        return set()
    keys = {record.citation_id, *record.other_citations.values_list("pk", flat=True)}
    if isinstance(item, Revision):
        keys |= {item.changes.get("citation"), *item.changes.get("other_citations", [])}
    keys -= {None}
    fresh = keys - settled_citations(keys, by_review=False)
    users = Citation.history.filter(id__in=fresh, history_user__isnull=False)
    return set(users.values_list("history_user_id", flat=True))


def may_publish(item: Item, scope: Scope) -> bool:
    return scope.may_review(record_of(item)) and scope.user.pk not in authors(item)


def _demand(condition: bool, words: str) -> None:
    if not condition:
        raise Refused(words)


def _demand_waiting(item: Item) -> None:
    _demand(_state(item) == "in-review", _("This does not wait for review; it is: %s.") % _state_words(item))


def _demand_reviewer(item: Item, by: Any) -> None:
    _demand(scope_of(by).may_review(record_of(item)), _("You are no reviewer for this record's region."))
    _demand(by.pk not in authors(item), _("You wrote part of this. Another reviewer has to look at it."))


def _demand_ready(record: Any) -> None:
    """What must hold of all that the record rests on, once the public sees it."""
    _demand_citation(record)
    obstacle = record.obstacle() if record.is_live or record.publication == Publication.IN_REVIEW else ""
    _demand(not obstacle, f"{record}: {obstacle}")


def _demand_citation(record: Any) -> None:
    if not isinstance(record, Cited):
        return
    _demand(
        record.citation is not None,
        _("“%s” has no citation. Open it and choose where the source says it.") % record,
    )


def _fresh(item: Item) -> Item:
    """The row as it stands, locked: two people may press at once."""
    return type(item)._default_manager.select_for_update().get(pk=item.pk)


def _state(item: Item) -> str:
    return str(item.state if isinstance(item, Revision) else item.publication)


def _state_words(item: Item) -> str:
    return str(item.get_state_display() if isinstance(item, Revision) else item.get_publication_display())


def _move(item: Item, state: str, *, by: Any, note: str, reason: str) -> None:
    item.review_note = note
    if state in ("published", "withdrawn"):
        item.reviewed_by, item.reviewed_at = by, timezone.now()
    if isinstance(item, Revision):
        item.state = state
        item.save()
    else:
        item.publication = state
        write(item, by=by, reason=reason)
