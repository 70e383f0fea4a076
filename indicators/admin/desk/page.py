"""What the desk shows: the article with its marks, the list of figures, and the one that is being decided on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from indicators.actions.desk.deciding import last_of
from indicators.admin.desk.forms import FigureForm, named
from indicators.admin.desk.shown import Chosen, Line, Row
from indicators.admin.desk.wanting import Portal, is_certain, portal_of
from indicators.article_words import moment_words, value_words
from indicators.models import ArticleReading, Indicator, ReadFigure
from indicators.reading.marking import pieces
from indicators.reading.normalise import lines
from programs.admin.records import change_address

PER_PAGE = 40
MOST_OFFERED = 400
DECISIONS = ReadFigure.Decision


class Desk:
    """All that one page needs; the number of queries does not grow with the article."""

    def __init__(self, reading: ArticleReading, number: int | None, user: Any, form: FigureForm | None = None) -> None:
        self.reading = reading
        self.user = user
        self.figures = _figures_of(reading)
        is_there = number is not None and 0 < number <= len(self.figures)
        self.number: int = number if number is not None and is_there else self._first_open()
        self._form = form

    @cached_property
    def portal(self) -> Portal:
        return portal_of(self.reading.program, self.figures)

    @property
    def lines(self) -> Iterator[Line]:
        """The article; lines without a sign are left out, their numbers stay with the others."""
        marks: dict[int, list[tuple[int, int, ReadFigure]]] = {}
        for figure in self.figures:
            marks.setdefault(figure.paragraph, []).append((figure.start, figure.end, figure))
        for number, text in enumerate(lines(self.reading.text), 1):
            if text.strip():
                yield Line(number, list(pieces(text, marks.get(number, ()))))

    @cached_property
    def page(self) -> Page[ReadFigure]:
        return Paginator(self.figures, PER_PAGE).get_page((max(self.number, 1) - 1) // PER_PAGE + 1)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(figure) for figure in self.page]

    def _row(self, figure: ReadFigure) -> Row:
        moments = dict.fromkeys(map(moment_words, figure.proposal.moments))
        return Row(
            figure,
            " → ".join(map(value_words, figure.stated)),
            " → ".join(moments),
            figure.indicator.label if figure.indicator else "",
            figure.pk in self.certain,
            bool(figure.doubts),
        )

    @cached_property
    def certain(self) -> set[int]:
        """Keys of the figures that can be accepted together."""
        return {figure.pk for figure in self.figures if is_certain(figure, self.portal)}

    @cached_property
    def chosen(self) -> Chosen | None:
        figure = next((one for one in self.figures if one.number == self.number), None)
        if figure is None:
            return None
        records = [(str(one.record), change_address(one.record)) for one in self._outcomes(figure)]
        return Chosen(figure, self.portal, self._form or self._form_of(figure), records)

    def form(self, data: Any) -> FigureForm:
        """The form of the chosen figure, as it was sent."""
        assert self.chosen is not None
        return self._form_of(self.chosen.figure, data)

    def _form_of(self, figure: ReadFigure, data: Any = None) -> FigureForm:
        return FigureForm(data, figure=figure, breakdown=self.portal.breakdown_of(figure))

    @staticmethod
    def _outcomes(figure: ReadFigure) -> list[Any]:
        if figure.is_open:
            return []
        rows = figure.outcomes.select_related("observation__indicator", "change__indicator")
        return [row for row in rows if row.record]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < len(self.figures) else None

    def next_open(self) -> int:
        """The next figure without a decision, from the chosen one on and then from the beginning."""
        numbers = [figure.number for figure in self.figures if figure.is_open]
        later = [number for number in numbers if number > self.number]
        return (later or numbers or [self.number])[0]

    def _first_open(self) -> int:
        return next((figure.number for figure in self.figures if figure.is_open), 1)

    @cached_property
    def counts(self) -> dict[str, int]:
        decisions = [figure.decision for figure in self.figures]
        made = decisions.count(DECISIONS.ACCEPTED) + decisions.count(DECISIONS.CORRECTED)
        total, still = len(decisions), decisions.count(DECISIONS.OPEN)
        return {"all": total, "open": still, "accepted": made, "rejected": decisions.count(DECISIONS.REJECTED)}

    @property
    def done(self) -> int:
        return self.counts["all"] - self.counts["open"]

    @property
    def before_page(self) -> int:
        """The last figure of the list's page before."""
        return self.page.start_index() - 1

    @property
    def after_page(self) -> int:
        return self.page.end_index() + 1

    @cached_property
    def last_decided(self) -> list[ReadFigure]:
        """What `undo` takes back where the chosen figure is still open."""
        return last_of(self.reading, self.user)

    @property
    def offered(self) -> list[str]:
        """Indicators for the field: those of the chosen figure's unit first."""
        unit = self.chosen.figure.stated[-1].unit if self.chosen and self.chosen.figure.stated else ""
        rows = Indicator.objects.only("code", "name", "name_en", "unit_name", "topic")
        ordered = sorted(rows[: 5 * MOST_OFFERED], key=lambda row: row.unit_name != unit)
        return [named(row) for row in ordered[:MOST_OFFERED]]


def _figures_of(reading: ArticleReading) -> list[ReadFigure]:
    """All figures in two queries; what many share (the reading, an indicator) is one object."""
    figures = list(reading.figures.all())
    indicators = Indicator.objects.in_bulk({one.indicator_id for one in figures if one.indicator_id})
    known = {figure.pk: figure for figure in figures}
    for figure in figures:
        figure.reading = reading
        figure.indicator = indicators.get(figure.indicator_id or 0)
        figure.repeats = known.get(figure.repeats_id or 0)
    return figures
