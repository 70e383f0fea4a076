"""The portal's addresses; each page also lives under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from indicators import views_linked
from indicators.embedding.oembed import oembed
from qualityportal import sitemaps
from qualityportal.api import docs, openapi
from qualityportal.api.routes import api
from qualityportal.pages import about, brief, check, health, home, program, robots, search, source, text_size

lazy_static = lazy(static, str)  # the manifest is there only once static files are collected

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("favicon.ico", RedirectView.as_view(url=lazy_static("icon.svg"), permanent=False)),
    path("readyz", health.ready, name="readyz"),
    path("oembed", oembed, name="oembed"),
    path("robots.txt", robots.page, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    path("text-size/", text_size.change, name="text-size"),
    path("api/v1/openapi.json", openapi.view, name="openapi"),
    path("api/v1/", api.urls),
    path("sdmx/", include("indicators.urls_sdmx")),
    path("catalog.jsonld", views_linked.catalog, name="catalog"),
]

urlpatterns += i18n_patterns(
    path("", home.page, name="home"),
    path("programs/<slug:slug>/", program.page, name="program"),
    path("programs/<slug:slug>/brief.docx", brief.page, name="brief"),
    path("search/", search.page, name="search"),
    path("check/", check.page, name="check"),
    path("sources/", source.index, name="sources"),
    path("sources/<slug:slug>/", source.page, name="source"),
    path("about/", about.page, name="about"),
    path("api/docs", docs.page, name="api-docs"),
    path("", include("programs.urls")),
    path("", include("indicators.urls")),
    path("admin/review/", include("qualityportal.review.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)

handler400 = "qualityportal.pages.errors.bad_request"
handler404 = "qualityportal.pages.errors.not_found"
handler500 = "qualityportal.pages.errors.server_error"
