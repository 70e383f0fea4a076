"""The regions that a person keeps, on the page of their account."""

from __future__ import annotations

from django.contrib import admin

from programs.models import Responsibility


class ResponsibilityInline(admin.TabularInline):
    model = Responsibility
    extra = 1
    autocomplete_fields = ["region"]
