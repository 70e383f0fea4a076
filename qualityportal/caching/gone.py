"""While the primary is gone: pages that are kept go on being served, with a note that says so."""

from __future__ import annotations

import gzip

from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.translation import get_language_from_path, gettext, override

from qualityportal.databases.health import answers

MAIN = b'<main class="page" id="content">'
LAST = "last-version"

_last = ""  # of this process; the shared cache tells one that has just started


def remember(version: str) -> None:
    global _last
    if version != _last:
        _last = version
        caches["pages"].set(LAST, version, None)


def last_version() -> str:
    return _last or str(caches["pages"].get(LAST, ""))


def primary_is_gone() -> bool:
    return not answers(DEFAULT_DB_ALIAS)


def with_note(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The page with a sentence above its content, to be asked for again soon; anything else as it is."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    packed = response.get("Content-Encoding") == "gzip"
    body = gzip.decompress(response.content) if packed else response.content
    headers = {name: value for name, value in response.items() if name not in ("ETag", "Content-Encoding")}
    body = body.replace(MAIN, MAIN + _note(request).encode(), 1)
    own = {"Content-Length": str(len(body)), "Cache-Control": "public, max-age=0, s-maxage=5"}
    return HttpResponse(body, headers=headers | own)


def _note(request: HttpRequest) -> str:
    with override(get_language_from_path(request.path_info) or None):
        words = gettext(
            "The portal's main database cannot be reached at the moment. What stands here may be some minutes old."
        )
    return format_html('<p class="note" role="status">{}</p>', words)
