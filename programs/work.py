"""What waits for whom: the same questions behind the start page of the admin and its filtered lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from programs.models.base import Cited, Publication
from programs.models.revision import Revision

STALE_AFTER = timedelta(days=183)
Question = Callable[[QuerySet, Any, datetime], QuerySet]


def mine(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """Drafts that the user wrote last, and waiting changes not sent yet."""
    written = Q(publication=Publication.DRAFT, editor=user)
    return rows.filter(written | Q(pk__in=_revised(rows, state=Revision.State.DRAFT, editor=user)))


def sent_back(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """Those of them that a reviewer sent back, with a note of what to mend."""
    written = Q(publication=Publication.DRAFT, editor=user) & ~Q(review_note="")
    revisions = _revised(rows, state=Revision.State.DRAFT, editor=user, review_note__gt="")
    return rows.filter(written | Q(pk__in=revisions))


def to_review(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """What others have sent for review."""
    sent = Q(publication=Publication.IN_REVIEW) & ~Q(editor=user)
    waiting = Revision.objects.filter(state=Revision.State.IN_REVIEW).exclude(authors=user)
    return rows.filter(sent | Q(pk__in=_of(rows, waiting)))


def sent(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """What the user has sent and nobody has decided on."""
    written = Q(publication=Publication.IN_REVIEW, editor=user)
    return rows.filter(written | Q(pk__in=_revised(rows, state=Revision.State.IN_REVIEW, editor=user)))


def uncited(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    if not issubclass(rows.model, Cited):
        return rows.none()
    return rows.filter(citation__isnull=True).exclude(publication=Publication.WITHDRAWN)


def stale(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """Published records that nobody has touched for half a year."""
    return rows.filter(publication=Publication.PUBLISHED, updated_at__lt=now - STALE_AFTER)


QUESTIONS: dict[str, tuple[Any, Question]] = {
    "back": (_("Sent back to me"), sent_back),
    "mine": (_("My drafts"), mine),
    "sent": (_("Sent by me, not decided yet"), sent),
    "review": (_("Waiting for my review"), to_review),
    "uncited": (_("Without a citation"), uncited),
    "stale": (_("No update in six months"), stale),
}


def _revised(rows: QuerySet, **conditions: Any) -> QuerySet:
    return _of(rows, Revision.objects.filter(**conditions))


def _of(rows: QuerySet, revisions: QuerySet) -> QuerySet:
    options = rows.model._meta
    kind = {"record_type__app_label": options.app_label, "record_type__model": options.model_name}
    return revisions.filter(**kind).order_by().values("record_id")
