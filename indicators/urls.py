from __future__ import annotations

from django.urls import path

from indicators import views, views_compare

urlpatterns = [
    path("indicators/", views.indicator_list, name="indicators"),
    path("indicators/<slug:code>/", views.indicator_page, name="indicator"),
    path("compare/", views_compare.compare, name="compare"),
    path("coverage/", views_compare.coverage, name="coverage"),
    path("charts/<slug:program>/<slug:key>.png", views.chart_png, name="chart-png"),
    path("charts/<slug:program>/<slug:key>.json", views.chart_json, name="chart-json"),
]
