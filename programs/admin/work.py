"""A list filter for the questions of `programs.work`; the start page links to it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.work import QUESTIONS


class WorkFilter(admin.SimpleListFilter):
    title = _("work")
    parameter_name = "work"
    questions = QUESTIONS

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, words) for key, (words, _question) in self.questions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        asked = self.questions.get(self.value() or "")
        return asked[1](queryset, request.user, timezone.now()) if asked else queryset
