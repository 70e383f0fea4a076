from __future__ import annotations

from django.urls import path, re_path, register_converter

from indicators import feeds, views, views_compare, views_downloads, views_linked, views_observation
from indicators.embedding import views as embedding
from indicators.exports.addresses import CONVERTERS

for name, converter in CONVERTERS.items():
    register_converter(converter, name)

urlpatterns = [
    path("indicators/", views.indicator_list, name="indicators"),
    path("indicators/<slug:code>/", views.indicator_page, name="indicator"),
    path("observations/<int:pk>/", views_observation.page, name="observation"),
    path("observations/<int:pk>/report/", views_observation.report_page, name="report"),
    path("observations/<int:pk>/report/<int:number>/", views_observation.sent_page, name="report-sent"),
    path("compare/", views_compare.compare, name="compare"),
    path("coverage/", views_compare.coverage, name="coverage"),
    path("<resource:resource>.<kind:kind>", views_downloads.list_file, name="list-file"),
    path("programs/<slug:slug>.<whole:kind>", views_downloads.program_file, name="program-file"),
    path("programs/<slug:slug>/<part:resource>.<kind:kind>", views_downloads.program_part, name="program-part"),
    path(
        "indicators/<slug:code>/observations.<kind:kind>", views_downloads.indicator_figures, name="indicator-figures"
    ),
    path("sources/<slug:slug>/observations.<kind:kind>", views_downloads.source_figures, name="source-figures"),
    path("compare.<kind:kind>", views_downloads.compared_figures, name="compared-figures"),
    path("charts/<slug:program>/<slug:key>.<table:kind>", views_downloads.chart_figures, name="chart-figures"),
    path("charts/<slug:program>/<slug:key>.svg", views_downloads.chart_svg, name="chart-svg"),
    path("feeds/updates.atom", feeds.updates, name="feed"),
    path("programs/<slug:slug>/updates.atom", feeds.program_updates, name="program-feed"),
    path("charts/<slug:program>/<slug:key>/", embedding.chart_page, name="chart"),
    path("charts/<slug:program>/<slug:key>.png", views.chart_png, name="chart-png"),
    path("charts/<slug:program>/<slug:key>.json", views.chart_json, name="chart-json"),
    path("programs/<slug:slug>/dataset.jsonld", views_linked.program, name="program-dataset"),
    path("indicators/<slug:code>/dataset.jsonld", views_linked.indicator, name="indicator-dataset"),
    path("sources/<slug:slug>/dataset.jsonld", views_linked.source, name="source-dataset"),
    re_path(r"^(?P<table>.+\.csv)-metadata\.json$", views_linked.table_metadata, name="table-metadata"),
]
