from __future__ import annotations

from django.urls import path

from indicators import views

urlpatterns = [
    path("indicators/", views.indicator_list, name="indicators"),
    path("indicators/<slug:code>/", views.indicator_page, name="indicator"),
    path("charts/<slug:program>/<slug:key>.json", views.chart_json, name="chart-json"),
]
