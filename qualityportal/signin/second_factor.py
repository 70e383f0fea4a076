"""The page "Second factor": set one up, see the recovery codes once, take it away."""

from __future__ import annotations

from typing import Any

import django_otp
import segno
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qualityportal.audit.recording import Kind, record
from qualityportal.signin import factor
from qualityportal.signin.form import ProofForm


def page(request: HttpRequest) -> HttpResponse:
    """What the page shows follows from the state: none, one being set up, one that counts."""
    if factor.device_of(request.user):
        return _counts(request)
    if request.method == "POST" and request.POST.get("action") == "begin":
        factor.begin(request.user)
        return HttpResponseRedirect(reverse("admin:second_factor"))
    waiting = factor.waiting_device_of(request.user)
    return _set_up(request, waiting) if waiting else _shown(request, state="none")


def _set_up(request: HttpRequest, device: Any) -> HttpResponse:
    def accept(token: str) -> None:
        error = factor.refusal(device, factor.usual(token))
        if error:
            raise error

    confirms = request.method == "POST" and request.POST.get("action") == "confirm"
    form = ProofForm(request, accept, request.POST if confirms else None)
    if not form.is_valid():
        return _shown(request, state="waiting", form=form, qr=qr_code(device), secret=factor.secret_text(device))
    codes = factor.confirm(device)
    django_otp.login(request, device)
    request.session.cycle_key()
    record(Kind.FACTOR_ADDED, str(request.user), request=request)
    return _shown(request, state="codes", codes=codes)


def _counts(request: HttpRequest) -> HttpResponse:
    def accept(token: str) -> None:
        factor.check(request.user, token)

    removes = request.method == "POST" and request.POST.get("action") == "remove"
    form = ProofForm(request, accept, request.POST if removes else None)
    if not form.is_valid():
        return _shown(request, state="counts", form=form, codes_left=factor.codes_left(request.user))
    factor.remove(request.user)
    record(Kind.FACTOR_REMOVED, str(request.user), request=request)
    messages.success(request, _("The second factor is removed. From now on the password alone signs you in."))
    return HttpResponseRedirect(reverse("admin:second_factor"))


def qr_code(device: Any) -> str:
    """The secret as an SVG without style attributes, which the security policy would refuse."""
    drawn = segno.make(device.config_url, error="m", micro=False)
    return str(drawn.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None))


def _shown(request: HttpRequest, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": _("Second factor")}
    return TemplateResponse(request, "admin/second_factor.html", {**frame, **context})
