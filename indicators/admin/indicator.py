from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from indicators.models import Breakdown, Indicator
from programs.admin.records import RecordAdmin


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


@admin.register(Breakdown)
class BreakdownAdmin(RecordAdmin):
    list_display = ["name", "name_en", "code", "dimension"]
    list_filter = ["dimension"]
    search_fields = ["name", "name_en", "code"]
    prepopulated_fields = {"code": ["dimension", "name_en"]}
