from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from indicators.admin.stated import StatedForm
from indicators.models import Observation
from programs.admin.cited import CITED_FIELDS

PERIOD_FIELDS: list[Any] = [
    ("period_start", "period_end"),
    ("period_inferred", "inference", "inference_en"),
    ("stage_order", "stage_label", "stage_label_en"),
]
AUTOCOMPLETE = ["indicator", "breakdown", "citation", "other_citations", "source_notes"]


class ObservationInline(admin.StackedInline):
    """Figures on the page of their program, folded until opened."""

    model = Observation
    form = StatedForm
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    autocomplete_fields = AUTOCOMPLETE
    fields = [
        ("indicator", "breakdown"),
        ("comparator", "value", "unit_mult"),
        *PERIOD_FIELDS,
        ("role", "obs_status", "is_key", "position"),
        "publication",
        "citation",
        "other_citations",
        "source_notes",
    ]


@admin.register(Observation)
class ObservationAdmin(admin.ModelAdmin):
    form = StatedForm
    list_display = ["indicator", "program", "breakdown", "stated", "period_text", "role", "obs_status", "publication"]
    list_filter = ["publication", "obs_status", "role", "period_inferred", "indicator__topic", "program__chain"]
    list_select_related = ["indicator", "program", "breakdown"]
    search_fields = ["indicator__name", "indicator__name_en", "indicator__code", "program__name", "citation__phrase"]
    autocomplete_fields = ["program", *AUTOCOMPLETE]
    fieldsets = [
        (None, {"fields": ["program", ("indicator", "breakdown"), ("comparator", "value", "unit_mult")]}),
        (_("Time: a period, or a stage where the source gives no date"), {"fields": PERIOD_FIELDS}),
        (_("Kind of figure"), {"fields": [("role", "obs_status"), ("is_key", "position"), "source_notes"]}),
        CITED_FIELDS,
    ]

    @admin.display(description=_("value"), ordering="value")
    def stated(self, observation: Observation) -> str:
        quantity = observation.quantity
        mult = f" {observation.get_unit_mult_display()}" if quantity.unit_mult else ""
        return f"{quantity.comparator.sign}{quantity.value:f}{mult}"

    @admin.display(description=_("period"), ordering="period_end")
    def period_text(self, observation: Observation) -> str:
        return observation.time_text
