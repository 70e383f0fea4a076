"""The audit log in the admin: to be read, searched and exported, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qualityportal.audit.export import lines
from qualityportal.audit.recording import Kind, record
from qualityportal.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    list_display = ["time", "kind", "username", "client_address", "detail"]
    list_display_links = ["time"]
    list_filter = ["kind", "at"]
    search_fields = ["username", "client_address", "detail"]
    date_hierarchy = "at"
    show_full_result_count = False
    actions = None
    change_list_template = "admin/audit_log.html"

    @admin.display(description=_("time"), ordering="at")
    def time(self, event: AuditEvent) -> str:
        return f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        export = path("export/", self.admin_site.admin_view(self.export), name="qualityportal_auditevent_export")
        return [export, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"may_export": may_export(request), "query": request.GET.urlencode()}
        return super().changelist_view(request, context | (extra_context or {}))

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """What the list shows, with its filters and search, on all pages."""
        if not may_export(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request).queryset.filter(at__lte=timezone.now())
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:qualityportal_auditevent_changelist"))
        record(Kind.LOG_EXPORTED, request.GET.urlencode(), request=request)
        events = shown.iterator(chunk_size=2000)
        response = StreamingHttpResponse(lines(events), content_type="text/csv; charset=utf-8")
        name = f"audit-{timezone.localtime():%Y%m%d-%H%M}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def may_export(request: HttpRequest) -> bool:
    """Administrators have every permission; to others it is given in the user admin."""
    return request.user.has_perm("qualityportal.export_auditevent")
