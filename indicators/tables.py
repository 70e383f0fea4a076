"""Tables of figures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from indicators import words
from indicators.cards import Card
from indicators.models import Indicator
from programs.models import Citation, SourceDocument


class FigureTable(tables.Table):
    """Figures with sign, period, status and source; the rows are cards."""

    name = tables.TemplateColumn(
        template_name="components/figure_name.html", verbose_name=_("Indicator"), orderable=False
    )
    value = tables.TemplateColumn(
        template_name="components/figure_value.html",
        verbose_name=_("Value"),
        orderable=False,
        attrs={"td": {"class": "n"}, "th": {"class": "n"}},
        extra_context={"link": True},
    )
    period = tables.Column(verbose_name=_("Period"), empty_values=(), orderable=False)
    status = tables.Column(verbose_name=_("Status"), orderable=False)
    source = tables.TemplateColumn(
        template_name="components/figure_source.html",
        verbose_name=_("Source"),
        orderable=False,
        extra_context=lambda table: {"short": table.one_source},
    )

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "figures"}
        row_attrs = {"id": lambda record: f"figure-{record.observation.pk}"}

    def __init__(self, data: list[Card], *, beside: Iterable[Citation] = (), **options: Any) -> None:
        """`beside` are the citations of what else the page shows."""
        super().__init__(data, **options)
        self.beside = list(beside)

    @cached_property
    def one_source(self) -> SourceDocument | None:
        """The document that all of the page rests on, so that its title need not stand in each row."""
        found = {citation.document for card in self.data for citation in card.citations}
        found |= {citation.document for citation in self.beside}
        return found.pop() if len(found) == 1 else None

    def render_period(self, record: Card) -> str:
        return words.period_words(record.observation.period)


class ProgramFigureTable(FigureTable):
    """The same with the program before it, for pages that join programs."""

    program = tables.Column(
        verbose_name=_("Program"), empty_values=(), orderable=False, attrs={"td": {"class": "whole"}}
    )

    class Meta(FigureTable.Meta):
        sequence = ("program", "...")

    def render_program(self, record: Card) -> str:
        program = record.observation.program
        return format_html('<a href="{}">{}</a>', program.get_absolute_url(), program.label)


class IndicatorTable(tables.Table):
    """All indicators with what they count and how many programs report them."""

    name = tables.Column(
        accessor="label",
        verbose_name=_("Indicator"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("name", "code"),
    )
    topic = tables.Column(accessor="get_topic_display", verbose_name=_("Topic"), order_by=("topic", "code"))
    unit = tables.Column(accessor="unit_label", verbose_name=_("Unit"), orderable=False)
    program_count = tables.Column(
        order_by=("program_count", "code"),
        verbose_name=_("Programs"),
        attrs={"td": {"class": "n"}, "th": {"class": "n"}},
    )

    class Meta:
        model = Indicator
        fields: tuple[str, ...] = ()
        sequence = ("name", "topic", "unit", "program_count")
        attrs = {"class": "stack"}
        template_name = "components/table.html"
