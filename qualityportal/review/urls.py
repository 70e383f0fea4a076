from __future__ import annotations

from django.contrib import admin
from django.urls import path

from qualityportal.review import views

urlpatterns = [
    path("", admin.site.admin_view(views.queue), name="review"),
    path("programs/<slug:slug>/", admin.site.admin_view(views.program), name="review-program"),
    path("programs/<slug:slug>/page/", admin.site.admin_view(views.whole_page), name="review-page"),
    path("sources/<slug:slug>/", admin.site.admin_view(views.source), name="review-source"),
]
