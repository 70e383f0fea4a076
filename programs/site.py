"""Where the portal stands in the web: the one place that makes absolute addresses."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site_url(request: HttpRequest) -> str:
    """Scheme and host without a slash at the end: SITE_URL where it is set, else as the request came."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path of ours, as it must stand where a browser does not complete it."""
    return f"{site_url(request)}{path}"
