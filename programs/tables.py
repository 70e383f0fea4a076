"""Tables of programs."""

from __future__ import annotations

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programs.models import Program


class ProgramTable(tables.Table):
    name = tables.Column(
        accessor="label",
        verbose_name=_("Program"),
        order_by=("name", "slug"),
        linkify=lambda record: record.get_absolute_url(),
    )
    region = tables.Column(
        accessor="region__label",
        verbose_name=_("Region"),
        order_by=("region__path", "slug"),
        linkify=lambda record: record.region.get_absolute_url(),
    )
    chain = tables.Column(
        accessor="chain__label",
        verbose_name=_("Industry chain"),
        order_by=("chain__name", "slug"),
        linkify=lambda record: record.chain.get_absolute_url(),
    )
    state = tables.Column(accessor="get_state_display", verbose_name=_("State"), order_by=("state", "slug"))
    start_year = tables.Column(accessor="years_label", verbose_name=_("Years"), order_by=("start_year", "slug"))
    measure_count = tables.Column(
        order_by=("measure_count", "slug"),
        verbose_name=_("Measures"),
        attrs={"td": {"class": "n"}, "th": {"class": "n"}},
    )

    class Meta:
        model = Program
        fields: tuple[str, ...] = ()
        sequence = ("name", "region", "chain", "state", "start_year", "measure_count")
        attrs = {"class": "stack"}
        template_name = "components/table.html"
        empty_text = _("No program matches these filters. Remove one of them to see more.")

    def order_name(self, queryset: QuerySet[Program], is_descending: bool) -> tuple[QuerySet[Program], bool]:
        """By the name that the reader sees; the slug keeps pages apart where names are equal."""
        field = "name" if (get_language() or "").startswith("zh") else "name_en"
        minus = "-" if is_descending else ""
        return queryset.order_by(f"{minus}{field}", f"{minus}slug"), True
