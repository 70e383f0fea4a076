"""Keeps finished public pages by the version of the data, so that none is ever flushed or out of date.

Django's own cache middleware keys a page by its address alone and for a time; here the version is in the key, an
unchanged page costs a 304 before any view runs, and of many readers of a cold page one waits for the drawing while the
others wait for that one. Whoever has a session is passed through: editors see what they have just done.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.regex_helper import _lazy_re_compile

from qualityportal.caching import gone
from qualityportal.caching.code import code_version
from qualityportal.caching.one_at_a_time import OneAtATime, is_made, is_mine_to_make
from qualityportal.caching.version import data_version
from qualityportal.databases.choice import best_alias, read_alias, reading_from
from qualityportal.databases.health import watch
from qualityportal.pages.errors import unavailable
from qualityportal.pages.text_size import COOKIE, LARGE

NEVER_KEPT = (*settings.ADMIN_PATHS, "/healthz", "/readyz")
LONGEST_ADDRESS = 1_000
# A browser asks each time and gets a 304. A cache in front may answer for ten seconds by itself, for a minute more
# while it asks, and for a day while the portal does not answer.
CACHE_CONTROL = "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400"
TIMEOUT = 24 * 3600
GZIP = _lazy_re_compile(r"\bgzip\b")
Answer = Callable[[HttpRequest], HttpResponseBase]

one_at_a_time = OneAtATime()


@dataclass(frozen=True)
class Kept:
    """A page with status 200, its body compressed."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class KeptPages:
    """Stands outside of all that a finished page does not need again: sessions, languages, compression."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            return self.get_response(request)
        try:
            version = data_version()
        except DatabaseError:
            return self._elsewhere(request)
        gone.remember(version)
        key = _key(request, version)
        if gone.primary_is_gone():
            return gone.with_note(request, self._page(request, key))
        etag = _etag(key)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _not_modified(etag)
        return self._page(request, key)

    def _elsewhere(self, request: HttpRequest) -> HttpResponseBase:
        """From the next best database, where the one that was chosen has just gone; else the page as last seen."""
        chosen = read_alias()
        watch(chosen).lost()
        alias = best_alias(request)
        if alias == chosen:
            return _as_last_seen(request)
        with reading_from(alias):
            return self(request)

    def _page(self, request: HttpRequest, key: str) -> HttpResponseBase:
        kept = caches["pages"].get(key)
        if kept is not None:
            return _answer(kept, request)
        if request.method == "HEAD":
            return self.get_response(request)
        with one_at_a_time(key):
            return self._made(request, key)

    def _made(self, request: HttpRequest, key: str) -> HttpResponseBase:
        cache = caches["pages"]
        kept = cache.get(key)
        if kept is None and settings.CACHE_IS_SHARED and not is_mine_to_make(cache, key):
            kept = cache.get(key)
        if kept is not None:
            return _answer(kept, request)
        try:
            request.META.pop("HTTP_IF_NONE_MATCH", None)  # a view below would answer it with a 304
            request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
            response = self.get_response(request)
            if _is_for_all(response):
                kept = _kept(response, _etag(key))
                cache.set(key, kept, TIMEOUT)
                return _answer(kept, request)
            return response
        finally:
            if settings.CACHE_IS_SHARED:
                is_made(cache, key)


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(NEVER_KEPT)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def _as_last_seen(request: HttpRequest) -> HttpResponseBase:
    """No database answers: the page as it was under the last version that this process, or the shared cache, knows."""
    kept = caches["pages"].get(_key(request, gone.last_version()))
    return gone.with_note(request, _answer(kept, request)) if kept else unavailable(request)


def _etag(key: str) -> str:
    return f'W/"{key}"'


def _key(request: HttpRequest, version: str) -> str:
    """All that a public page depends on. The language is in the path."""
    parts = [
        *(code_version(), version, request.scheme or "", request.get_host(), request.get_full_path()),
        LARGE if request.COOKIES.get(COOKIE) == LARGE else "",
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _is_for_all(response: HttpResponseBase) -> bool:
    """Whether any reader may get it: whole, without a cookie, and not kept to one reader by its view."""
    control = {part.strip().lower() for part in response.headers.get("Cache-Control", "").split(",")}
    return (
        not response.streaming
        and response.status_code == 200
        and not response.cookies
        and not control & {"private", "no-store", "no-cache"}
        and not has_vary_header(response, "*")
    )


def _kept(response: HttpResponseBase, etag: str) -> Kept:
    assert isinstance(response, HttpResponse)  # it does not stream
    is_compressed = response.headers.get("Content-Encoding") == "gzip"
    body = response.content if is_compressed else gzip.compress(response.content, 6, mtime=0)
    by_cookie = has_vary_header(response, "Cookie")
    for name in ("Content-Encoding", "Content-Length", "Vary"):
        response.headers.pop(name, None)
    # LocaleMiddleware says Accept-Language although only the path decides; caches would keep a copy per browser.
    patch_vary_headers(response, ["Accept-Encoding", *(["Cookie"] if by_cookie else [])])
    response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    response.headers["ETag"] = etag
    return Kept(tuple(response.headers.items()), body)


def _answer(kept: Kept, request: HttpRequest) -> HttpResponse:
    takes_gzip = GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = kept.body if takes_gzip else gzip.decompress(kept.body)
    encoding = {"Content-Encoding": "gzip"} if takes_gzip else {}
    headers = dict(kept.headers) | encoding | {"Content-Length": str(len(body))}
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


def _not_modified(etag: str) -> HttpResponse:
    return HttpResponseNotModified(
        headers={"ETag": etag, "Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding, Cookie"}
    )
