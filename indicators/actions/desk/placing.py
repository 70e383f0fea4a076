"""The place of a figure in its source, and a further place for a record that is there already."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import FigureOutcome, Observation, ReadFigure
from programs.actions.refused import Refused, refusing
from programs.actions.revising import open_revision, propose
from programs.actions.writing import write
from programs.contents import Many, put
from programs.models import Citation, Revision
from programs.models.base import Publication
from programs.scope import scope_of


def place_of(figure: ReadFigure, phrase: str, *, by: Any) -> tuple[Citation, bool]:
    """The citation of the figure, and whether it was made now."""
    key = {"document": figure.reading.document, "paragraph": figure.paragraph, "phrase": phrase}
    found = Citation.objects.filter(**key).first()
    if found:
        return found, False
    made = Citation(**key)
    if not scope_of(by).may("add", made):
        raise Refused(_("You may not record places in sources."))
    with refusing(phrase):
        made.full_clean()
    write(made, by=by, reason=reason_of(figure))
    return made, True


def reason_of(figure: ReadFigure) -> str:
    """Kept with the history of what comes of the figure."""
    return _("Read from the article, paragraph %(paragraph)d") % {"paragraph": figure.paragraph}


@transaction.atomic
def cite(record: Any, place: Citation, *, figure: ReadFigure, by: Any) -> None:
    """Add a place to what the record rests on; of a published record as a change that waits."""
    if not scope_of(by).may("change", record):
        raise Refused(_("“%s” is not among the records you keep.") % record)
    waiting = open_revision(record)
    _demand_not_in_review(record, waiting)
    many = _many_of(record, waiting)
    many["other_citations"] = [*(row for row in many["other_citations"] if row.pk != place.pk), place]
    _keep(record, many, waiting, by, reason_of(figure))


@transaction.atomic
def uncite(record: Any, place: Citation, *, figure: ReadFigure, by: Any) -> None:
    """Take the place away again, from a draft or from the change that waits."""
    waiting = open_revision(record)
    _demand_not_in_review(record, waiting)
    if record.is_settled and waiting is None:
        raise Refused(
            _("The further citation of “%s” has been published. Change the record itself, with a reason.") % record
        )
    many = _many_of(record, waiting)
    many["other_citations"] = [row for row in many["other_citations"] if row.pk != place.pk]
    _keep(record, many, waiting, by, _("Undone: read from the article, paragraph %d") % figure.paragraph)


def _many_of(record: Any, waiting: Revision | None) -> dict[str, Any]:
    """The many-to-many rows as they are, or as the waiting change wants them; `record` then says what it says."""
    many: dict[str, Any] = {name.name: list(getattr(record, name.name).all()) for name in record._meta.many_to_many}
    return many | (put(record, waiting.changes) if waiting else {})


def _keep(record: Any, many: Many, waiting: Revision | None, by: Any, reason: str) -> None:
    if record.is_settled:
        propose(record, many=many, by=by, reason=waiting.reason if waiting else reason)
        return
    outcomes = FigureOutcome.objects.filter(**{outcome_field(record): record}, is_new=True, version=version_of(record))
    made_here = list(outcomes.values_list("pk", flat=True))
    record.editor = by
    write(record, many=many, by=by, reason=reason)
    # A citation that the desk adds or takes away is no change by somebody else: the record can still be undone.
    FigureOutcome.objects.filter(pk__in=made_here).update(version=version_of(record))


def outcome_field(record: Any) -> str:
    """The field of FigureOutcome that holds such a record."""
    return "observation" if isinstance(record, Observation) else "change"


def version_of(record: Any) -> int | None:
    """The record's last version in its history."""
    key: int | None = record.history.values_list("history_id", flat=True).first()
    return key


def _demand_not_in_review(record: Any, waiting: Revision | None) -> None:
    if record.publication == Publication.IN_REVIEW or (waiting and waiting.state == Revision.State.IN_REVIEW):
        raise Refused(_("“%s” waits for review. Take it back first, or wait for the decision.") % record)
