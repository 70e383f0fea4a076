from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.admin.cited import CITED_FIELDS, CitedForm
from programs.admin.measure import MeasureInline
from programs.models import Program, SourceNote


class SourceNoteInline(admin.StackedInline):
    model = SourceNote
    form = CitedForm
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    autocomplete_fields = ["document", "citation", "other_citations"]
    fields = ["slug", "kind", "document", "text", "text_en", "publication", "citation", "other_citations"]


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    """Inlines of figures are added by the app that owns them (see `indicators.admin.program`)."""

    form = CitedForm
    list_display = ["name", "region", "chain", "state", "publication", "updated_at"]
    list_filter = ["publication", "state", "chain", "region"]
    list_select_related = ["region", "chain"]
    search_fields = ["name", "name_en", "slug", "summary", "region__name"]
    autocomplete_fields = ["region", "chain", "citation", "other_citations"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [MeasureInline, SourceNoteInline]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["name", "name_en", "slug", "region", "chain", ("scope", "scope_en")]}),
        (_("Life cycle"), {"fields": ["state", ("start_year", "end_year"), ("lead_agency", "lead_agency_en")]}),
        (_("Texts"), {"fields": ["summary", "summary_en", "goal", "goal_en"]}),
        CITED_FIELDS,
    ]
