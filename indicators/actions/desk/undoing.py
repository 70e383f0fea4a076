"""A decision taken back: what it made goes, where nobody has built on it since."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.actions.desk.deciding import demand_kept
from indicators.actions.desk.placing import outcome_field, uncite
from indicators.models import FigureOutcome, Observation, ReadFigure
from programs.actions.refused import Refused
from programs.actions.writing import remove
from programs.models import Citation, Revision
from programs.models.base import Publication
from programs.scope import scope_of


@transaction.atomic
def undo(figure: ReadFigure, *, by: Any) -> None:
    """The figure is open again. Raises Refused, and changes nothing, where a record has been changed or sent since."""
    demand_kept(figure.reading, by)
    locked = ReadFigure.objects.select_for_update().get(pk=figure.pk)
    if locked.is_open:
        raise Refused(_("There is no decision on this figure to undo."))
    outcomes = list(figure.outcomes.select_related("observation", "change", "citation"))
    for outcome in reversed(outcomes):
        _take_back(outcome, figure, by)
    for outcome in outcomes:
        outcome.delete()
        _forget_place(outcome, by)
    figure.aliases.all().delete()
    open_again: dict[str, Any] = {"decision": ReadFigure.Decision.OPEN, "decided_by": None, "decided_at": None}
    ReadFigure.objects.filter(pk=figure.pk).update(**open_again)
    figure.refresh_from_db(fields=open_again)


def _take_back(outcome: FigureOutcome, figure: ReadFigure, by: Any) -> None:
    record = outcome.record
    if record is None:  # somebody has deleted it; nothing is left to take back
        return
    if not outcome.is_new:
        if outcome.citation:
            uncite(record, outcome.citation, figure=figure, by=by)
        return
    _demand_untouched(record, outcome)
    if not scope_of(by).may("delete", record):
        raise Refused(_("“%s” is not among the records you keep.") % record)
    remove(record, by=by, reason=_("Undone: read from the article, paragraph %d") % figure.paragraph)


def _demand_untouched(record: Any, outcome: FigureOutcome) -> None:
    if record.publication != Publication.DRAFT:
        raise Refused(
            _("“%(record)s” is no draft any more (%(state)s). Take it back or withdraw it on its own page.")
            % {"record": record, "state": record.get_publication_display()}
        )
    _demand_cited_here_alone(record)
    last = record.history.first()
    if last and last.history_id != outcome.version:
        raise Refused(
            _("%(who)s has changed “%(record)s” since. Delete it on its own page if it has to go.")
            % {"who": last.history_user or _("somebody"), "record": record}
        )
    if isinstance(record, Observation):
        rests = record.changes_from.all() | record.changes_to.all()
        if rests.exists():
            raise Refused(_("The reported change “%s” rests on this figure. Undo that first.") % rests.first())


def _demand_cited_here_alone(record: Any) -> None:
    """Another article may have given the record a further citation."""
    again = FigureOutcome.objects.filter(**{outcome_field(record): record}, is_new=False)
    other = again.select_related("figure__reading__document").first()
    if other:
        raise Refused(
            _("“%(record)s” was accepted again from paragraph %(paragraph)d of “%(article)s”. Undo that first.")
            % {"record": record, "paragraph": other.figure.paragraph, "article": other.figure.reading.document}
        )


def _forget_place(outcome: FigureOutcome, by: Any) -> None:
    """The citation that was made for the figure goes, unless something else rests on it by now."""
    place = outcome.citation
    if place is None or not outcome.is_new_citation or _is_used(place):
        return
    remove(place, by=by, reason=_("Undone"))


def _is_used(place: Citation) -> bool:
    relations = [relation for relation in Citation._meta.related_objects if relation.name != "outcomes"]
    rows = (one.related_model._default_manager.filter(**{one.field.name: place}) for one in relations)
    if any(found.exists() for found in rows) or place.outcomes.exists():
        return True
    waiting = Revision.objects.open().values_list("changes", flat=True)
    return any(place.pk in {one.get("citation"), *one.get("other_citations", [])} for one in waiting)
