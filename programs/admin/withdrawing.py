"""The page where a published record is withdrawn: at once by a reviewer, as a waiting change by an editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.publication import may_publish, propose_withdrawal, withdraw
from programs.actions.refused import Refused
from programs.models.base import Publication
from programs.scope import scope_of


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Readers will see it beside what was withdrawn."),
    )


def address(options: Any, request: HttpRequest, record: Any) -> str:
    """Where the record can be withdrawn; empty where it cannot be, or not by this person."""
    scope = scope_of(request.user)
    if record.publication != Publication.PUBLISHED or not (scope.may("change", record) or scope.may_review(record)):
        return ""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_withdraw", args=[record.pk])


def page(options: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    record = options.get_object(request, object_id)
    if record is None:
        raise Http404
    if not address(options, request, record):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    at_once = may_publish(record, scope_of(request.user))
    if form.is_valid():
        try:
            if at_once:
                withdraw(record, by=request.user, reason=form.cleaned_data["reason"])
                words = _("Withdrawn. Readers see that it was, and why.")
            else:
                propose_withdrawal(record, by=request.user, reason=form.cleaned_data["reason"])
                words = _("The withdrawal is kept as a waiting change; send it for review from the record's page.")
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, words)
            change = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
            return HttpResponseRedirect(reverse(change, args=[record.pk]))
    context = {
        **options.admin_site.each_context(request),
        "title": _("Withdraw"),
        "opts": options.opts,
        "record": record,
        "form": form,
        "at_once": at_once,
    }
    return TemplateResponse(request, "admin/records/withdraw.html", context)
