"""Django's admin under the portal's name, behind the portal's own sign-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class PortalAdminSite(admin.AdminSite):
    site_header = _("Quality portal: records")
    site_title = _("Quality portal")
    index_title = _("Records")
    enable_nav_sidebar = True
    index_template = "admin/start.html"

    # What needs models is imported where it is used: this module is read before there are any.

    def get_urls(self) -> list[Any]:
        from qualityportal.signin import second_factor

        own = path("second-factor/", self.admin_view(second_factor.page), name="second_factor")
        # Django's way to "view on site" tells where any record lives, whoever asks; ours is a plain link on its page.
        stock = [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]
        return [own, *stock]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from qualityportal.startpage import work

        return super().index(request, work(request) | (extra_context or {}))

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff; those with a second factor only in a session that was opened with it."""
        from qualityportal.signin import factor

        return super().has_permission(request) and factor.is_satisfied(request)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Signs in; where a late form was carried along, goes on with that."""
        from qualityportal.signin import form, interrupted

        self.login_form = form.SignInForm
        context = {
            "idle_minutes": settings.SESSION_IDLE_MINUTES if "idle" in request.GET else None,
            interrupted.KEPT: request.POST.get(interrupted.KEPT, ""),
        }
        response = super().login(request, context | (extra_context or {}))
        fields = interrupted.kept(request) if request.method == "POST" else None
        if response.status_code == 302 and fields is not None:
            return interrupted.send_page(request, fields)
        return response


class PortalAdminConfig(AdminConfig):
    default_site = "qualityportal.admin_site.PortalAdminSite"
