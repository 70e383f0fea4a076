"""A form that arrives after its session has ended: nothing of what was typed is lost.

The answer asks to sign in and carries the typed fields along; once signed in, one button sends them. All of it in
the page: nothing typed is stored on the server, and no script is needed. Passwords and codes are never carried, and
files cannot be.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from qualityportal.signin.form import SignInForm

KEPT = "kept"
SECRET = ("password", "token")
CSRF = "csrfmiddlewaretoken"
Fields = list[tuple[str, str]]


def answer(request: HttpRequest) -> HttpResponse | None:
    """For requests of the admin that are no longer signed in; None for all others."""
    match = request.resolver_match
    if match is None or match.view_name in ("admin:login", "admin:logout"):
        return None
    if not request.path.startswith(reverse("admin:index")):
        return None
    if request.method == "POST" and not admin.site.has_permission(request):
        fields = typed(request)
        if fields is not None:
            return sign_in_page(request, fields)
    if hasattr(request, "idle_sign_out"):
        query = {"idle": "1", REDIRECT_FIELD_NAME: request.get_full_path()}
        return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode(query)}")
    return None


def typed(request: HttpRequest) -> Fields | None:
    """The fields of the form in their order; None where there are secrets among them, which no page repeats."""
    names = [name for name in request.POST if name != CSRF]
    if any(secret in name for name in names for secret in SECRET):
        return None
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def sign_in_page(request: HttpRequest, fields: Fields) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Sign in to go on"),
        "form": SignInForm(request),
        "app_path": reverse("admin:login"),
        REDIRECT_FIELD_NAME: request.get_full_path(),
        KEPT: json.dumps(fields, ensure_ascii=False),
        "has_files": bool(request.FILES),
    }
    response = TemplateResponse(request, "admin/login.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def kept(request: HttpRequest) -> Fields | None:
    """The fields that a sign-in carries along, if it does."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(request.POST.get(KEPT, ""))]
    except (ValueError, TypeError):
        return None


def send_page(request: HttpRequest, fields: Fields) -> HttpResponse:
    """After signing in: what was typed, to be sent by a button."""
    target = request.POST.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **admin.site.each_context(request),
        "title": _("Send what you typed"),
        "target": target,
        "fields": fields,
    }
    return TemplateResponse(request, "admin/send_again.html", context)
