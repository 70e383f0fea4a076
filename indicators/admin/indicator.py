from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from indicators.models import Breakdown, Indicator
from programs.admin.records import RecordAdmin

MEANING = ("value_kind", "unit", "unit_name", "unit_name_en", "unit_mult", "accumulation")


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    list_display = ["name", "name_en", "code", "topic", "value_kind", "unit_name", "polarity", "accumulation"]
    list_filter = ["topic", "value_kind", "polarity", "accumulation"]
    search_fields = ["name", "name_en", "code", "definition"]
    prepopulated_fields = {"code": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["name", "name_en", "code", "topic", "definition", "definition_en"]}),
        (_("Unit"), {"fields": ["value_kind", "unit", ("unit_name", "unit_name_en"), "unit_mult", "decimals"]}),
        (_("Reading"), {"fields": ["polarity", "accumulation", ("lower_bound", "upper_bound")]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a published figure means stays: another unit is another indicator."""
        fixed = super().get_readonly_fields(request, obj)
        if obj and obj.observations.filter(publication__in=("published", "withdrawn")).exists():
            return [*fixed, *MEANING]
        return fixed


@admin.register(Breakdown)
class BreakdownAdmin(RecordAdmin):
    list_display = ["name", "name_en", "code", "dimension"]
    list_filter = ["dimension"]
    search_fields = ["name", "name_en", "code"]
    prepopulated_fields = {"code": ["dimension", "name_en"]}
