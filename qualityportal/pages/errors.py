"""Our own 404 and 500 pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors, so that it shows even where they are what failed."""
    from django.template import loader

    return HttpResponse(loader.render_to_string("500.html"), status=500)
