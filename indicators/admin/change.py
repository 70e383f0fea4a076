from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from indicators.admin.stated import StatedForm
from indicators.change_cards import check_change, computed_text, reported_text, verdict_words
from indicators.models import ReportedChange
from programs.admin.cited import CITED_FIELDS

AUTOCOMPLETE = [
    "indicator",
    "breakdown",
    "from_observation",
    "to_observation",
    "citation",
    "other_citations",
    "source_notes",
]


class ReportedChangeInline(admin.StackedInline):
    model = ReportedChange
    form = StatedForm
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    autocomplete_fields = AUTOCOMPLETE
    fields = [
        "slug",
        ("indicator", "breakdown"),
        ("kind", "comparator", "value", "unit_mult", "span_years"),
        ("from_observation", "to_observation"),
        ("note", "note_en", "position"),
        "publication",
        "citation",
        "other_citations",
        "source_notes",
    ]


@admin.register(ReportedChange)
class ReportedChangeAdmin(admin.ModelAdmin):
    form = StatedForm
    list_display = ["indicator", "program", "kind", "reported", "verdict", "publication"]
    list_filter = ["publication", "kind", "program__chain"]
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
            {"fields": [("kind", "comparator", "value", "span_years"), ("note", "note_en")]},
        ),
        (_("What the figures give"), {"fields": [("from_observation", "to_observation"), "verdict"]}),
        (_("Order and notes"), {"fields": ["position", "source_notes"]}),
        CITED_FIELDS,
    ]

    @admin.display(description=_("value"), ordering="value")
    def reported(self, change: ReportedChange) -> str:
        return reported_text(change)

    @admin.display(description=_("check"))
    def verdict(self, change: ReportedChange) -> str:
        if not change.pk:
            return "—"
        check = check_change(change)
        return verdict_words(check, reported_text(change), computed_text(change, check.computed))
