"""Import, export and template beside the list of each record type that is a table (`programs.tabular`)."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from programs.actions.refused import Refused
from programs.admin import import_pages
from programs.scope import scope_of
from programs.tabular import tables as _own_tables  # noqa: F401  # registers them
from programs.tabular.table import TABLES, Table
from programs.tabular.writing import KINDS, file_of


class Tabular:
    """For a ModelAdmin. Who may view exports, within scope; who may add and change imports."""

    model: Any
    opts: Any
    admin_site: Any
    change_list_template: Any = "admin/records/change_list.html"

    @property
    def table(self) -> Table:
        """Raises Http404 for a record type that is none."""
        if self.model not in TABLES:
            raise Http404
        return TABLES[self.model]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)  # type: ignore[attr-defined]

    def table_url(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("import/", "import", self.import_view),
            ("import/<int:file_id>/", "import_preview", self.import_preview_view),
            ("export.<str:kind>", "export", self.export_view),
            ("template.<str:kind>", "template", self.template_view),
        ]
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [path(route, self.admin_site.admin_view(view), name=f"{names}_{page}") for route, page, view in pages]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        tools = {"is_table": self.model in TABLES, "may_import": self.has_import_permission(request)}
        return super().changelist_view(request, (extra_context or {}) | tools)  # type: ignore[misc]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        self._demand(self.has_import_permission(request))
        return import_pages.uploading(self, request)

    def import_preview_view(self, request: HttpRequest, file_id: int) -> Any:
        self._demand(self.has_import_permission(request))
        return import_pages.previewing(self, request, file_id)

    def template_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        self._demand(self.has_view_permission(request))  # type: ignore[attr-defined]
        return self._file(request, kind, None, "template")

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The rows that the list shows with its search and filters, in its order."""
        self._demand(self.has_view_permission(request))  # type: ignore[attr-defined]
        changelist = self.table_url("changelist")
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)  # type: ignore[attr-defined]
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{changelist}?e=1")
        try:
            return self._file(request, kind, rows.prefetch_related(None), timezone.localdate().isoformat())
        except Refused as refused:
            self.message_user(request, str(refused), "WARNING")  # type: ignore[attr-defined]
            return HttpResponseRedirect(f"{changelist}?{request.GET.urlencode()}")

    def _file(self, request: HttpRequest, kind: str, rows: Any, suffix: str) -> HttpResponse:
        if kind not in KINDS:
            raise Http404
        content = file_of(kind, self.table, rows, scope_of(request.user))
        name = f"{self.opts.model_name}-{suffix}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return HttpResponse(content, content_type=KINDS[kind], headers=headers)

    @staticmethod
    def _demand(allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied
