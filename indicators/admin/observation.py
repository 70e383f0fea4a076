from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from indicators.admin.stated import ObservationForm
from indicators.admin.understanding import understand
from indicators.models import Observation
from programs.actions.writing import write
from programs.admin.cited import CITED_FIELDS
from programs.admin.guarded import filters
from programs.admin.records import PublishableAdmin

PERIOD_FIELDS: list[Any] = [
    ("period_start", "period_end"),
    ("period_inferred", "inference", "inference_en"),
    ("stage_order", "stage_label", "stage_label_en"),
]
AUTOCOMPLETE = ["indicator", "breakdown", "citation", "other_citations", "source_notes"]


@admin.register(Observation)
class ObservationAdmin(PublishableAdmin):
    form = ObservationForm
    list_display = ["indicator", "stated", "period_text", "program", "breakdown", "role", "publication", "waits"]
    list_filter = [
        *("publication", "obs_status", "role", "period_inferred", "indicator__topic"),
        *filters("program__chain"),
    ]
    list_select_related = ["indicator", "program", "breakdown"]
    search_fields = ["indicator__name", "indicator__name_en", "indicator__code", "program__name", "citation__phrase"]
    autocomplete_fields = ["program", *AUTOCOMPLETE]
    keeps = ("program", "period_start", "period_end", "stage_order", "stage_label", "stage_label_en")
    fieldsets = [
        (None, {"fields": ["program", ("indicator", "breakdown"), "figure"]}),
        (_("Time: a period, or a stage where the source gives no date"), {"fields": PERIOD_FIELDS}),
        (_("Kind of figure"), {"fields": [("role", "obs_status"), ("is_key", "position"), "source_notes"]}),
        CITED_FIELDS,
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Two figures at once (96%→98%) can only be added, so only a new record has an earlier period."""
        (what, (times, options), *rest) = super().get_fieldsets(request, obj)
        earlier = [] if obj else [("earlier_start", "earlier_end")]
        return [what, (times, options | {"fields": [*options["fields"], *earlier]}), *rest]

    def write(self, request: HttpRequest, form: Any, many: dict[str, Any]) -> None:
        super().write(request, form, many)
        earlier = form.earlier_observation()
        if earlier is None:
            return
        earlier.editor = request.user
        write(earlier, many=many, by=request.user, reason=form.cleaned_data.get("reason", ""))
        if "_send" in request.POST:
            self._send(request, earlier)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.understand)
        return [path("understand/", view, name="indicators_observation_understand"), *super().get_urls()]

    def understand(self, request: HttpRequest) -> JsonResponse:
        return understand(request, self.get_queryset(request))

    @admin.display(description=_("value"))
    def figure(self, observation: Observation) -> str:
        """For those who may look but not change."""
        return self.stated(observation)

    @admin.display(description=_("value"), ordering="value")
    def stated(self, observation: Observation) -> str:
        quantity = observation.quantity
        mult = f" {observation.get_unit_mult_display()}" if quantity.unit_mult else ""
        return f"{quantity.comparator.sign}{quantity.value:f}{mult}"

    @admin.display(description=_("period"), ordering="period_end")
    def period_text(self, observation: Observation) -> str:
        return observation.time_text
