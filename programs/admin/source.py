from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programs.admin.cited import CITED_FIELDS, CitedForm
from programs.models import Citation, EvidenceCheck, SourceDocument, SourceNote


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 1


@admin.register(SourceDocument)
class SourceDocumentAdmin(admin.ModelAdmin):
    list_display = ["title", "issuer", "published_on", "publication", "updated_at"]
    list_filter = ["publication", "issuer"]
    search_fields = ["title", "title_en", "issuer", "slug", "file_name"]
    prepopulated_fields = {"slug": ["title_en"]}
    inlines = [CitationInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["title", "title_en", "title_is_ours", "slug", "issuer", "published_on", "address"]}),
        (_("The file that was read"), {"fields": ["file_name", "sha256"]}),
        (_("Remark"), {"fields": ["remark", "remark_en"]}),
        (_("Publication"), {"fields": ["publication"]}),
    ]


@admin.register(Citation)
class CitationAdmin(admin.ModelAdmin):
    list_display = ["phrase", "document", "paragraph"]
    list_filter = ["document"]
    search_fields = ["phrase", "document__title", "document__slug"]
    autocomplete_fields = ["document"]


@admin.register(SourceNote)
class SourceNoteAdmin(admin.ModelAdmin):
    form = CitedForm
    list_display = ["slug", "kind", "document", "program", "publication"]
    list_filter = ["kind", "publication", "document"]
    list_select_related = ["document", "program"]
    search_fields = ["slug", "text", "text_en"]
    autocomplete_fields = ["document", "program", "citation", "other_citations"]
    fieldsets = [(None, {"fields": ["slug", "kind", "document", "program", "text", "text_en"]}), CITED_FIELDS]


@admin.register(EvidenceCheck)
class EvidenceCheckAdmin(admin.ModelAdmin):
    """To look at only: checks are written by `verify_evidence`."""

    list_display = ["digest", "checked_on"]
    search_fields = ["digest"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: EvidenceCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: EvidenceCheck | None = None) -> bool:
        return False
