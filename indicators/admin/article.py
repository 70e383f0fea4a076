"""Articles being read: their list, the page where one comes in, and the desk; and the names learned on the way."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from indicators.admin.desk import intake, views
from indicators.models import ArticleReading, IndicatorAlias
from programs.admin.guarded import Guarded, filters


@admin.register(ArticleReading)
class ArticleReadingAdmin(Guarded, admin.ModelAdmin):
    list_display = ["document", "program", "state", "decided", "made_by", "made_at"]
    list_filter = ["state", *filters("program")]
    list_select_related = ["document", "program", "made_by"]
    search_fields = ["document__title", "program__name"]
    actions = None
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the texts: a list of articles would carry megabytes."""
        decided = Count("figures", filter=~Q(figures__decision="open"))
        rows = super().get_queryset(request).defer("text")
        return rows.annotate(figure_count=Count("figures"), decided_count=decided)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return intake.page(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return views.page(self, request, object_id)

    @admin.display(description=_("decided"))
    def decided(self, reading: Any) -> str:
        return f"{reading.decided_count} / {reading.figure_count}"


@admin.register(IndicatorAlias)
class IndicatorAliasAdmin(admin.ModelAdmin):
    """To look at, and to forget what was learned wrongly."""

    list_display = ["name", "indicator", "made_by", "made_at"]
    list_select_related = ["indicator", "made_by"]
    search_fields = ["name", "indicator__name", "indicator__code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
