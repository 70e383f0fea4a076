"""The page of one figure, and the report of a reader who doubts it."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.actions.corrections import TooMany, report
from indicators.cards import card_of, cards_of
from indicators.change_cards import change_card
from indicators.citing import changed_since, citing_figure
from indicators.models import Correction, Observation
from indicators.public_values import public_history
from indicators.reads import changes_with, notes_on, public_observation, with_series
from programs.actions.refused import Refused
from programs.as_of import as_of
from programs.permalinks import site_url
from programs.reads import ancestors
from programs.withdrawals import gone_since


class TypedText(forms.CharField):
    """A line break counts once, as the browser counts it while one types."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class ReportForm(forms.Form):
    """`leave_empty` is out of sight: what fills it in is a program, or is told what to do."""

    text = TypedText(
        label=_("What do you doubt, and why?"),
        max_length=Correction.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("At most 1000 characters."),
        error_messages={"required": _("Write what you doubt, so that the editors know what to check.")},
    )
    better_source = forms.URLField(
        label=_("Web address of a better source (if you know one)"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={
            "invalid": _("Copy the whole address, for example https://www.stats.gov.cn, or leave it empty.")
        },
    )
    contact = forms.EmailField(
        label=_("Your e-mail (only if we may ask you something)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("It is deleted when your report is closed."),
        error_messages={"invalid": _("Type it as in name@example.cn, or leave it empty.")},
    )
    leave_empty = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_leave_empty(self) -> None:
        if self.cleaned_data["leave_empty"]:
            raise forms.ValidationError(_("Leave this field empty; it is there to catch programs."))


@require_safe
@as_of
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = public_observation(pk)
    cards = cards_of(with_series(found)) if found else ()  # the others give the change
    card = next((card for card in cards if card.number == pk), None)
    if found is None or card is None:  # of a past day perhaps because the region of its program was not known then
        raise Http404
    observation, live = card.observation, found.is_live
    past = public_history(observation)
    return render(
        request,
        "observations/page.html",
        {
            "observation": observation,
            "changed": changed_since(observation),
            "gone": gone_since(observation, observation.program),
            "citing": citing_figure(card, past, site_url(request)) if live else None,
            "program": observation.program,
            "ancestors": ancestors(observation.program.region),
            "card": card,
            "lines": card.source_lines if live else (),
            "approved": observation.reviewed_at if live else None,
            "changes": [change_card(change) for change in changes_with(observation)] if live else [],
            "notes": notes_on(observation),
            "past": past,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Its own page, since a form's token needs a cookie and the page of the figure is kept by caches."""
    observation = get_object_or_404(Observation.objects.live().for_series(), pk=pk)
    form = ReportForm(request.POST or None)
    wait = 0
    if form.is_valid():
        try:
            made = report(
                observation=observation,
                **{name: form.cleaned_data[name] for name in ("text", "better_source", "contact")},
                address=getattr(request, "client_address", None) or request.META["REMOTE_ADDR"],
            )
        except Refused as refused:
            wait = refused.seconds if isinstance(refused, TooMany) else 0
            form.add_error(None, str(refused))
        else:
            return redirect("report-sent", pk, made.pk)
    context = {"observation": observation, "card": card_of(observation), "form": form}
    response = render(request, "observations/report.html", context, status=429 if wait else 200)
    if wait:
        response["Retry-After"] = str(wait)
    return response


@never_cache
@require_safe
def sent_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Thanks, with the number of the report."""
    row = get_object_or_404(Correction.objects.select_related("observation__indicator"), pk=number, observation__pk=pk)
    return render(request, "observations/sent.html", {"number": row.pk, "observation": row.observation})
