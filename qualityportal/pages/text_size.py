"""The larger type that a reader can choose: kept in a cookie, without a script and without a session.

A page that shows the choice differs by cookie, so a cache must know: the middleware adds `Vary: Cookie` to responses
whose frame was drawn, and to no others (charts, exports, files and health checks stay one for all). Public pages set
no other cookie, so readers who never chose still share one copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programs.paths import path_of

COOKIE = "text_size"
NORMAL, LARGE = "normal", "large"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class TextSize:
    """The size of this page, and the address that changes to the other size and comes back here."""

    is_large: bool
    change_url: str


def text_size(request: HttpRequest) -> TextSize:
    """What base.html shows; marks the request, so that the response varies by cookie."""
    request.META["TEXT_SIZE_SHOWN"] = True
    is_large = request.COOKIES.get(COOKIE) == LARGE
    query = {"size": NORMAL if is_large else LARGE, "next": request.get_full_path()}
    return TextSize(is_large, f"{path_of('text-size')}?{urlencode(query)}")


@never_cache
@require_safe
def change(request: HttpRequest) -> HttpResponse:
    """Keeps a known size for a year and leads back to the page; an unknown size changes nothing."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = path_of("home")
    response = HttpResponseRedirect(target)
    size = request.GET.get("size")
    if size == LARGE:
        response.set_cookie(COOKIE, LARGE, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    elif size == NORMAL:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


class VaryByTextSize:
    """Tells caches which responses differ by the reader's text size."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "TEXT_SIZE_SHOWN" in request.META:
            patch_vary_headers(response, ["Cookie"])
        return response
