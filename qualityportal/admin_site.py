"""Django's admin under the portal's name."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = _("Quality portal: records")
    site_title = _("Quality portal")
    index_title = _("Records")
    enable_nav_sidebar = True


class PortalAdminConfig(AdminConfig):
    default_site = "qualityportal.admin_site.PortalAdminSite"
