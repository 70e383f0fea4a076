from __future__ import annotations

from django.urls import path

from programs import views

urlpatterns = [
    path("programs/", views.program_list, name="programs"),
    path("regions/", views.region_list, name="regions"),
    path("regions/<str:code>/", views.region_page, name="region"),
    path("chains/", views.chain_list, name="chains"),
    path("chains/<slug:slug>/", views.chain_page, name="chain"),
]
