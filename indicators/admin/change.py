from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from indicators.admin.stated import ReportedChangeForm
from indicators.change_cards import change_card, check_change, computed_text, reported_text, verdict_words
from indicators.models import ReportedChange
from programs.admin.cited import CITED_FIELDS
from programs.admin.guarded import filters
from programs.admin.records import PublishableAdmin
from programs.admin.work import WorkFilter
from programs.models.base import Publication
from programs.work import QUESTIONS

CHECKED = 2_000

AUTOCOMPLETE = [
    "indicator",
    "breakdown",
    "from_observation",
    "to_observation",
    "citation",
    "other_citations",
    "source_notes",
]


def flagged(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """Reported changes that their figures do not bear out; at most CHECKED of them are looked at."""
    changes = rows.exclude(publication=Publication.WITHDRAWN).select_related(
        "citation", "indicator", "from_observation__indicator", "to_observation__indicator"
    )
    return rows.filter(pk__in=[change.pk for change in changes[:CHECKED] if change_card(change).is_conflict])


class ChangeWorkFilter(WorkFilter):
    questions = QUESTIONS | {"flagged": (_("Figures give something else"), flagged)}


@admin.register(ReportedChange)
class ReportedChangeAdmin(PublishableAdmin):
    form = ReportedChangeForm
    work_filter = ChangeWorkFilter
    list_display = ["indicator", "program", "kind", "reported", "verdict", "publication", "waits"]
    list_filter = ["publication", "kind", *filters("program__chain")]
    keeps = ("program",)
    list_select_related = [
        "indicator",
        "program",
        "from_observation__indicator",
        "to_observation__indicator",
    ]
    search_fields = ["slug", "indicator__name", "program__name", "citation__phrase"]
    autocomplete_fields = ["program", *AUTOCOMPLETE]
    readonly_fields = ["verdict"]
    fieldsets = [
        (None, {"fields": ["program", "slug", ("indicator", "breakdown")]}),
        (
            _("As the source states it"),
            {"fields": [("kind", "figure", "span_years"), ("note", "note_en")]},
        ),
        (_("What the figures give"), {"fields": [("from_observation", "to_observation"), "verdict"]}),
        (_("Order and notes"), {"fields": ["position", "source_notes"]}),
        CITED_FIELDS,
    ]

    @admin.display(description=_("value"))
    def figure(self, change: ReportedChange) -> str:
        """For those who may look but not change."""
        return reported_text(change)

    @admin.display(description=_("value"), ordering="value")
    def reported(self, change: ReportedChange) -> str:
        return reported_text(change)

    @admin.display(description=_("check"))
    def verdict(self, change: ReportedChange) -> str:
        if not change.pk:
            return "—"
        check = check_change(change)
        return verdict_words(check, reported_text(change), computed_text(change, check.computed))
