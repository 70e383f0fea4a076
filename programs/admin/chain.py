from __future__ import annotations

from django.contrib import admin

from programs.admin.records import RecordAdmin
from programs.models import IndustryChain, IndustryClass


@admin.register(IndustryClass)
class IndustryClassAdmin(RecordAdmin):
    list_display = ["code", "name", "name_en", "edition", "parent"]
    list_filter = ["edition"]
    list_select_related = ["parent"]
    search_fields = ["code", "name", "name_en"]
    autocomplete_fields = ["parent"]


@admin.register(IndustryChain)
class IndustryChainAdmin(RecordAdmin):
    list_display = ["name", "name_en", "slug"]
    search_fields = ["name", "name_en", "slug"]
    autocomplete_fields = ["classes"]
    prepopulated_fields = {"slug": ["name_en"]}
