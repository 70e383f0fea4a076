"""Our own pages for what goes wrong; a program that reads the interface gets a problem instead of a page."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language_from_path, override

from qualityportal.api import problems


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.is_for_machines(request):
        return problems.answer(request, problems.Problem("not-found"))
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.is_for_machines(request):
        return problems.answer(request, problems.Problem("bad-request"))
    return render(request, "400.html", status=400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database cannot be reached: nothing was saved, and what was typed is still in the browser's form."""
    if problems.is_for_machines(request):
        return problems.answer(request, problems.Problem("unavailable", headers={"Retry-After": "30"}))
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        page = loader.render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors, so that it shows even where they are what failed."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    if problems.is_for_machines(request):
        return problems.answer(request, problems.Problem("server-error"))
    return HttpResponse(loader.render_to_string("500.html"), status=500)
