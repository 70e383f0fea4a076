from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from programs.admin.cited import CITED_FIELDS
from programs.admin.guarded import filters
from programs.admin.parts import parts_of
from programs.admin.records import PublishableAdmin
from programs.models import Measure, Program, SourceNote


@admin.register(Program)
class ProgramAdmin(PublishableAdmin):
    """Figures join the parts through the app that owns them (see `indicators.admin.program`)."""

    parts: list[Any] = [(Measure, "program"), (SourceNote, "program")]
    list_display = ["name", "region", "chain", "state", "publication", "waits", "updated_at"]
    list_filter = ["publication", "state", *filters("chain", "region")]
    list_select_related = ["region", "chain"]
    search_fields = ["name", "name_en", "slug", "summary", "region__name"]
    autocomplete_fields = ["region", "chain", "citation", "other_citations"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["name", "name_en", "slug", "region", "chain", ("scope", "scope_en")]}),
        (_("Life cycle"), {"fields": ["state", ("start_year", "end_year"), ("lead_agency", "lead_agency_en")]}),
        (_("Texts"), {"fields": ["summary", "summary_en", "goal", "goal_en"]}),
        CITED_FIELDS,
    ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        context["parts"] = parts_of(request, record, self.parts) if record else []
        return super().render_change_form(request, context, *args, **kwargs)
