from __future__ import annotations

from django.urls import path

from indicators import views, views_compare, views_linked, views_observation

urlpatterns = [
    path("indicators/", views.indicator_list, name="indicators"),
    path("indicators/<slug:code>/", views.indicator_page, name="indicator"),
    path("observations/<int:pk>/", views_observation.page, name="observation"),
    path("observations/<int:pk>/report/", views_observation.report_page, name="report"),
    path("observations/<int:pk>/report/<int:number>/", views_observation.sent_page, name="report-sent"),
    path("compare/", views_compare.compare, name="compare"),
    path("coverage/", views_compare.coverage, name="coverage"),
    path("charts/<slug:program>/<slug:key>.png", views.chart_png, name="chart-png"),
    path("charts/<slug:program>/<slug:key>.json", views.chart_json, name="chart-json"),
    path("programs/<slug:slug>/dataset.jsonld", views_linked.program, name="program-dataset"),
    path("indicators/<slug:code>/dataset.jsonld", views_linked.indicator, name="indicator-dataset"),
    path("sources/<slug:slug>/dataset.jsonld", views_linked.source, name="source-dataset"),
]
