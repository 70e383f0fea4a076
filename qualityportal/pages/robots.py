"""What programs that read the whole site should leave alone (RFC 9309), and where the sitemap is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from programs.permalinks import absolute

CLOSED = ("/text-size/", "/admin/", "/en/admin/", "/observations/*/report/", "/en/observations/*/report/")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {absolute(request, reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
