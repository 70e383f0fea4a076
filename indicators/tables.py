"""Tables of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from indicators.cards import Card, cards_of
from indicators.models import Indicator, Observation
from indicators.reads import reported_by
from programs.long_lists import KeysFirst
from programs.models import Citation, SourceDocument


class CardPages(TableQuerysetData):
    """Cards of many figures, page by page: a page's cards also know the figures before them that stand on the page
    before.
    """

    def __init__(
        self,
        data: QuerySet[Observation],
        length: int | None = None,
        known: Iterable[Observation] = (),
    ) -> None:
        """`length` is how many they are, where that is sooner known than counted; `known` are all those of some of
        their programs, where the page has read them.
        """
        super().__init__(data)
        self.known = list(known)
        self._length = length

    def __len__(self) -> int:
        if self._length is None:
            self._length = self.data.count()
        return self._length

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return cards_of([self.data.for_series()[key]])[0]
        found = list(self.data.values_list("pk", "program", "indicator")[key])
        cards = {card.number: card for card in cards_of(self._mates(found))}
        return [cards[pk] for pk, _program, _indicator in found if pk in cards]

    def _mates(self, found: list[tuple[int, int, int]]) -> list[Observation]:
        """The figures of the same series."""
        programs = {program for _pk, program, _indicator in found}
        known = [row for row in self.known if row.program_id in programs]
        unknown = programs - {row.program_id for row in known}
        if not unknown:
            return known
        series = {"program__in": unknown, "indicator__in": {indicator for _pk, _program, indicator in found}}
        return [*known, *self.data.filter(**series).with_places()]


class FigureTable(tables.Table):
    """Figures with sign, period, status and source; the rows are cards.

    A row is drawn whole by `components/figure_table.html`: cell by cell the library asks for the signature of each
    function that draws one, and its TemplateColumn makes the page's context anew, which took most of the page's time.
    """

    name = tables.Column(verbose_name=_("Indicator"), orderable=False)
    value = tables.Column(verbose_name=_("Value"), orderable=False, attrs={"th": {"class": "n"}})
    period = tables.Column(verbose_name=_("Period"), orderable=False)
    status = tables.Column(verbose_name=_("Status"), orderable=False)
    source = tables.Column(verbose_name=_("Source"), orderable=False)

    class Meta:
        template_name = "components/figure_table.html"
        attrs = {"class": "figures"}

    def __init__(self, data: list[Card] | CardPages, *, beside: Iterable[Citation] = (), **options: Any) -> None:
        """`beside` are the citations of what else the page shows."""
        super().__init__(data, **options)
        self.beside = list(beside)

    @cached_property
    def one_source(self) -> SourceDocument | None:
        """The document that all of the page rests on, so that its title need not stand in each row."""
        cards = [row.record for row in self.paginated_rows]
        found = {citation.document for card in cards for citation in card.citations}
        found |= {citation.document for citation in self.beside}
        return found.pop() if len(found) == 1 else None


class ProgramFigureTable(FigureTable):
    """The same with the program before it, for pages that join programs."""

    program = tables.Column(verbose_name=_("Program"), orderable=False)

    class Meta(FigureTable.Meta):
        sequence = ("program", "...")


def whole(table: FigureTable) -> list[Observation]:
    """The figures of a table that one page holds; none of a longer one, of which the files tell."""
    return [row.record.observation for row in table.paginated_rows] if table.paginator.num_pages == 1 else []


class IndicatorTable(tables.Table):
    """Indicators with what they count and how many programs report them. The programs are counted for the rows of one
    page: over all figures of a country that takes longer than a reader waits.
    """

    name = tables.Column(verbose_name=_("Indicator"), order_by=("name", "code"))
    topic = tables.Column(verbose_name=_("Topic"), order_by=("topic", "code"))
    unit = tables.Column(verbose_name=_("Unit"), orderable=False)
    program_count = tables.Column(verbose_name=_("Programs"), orderable=False, attrs={"th": {"class": "n"}})

    class Meta:
        model = Indicator
        fields: tuple[str, ...] = ()
        sequence = ("name", "topic", "unit", "program_count")
        attrs = {"class": "stack"}
        template_name = "components/indicator_table.html"

    def __init__(self, data: QuerySet[Indicator], **options: Any) -> None:
        super().__init__(KeysFirst(data, _with_programs), **options)


def _with_programs(keys: Sequence[int]) -> QuerySet[Indicator]:
    """The indicators of a page, each with the number of programs that report it."""
    return reported_by(Indicator.objects.filter(pk__in=keys).defer(*Indicator.UNREAD_BESIDE))
