"""Names the stylesheet in a header (RFC 8288, HTML's `preload`): a browser asks for it before it has read the page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

STYLESHEET = "css/portal.css"


class EarlyStyle:
    """On all pages of the portal's own look; the admin has another."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not request.path_info.startswith(settings.ADMIN_PATHS):
            response.headers["Link"] = f"<{static(STYLESHEET)}>; rel=preload; as=style"
        return response
