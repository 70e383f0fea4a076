from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.admin.cited import CITED_FIELDS
from programs.admin.guarded import filters
from programs.admin.records import PublishableAdmin
from programs.models import Measure


@admin.register(Measure)
class MeasureAdmin(PublishableAdmin):
    list_display = ["title", "program", "category", "state", "start_year", "publication", "waits"]
    list_filter = ["category", "state", "publication", *filters("program__chain")]
    list_select_related = ["program"]
    search_fields = ["title", "title_en", "detail", "document_number", "program__name"]
    autocomplete_fields = ["program", "citation", "other_citations"]
    prepopulated_fields = {"slug": ["title_en"]}
    keeps = ("program", "category")
    fieldsets = [
        (None, {"fields": ["program", "category", "title", "title_en", "slug", "state"]}),
        (_("Detail"), {"fields": ["detail", "detail_en", "document_number"]}),
        (_("Time"), {"fields": [("start_year", "end_year"), "position"]}),
        CITED_FIELDS,
    ]
