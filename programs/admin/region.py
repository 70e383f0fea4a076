from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.admin.guarded import Guarded
from programs.admin.records import RecordAdmin
from programs.models import FormerRegionCode, Region


class FormerCodeInline(Guarded, admin.TabularInline):
    model = FormerRegionCode
    extra = 0


@admin.register(Region)
class RegionAdmin(RecordAdmin):
    list_display = ["name", "name_en", "code", "level", "parent", "valid_to"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "name_en", "code", "former_codes__code"]
    autocomplete_fields = ["parent"]
    inlines = [FormerCodeInline]
    fieldsets = [
        (None, {"fields": ["code", "name", "name_en", "level", "parent"]}),
        (_("Validity"), {"fields": ["valid_from", "valid_to"]}),
    ]
