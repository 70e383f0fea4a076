from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programs.admin.cited import CITED_FIELDS
from programs.admin.guarded import Guarded, filters
from programs.admin.records import PublishableAdmin, RecordAdmin
from programs.models import Citation, EvidenceCheck, SourceDocument, SourceNote
from programs.reads import settled_citations
from programs.scope import scope_of


class CitationInline(Guarded, admin.TabularInline):
    """The places cited so far are read here and new ones added; a place is corrected on its own page."""

    model = Citation
    extra = 1

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SourceDocument)
class SourceDocumentAdmin(PublishableAdmin):
    list_display = ["title", "issuer", "published_on", "region", "publication", "waits", "updated_at"]
    list_filter = ["publication", "issuer"]
    list_select_related = ["region"]
    search_fields = ["title", "title_en", "issuer", "slug", "file_name"]
    prepopulated_fields = {"slug": ["title_en"]}
    autocomplete_fields = ["region"]
    inlines = [CitationInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["title", "title_en", "title_is_ours", "slug", "issuer", "published_on", "address"]}),
        (_("The file that was read"), {"fields": ["file_name", "sha256"]}),
        (_("Remark"), {"fields": ["remark", "remark_en", "region"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        home = scope_of(request.user).home
        return ({"region": home.pk} if home else {}) | super().get_changeform_initial_data(request)


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    """A place that a published record rests on is part of what was approved, and stays as it is."""

    list_display = ["phrase", "document", "paragraph"]
    list_filter = filters("document")
    search_fields = ["phrase", "document__title", "document__slug"]
    autocomplete_fields = ["document"]
    fields = ["document", "paragraph", "phrase"]
    keeps = ("document", "paragraph")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_fixed(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_fixed(obj)

    @staticmethod
    def _is_fixed(obj: Any) -> bool:
        return isinstance(obj, Citation) and bool(settled_citations([obj.pk]))


@admin.register(SourceNote)
class SourceNoteAdmin(PublishableAdmin):
    list_display = ["slug", "kind", "document", "program", "publication", "waits"]
    list_filter = ["kind", "publication", *filters("document")]
    list_select_related = ["document", "program"]
    search_fields = ["slug", "text", "text_en"]
    autocomplete_fields = ["document", "program", "citation", "other_citations"]
    keeps = ("document", "program")
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
