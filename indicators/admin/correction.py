"""Readers' reports: the open ones first; each is read, answered in public and closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.actions.corrections import accept, decline, set_aside
from indicators.models import Correction
from programs.actions.refused import Refused
from programs.admin.guarded import Guarded

ANSWERING = {"_accept": accept, "_decline": decline}  # by the name of the button
# Addresses are shown as words: nobody comes to a stranger's page by a slip of the hand.
READ = ["figure_link", "text", "source_text", "contact_text", "created_at", "state", "closed_at", "closed_by"]


class AnswerForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 3, "cols": 60})}

    def clean_answer(self) -> str:
        answer = str(self.cleaned_data["answer"]).strip()
        if not answer and any(name in self.data for name in ANSWERING):
            raise forms.ValidationError(_("Write the public answer: one sentence that says what was checked."))
        return answer


@admin.register(Correction)
class CorrectionAdmin(Guarded, admin.ModelAdmin):
    form = AnswerForm
    change_form_template = "admin/corrections/change_form.html"
    list_display = ["number", "figure", "program", "written", "state", "created_at", "closed_at"]
    list_filter = ["state"]
    list_select_related = ["observation__indicator", "observation__program"]
    ordering = [F("closed_at").desc(nulls_first=True), "-created_at"]
    search_fields = ["text", "observation__indicator__name", "observation__program__name"]
    show_full_result_count = False
    actions = None
    readonly_fields = READ
    fields = [*READ, "answer"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_answered)

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        """The pressed button says what becomes of the report."""
        request.refusal = ""  # type: ignore[attr-defined]  # the response says it
        pressed = next((name for name in (*ANSWERING, "_spam") if name in request.POST), "")
        try:
            if pressed == "_spam":
                set_aside(obj, by=request.user)
            elif pressed:
                ANSWERING[pressed](obj, by=request.user, answer=form.cleaned_data["answer"])
            else:
                raise Refused(_("Press one of the three buttons, so that it is clear what becomes of the report."))
        except Refused as refused:
            request.refusal = str(refused)  # type: ignore[attr-defined]

    def response_change(self, request: HttpRequest, obj: Correction) -> HttpResponse:
        refusal = getattr(request, "refusal", "")
        if refusal:
            self.message_user(request, refusal, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        aside = "_spam" in request.POST
        words = _("Set aside; readers are not told of it.") if aside else _("Closed; readers see the answer.")
        self.message_user(request, words, messages.SUCCESS)
        return self.response_post_save_change(request, obj)

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: Correction) -> str:
        return f"#{row.pk}"

    @admin.display(description=gettext_lazy("figure"))
    def figure(self, row: Correction) -> str:
        return str(row.observation)

    @admin.display(description=gettext_lazy("program"), ordering="observation__program__name")
    def program(self, row: Correction) -> str:
        return str(row.observation.program)

    @admin.display(description=gettext_lazy("what the reader wrote"))
    def written(self, row: Correction) -> str:
        return Truncator(row.text).chars(60)

    @admin.display(description=gettext_lazy("figure"))
    def figure_link(self, row: Correction) -> str:
        record = reverse("admin:indicators_observation_change", args=[row.observation_id])
        return format_html(
            '<a href="{}">{}</a> · {} · <a href="{}">{}</a>',
            record,
            row.observation,
            row.observation.program,
            row.observation.get_absolute_url(),
            _("as readers see it"),
        )

    @admin.display(description=gettext_lazy("better source"))
    def source_text(self, row: Correction) -> str:
        return row.better_source or "–"

    @admin.display(description=gettext_lazy("reader's e-mail"))
    def contact_text(self, row: Correction) -> str:
        return row.contact or "–"
