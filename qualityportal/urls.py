"""The portal's addresses; each page also lives under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from qualityportal.pages import about, brief, health, home, program, search, source, text_size

lazy_static = lazy(static, str)  # the manifest is there only once static files are collected

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("favicon.ico", RedirectView.as_view(url=lazy_static("icon.svg"), permanent=False)),
    path("readyz", health.ready, name="readyz"),
    path("text-size/", text_size.change, name="text-size"),
]

urlpatterns += i18n_patterns(
    path("", home.page, name="home"),
    path("programs/<slug:slug>/", program.page, name="program"),
    path("programs/<slug:slug>/brief.docx", brief.page, name="brief"),
    path("search/", search.page, name="search"),
    path("sources/", source.index, name="sources"),
    path("sources/<slug:slug>/", source.page, name="source"),
    path("about/", about.page, name="about"),
    path("", include("programs.urls")),
    path("", include("indicators.urls")),
    path("admin/review/", include("qualityportal.review.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)

handler400 = "qualityportal.pages.errors.bad_request"
handler404 = "qualityportal.pages.errors.not_found"
handler500 = "qualityportal.pages.errors.server_error"
