"""The claim check: a pasted text, each figure of it beside the published one. Nothing that is typed is kept."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from indicators.checking.result import check
from programs.models import Program
from programs.rules.words import query_of
from programs.search import Programs
from qualityportal.api.limits import PerMinute

MOST_SIGNS = 20_000
MOST_OFFERED = 8
RATE = PerMinute("CHECK_RATE")


class CheckForm(forms.Form):
    """A paragraph and, where the reader knows it, its program by name, place or chain."""

    text = forms.CharField(
        label=_("Text to check"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "zh-Hans"}),
        help_text=_("In Chinese, at most 20,000 characters. It is not kept."),
        error_messages={"required": _("Paste the text whose figures are to be checked.")},
    )
    program = forms.CharField(
        label=_("Program (only if the text does not name it)"),
        required=False,
        max_length=200,
        help_text=_("Its name, or words of it: the place, the chain."),
    )

    def clean_program(self) -> Program | None:
        typed = self.cleaned_data["program"].strip()
        if not typed:
            return None
        rows = Program.objects.live().select_related("region", "chain")
        exact = rows.filter(slug=typed).first() or rows.filter(name=typed).first()
        return exact or self._only_one(typed)

    def _only_one(self, typed: str) -> Program:
        words = query_of(typed).words
        found: list[Program] = list(Programs().find(words)[: MOST_OFFERED + 1]) if words else []
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No program answers to this. Leave it empty, or type its place or chain."))
        names = "; ".join(program.label for program in found[:MOST_OFFERED])
        raise forms.ValidationError(
            _("Several programs answer to this. Type the name of one: %(names)s"), "", {"names": names}
        )


@never_cache
@sensitive_post_parameters("text")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The text comes by POST, so that it stands in no address, log or history; `?program=` fills in the program."""
    form = CheckForm(request.POST) if request.method == "POST" else CheckForm(initial=_initial(request))
    context: dict[str, Any] = {"form": form}
    if form.is_bound and not RATE.allow_request(request):
        form.add_error(
            None, _("Many texts have just come from your address. Send yours again in a minute; it stays here.")
        )
        response = render(request, "check.html", context, status=429)
        response["Retry-After"] = str(math.ceil(RATE.wait()))
        return response
    if form.is_bound and form.is_valid():
        context["result"] = check(form.cleaned_data["text"], form.cleaned_data["program"])
    return render(request, "check.html", context)


def _initial(request: HttpRequest) -> dict[str, str]:
    return {"program": request.GET.get("program", "")[:200]}
