"""What accepting a figure would record, and in words what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.actions.desk.accepting import is_same
from indicators.actions.desk.wanted import Wanted
from indicators.admin import understanding
from indicators.admin.understanding import NotUnderstoodError, Subject
from indicators.article_words import QUESTIONS
from indicators.models import Breakdown, Observation, ReadFigure
from indicators.reading.naming import plain
from indicators.rules.quantities import Quantity
from indicators.rules.series import Role
from programs.models import Program, Region
from programs.models.base import Publication

SURE = 0.85  # at least so often were such figures read right
Slot = tuple[object, ...]


class NotWanted(Exception):  # noqa: N818  # no fault of the program
    """The figure cannot be accepted as it was read; the text says what to do."""


def as_read(figure: ReadFigure, portal: Portal) -> Wanted:
    """What is recorded if the editor accepts the figure as it was understood. Raises NotWanted."""
    proposal = figure.proposal
    if figure.repeats is not None:
        return _repeat(figure, figure.repeats)
    if proposal.question:
        raise NotWanted(str(QUESTIONS[proposal.question]))
    if figure.indicator is None:
        raise NotWanted(_("Which indicator is this? Choose it under Correct, or reject the figure."))
    if proposal.change and proposal.role is Role.TARGET:
        raise NotWanted(_("A plan is no reported change. Reject it, or correct it to a planned value of an indicator."))
    subject = Subject(figure.indicator, proposal.change)
    try:
        result = understanding.understood(proposal.figure, subject, pair=proposal.change is None)
    except NotUnderstoodError as error:
        raise NotWanted(str(error)) from error
    return Wanted(
        indicator=figure.indicator,
        quantities=quantities_of(result),
        moments=proposal.moments,
        phrase=figure.phrase,
        breakdown=portal.breakdown_of(figure),
        change=proposal.change,
        role=proposal.role,
        status=proposal.status,
    )


def _repeat(figure: ReadFigure, first: ReadFigure) -> Wanted:
    """A further citation of what the first figure became."""
    if first.decision not in (ReadFigure.Decision.ACCEPTED, ReadFigure.Decision.CORRECTED):
        raise NotWanted(
            _("This repeats “%(phrase)s” of paragraph %(paragraph)d. Accept that first, or correct this one.")
            % {"phrase": first.phrase, "paragraph": first.paragraph}
        )
    return Wanted(None, (), (), figure.phrase, is_repeat=True)


def quantities_of(result: understanding.Understood) -> tuple[Quantity, ...]:
    """Earlier first."""
    ends = (result.earlier, result.later) if result.earlier else (result.later,)
    return tuple(end.quantity for end in ends)


@dataclass(frozen=True)
class Portal:
    """The program's figures by what they are about, and the places that are its own: asked once for a page."""

    held: Mapping[Slot, Observation]
    home: str
    paths: Mapping[str, tuple[str, str]]
    breakdowns: Mapping[str, Breakdown]

    def clashes(self, wanted: Wanted) -> list[str]:
        """Sentences for values that differ from, or repeat, what the portal holds."""
        return [self._words(held, quantity) for held, quantity in self._held(wanted)]

    def has_other(self, wanted: Wanted) -> bool:
        """Whether the portal holds another value for the same thing."""
        return any(not is_same(held.quantity, quantity) for held, quantity in self._held(wanted))

    def breakdown_of(self, figure: ReadFigure) -> Breakdown | None:
        """The breakdown that the figure's subject names."""
        return next((row for name, row in self.breakdowns.items() if name in figure.subject), None)

    def elsewhere(self, figure: ReadFigure) -> str:
        """The name of the place that the words before the figure are about, where that is not the program's own."""
        path, name = self.paths.get(figure.place, ("", ""))
        return "" if not path or self.home.startswith(path) else name

    def _held(self, wanted: Wanted) -> Iterator[tuple[Observation, Quantity]]:
        """The portal's figures for the same things, each with the value that is wanted."""
        if wanted.change or wanted.is_repeat or wanted.indicator is None:
            return
        what = (wanted.indicator.pk, wanted.breakdown.pk if wanted.breakdown else None)
        last = len(wanted.moments) - 1
        for place, (quantity, moment) in enumerate(zip(wanted.quantities, wanted.moments, strict=True)):
            role = wanted.role if place == last else Role.ACTUAL
            held = self.held.get((*what, role.value, *moment.slot))
            if held is not None:
                yield held, quantity

    @staticmethod
    def _words(held: Observation, quantity: Quantity) -> str:
        if is_same(held.quantity, quantity):
            return _("The portal already holds this figure: accepting adds a further citation to it.")
        return _("The portal holds %(held)s for this.") % {"held": held}


def portal_of(program: Program, figures: Iterable[ReadFigure]) -> Portal:
    """Three queries, whatever the number of figures."""
    indicators = {figure.indicator_id for figure in figures if figure.indicator_id}
    rows = Observation.objects.filter(program=program, indicator__in=indicators)
    rows = rows.exclude(publication=Publication.WITHDRAWN).select_related("indicator", "breakdown")
    places = {figure.place for figure in figures if figure.place}
    regions = {row.code: (row.path, row.label) for row in Region.objects.filter(code__in=places)}
    breakdowns = {plain(row.name): row for row in Breakdown.objects.all() if len(plain(row.name)) >= 2}
    return Portal({_slot(row): row for row in rows}, program.region.path, regions, breakdowns)


def _slot(row: Observation) -> Slot:
    when = (row.period_start, row.period_end) if row.period_start else (row.stage_order,)
    return (row.indicator_id, row.breakdown_id, row.role, *when)


def is_certain(figure: ReadFigure, portal: Portal) -> bool:
    """Whether the figure may be accepted together with others: named by its own words, nothing doubted or inferred."""
    if not (figure.is_open and figure.is_named and figure.confidence >= SURE) or figure.doubts or figure.repeats_id:
        return False
    if any(moment.is_inferred for moment in figure.proposal.moments) or portal.elsewhere(figure):
        return False
    try:
        return not portal.clashes(as_read(figure, portal))
    except NotWanted:
        return False
