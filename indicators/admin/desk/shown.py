"""The parts of the desk's page: a row of the list, a line of the article, and the figure that is being decided on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from indicators.admin.desk.forms import FigureForm
from indicators.admin.desk.wanting import NotWanted, Portal, as_read
from indicators.article_words import KINDS, doubt_words, moment_words, values_words
from indicators.models import ReadFigure
from indicators.models.choices import CHANGE_KINDS, STATUSES
from indicators.reading.article.reading import Doubt
from indicators.reading.marking import Piece
from indicators.words import sign_words


@dataclass(frozen=True)
class Row:
    """A figure in the list."""

    figure: ReadFigure
    value: str
    period: str
    indicator: str
    is_certain: bool
    has_doubt: bool


@dataclass(frozen=True)
class Line:
    """A paragraph of the article, cut at its figures."""

    number: int
    pieces: Sequence[Piece[ReadFigure]]


@dataclass
class Chosen:
    """The figure that is being decided on, with all that was understood of it."""

    figure: ReadFigure
    portal: Portal
    form: FigureForm
    records: list[tuple[str, str]] = field(default_factory=list)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was understood, name and words."""
        figure, proposal = self.figure, self.figure.proposal
        values, breakdown = figure.stated, self.portal.breakdown_of(figure)
        becomes = dict(CHANGE_KINDS)[proposal.change.value] if proposal.change else _("a value")
        signs = dict.fromkeys(sign_words(value.comparator) for value in values)
        return [
            (_("Subject"), figure.subject or "–"),
            (_("Indicator"), figure.indicator.label if figure.indicator else _("not recognised")),
            *([(_("Breakdown"), breakdown.label)] if breakdown else []),
            (_("Value"), values_words(values)),
            (_("Sign"), " → ".join(signs)),
            (_("Period"), " → ".join(dict.fromkeys(map(moment_words, proposal.moments)))),
            (_("Kind"), str(KINDS[figure.figure_kind])),
            (_("Recorded as"), f"{becomes} · {dict(STATUSES)[figure.status]}"),
        ]

    @property
    def doubts(self) -> list[str]:
        """What the reader doubts, what the portal holds, and whose figure it may be instead."""
        figure = self.figure
        said = [doubt_words(Doubt(doubt), data) for doubt, data in figure.doubts]
        place = self.portal.elsewhere(figure)
        if place:
            said.append(_("The words before it are about %(place)s.") % {"place": place})
        if self.is_inferred:
            said.append(_("The sentence itself gives no time; the period is inferred."))
        if not figure.is_open:
            return said
        try:
            return said + self.portal.clashes(as_read(figure, self.portal))
        except NotWanted:
            return said

    @property
    def is_inferred(self) -> bool:
        return any(moment.is_inferred for moment in self.figure.proposal.moments)

    @property
    def obstacle(self) -> str:
        """Why it cannot be accepted as it was read; empty where it can."""
        try:
            wanted = as_read(self.figure, self.portal)
        except NotWanted as reason:
            return str(reason)
        if self.portal.has_other(wanted):
            return _("Correct the indicator, the period or the breakdown; or reject it and correct the record.")
        return ""
