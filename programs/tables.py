"""Tables of programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programs.long_lists import KeysFirst
from programs.models import Program


class ProgramTable(tables.Table):
    """Programs, a page at a time. Rows are drawn whole (see `FigureTable`)."""

    name = tables.Column(verbose_name=_("Program"), order_by=("name", "slug"))
    region = tables.Column(verbose_name=_("Region"), order_by=("region__path", "slug"))
    chain = tables.Column(verbose_name=_("Industry chain"), order_by=("chain__name", "slug"))
    state = tables.Column(verbose_name=_("State"), order_by=("state", "slug"))
    start_year = tables.Column(verbose_name=_("Years"), order_by=("start_year", "slug"))
    measure_count = tables.Column(verbose_name=_("Measures"), attrs={"th": {"class": "n"}})

    class Meta:
        model = Program
        fields: tuple[str, ...] = ()
        sequence = ("name", "region", "chain", "state", "start_year", "measure_count")
        attrs = {"class": "stack"}
        template_name = "components/program_table.html"
        empty_text = _("No program matches these filters. Remove one of them to see more.")

    def __init__(
        self, data: QuerySet[Program], *, costly: bool = False, counted: QuerySet[Any] | None = None, **options: Any
    ) -> None:
        """For `costly` data and what is `counted` see `Keys`."""
        super().__init__(KeysFirst(data, _for_list, costly=costly, counted=counted), **options)

    def order_measure_count(self, queryset: QuerySet[Program], is_descending: bool) -> tuple[QuerySet[Program], bool]:
        """Programs with equally many stand as they were recorded, which is how the index of the counts has them; by
        their slugs all of them would be joined and sorted.
        """
        minus = "-" if is_descending else ""
        kept = queryset.filter(tally__public=1)  # each has a row
        return kept.order_by(f"{minus}tally__measures", f"{minus}tally__pk"), True

    def order_name(self, queryset: QuerySet[Program], is_descending: bool) -> tuple[QuerySet[Program], bool]:
        """By the name that the reader sees; the slug keeps pages apart where names are equal."""
        field = "name" if (get_language() or "").startswith("zh") else "name_en"
        minus = "-" if is_descending else ""
        return queryset.order_by(f"{minus}{field}", f"{minus}slug"), True


def _for_list(keys: Sequence[Any]) -> QuerySet[Program]:
    return Program.objects.for_list().filter(pk__in=keys)
