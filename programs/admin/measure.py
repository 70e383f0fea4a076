from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.admin.cited import CITED_FIELDS, CitedForm
from programs.models import Measure


class MeasureInline(admin.StackedInline):
    """Measures on the page of their program, folded until opened."""

    model = Measure
    form = CitedForm
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    autocomplete_fields = ["citation", "other_citations"]
    prepopulated_fields = {"slug": ["title_en"]}
    fields = [
        ("category", "state"),
        ("title", "title_en"),
        "slug",
        "detail",
        "detail_en",
        ("document_number", "start_year", "end_year", "position"),
        "publication",
        "citation",
        "other_citations",
    ]


@admin.register(Measure)
class MeasureAdmin(admin.ModelAdmin):
    form = CitedForm
    list_display = ["title", "program", "category", "state", "start_year", "publication"]
    list_filter = ["category", "state", "publication", "program__chain"]
    list_select_related = ["program"]
    search_fields = ["title", "title_en", "detail", "document_number", "program__name"]
    autocomplete_fields = ["program", "citation", "other_citations"]
    prepopulated_fields = {"slug": ["title_en"]}
    fieldsets = [
        (None, {"fields": ["program", "category", "title", "title_en", "slug", "state"]}),
        (_("Detail"), {"fields": ["detail", "detail_en", "document_number"]}),
        (_("Time"), {"fields": [("start_year", "end_year"), "position"]}),
        CITED_FIELDS,
    ]
