"""`?as_of=DATE` on a page or file: the same view, reading what the portal knew then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from programs.knowledge import UnknownMoment, as_known, each, known_at, moment, words_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PARAMETER = "as_of"


def as_of(view: View) -> View:
    """For a page. A moment of which nothing is known is answered with 400, what was not public then with 404, and both
    with a sentence and the way to today.
    """
    return _travelling(view, refused=_refused_page, missing=_missing_page)


def file_as_of(view: View) -> View:
    """For what a program fetches: the sentence comes as plain text."""
    return _travelling(view, refused=_refused_text, missing=None)


def today_url(request: HttpRequest) -> str:
    """The address of the request without its moment."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def address_today(record: Any) -> str:
    """Where a record read at a past moment stands today, which may be another address; empty on a page of today."""
    if known_at() is None:
        return ""
    with as_known(None):
        row = type(record)._default_manager.filter(pk=record.pk).first()
        return str(row.get_absolute_url()) if row else ""


def _travelling(view: View, *, refused: Any, missing: Any) -> View:
    @wraps(view)
    def travelling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        text = request.GET.get(PARAMETER, "").strip()
        if not text:
            return view(request, *args, **kwargs)
        try:
            at = moment(text)
        except UnknownMoment as error:
            return _unindexed(refused(request, error))
        try:
            with as_known(at):
                response = view(request, *args, **kwargs)
        except Http404:
            if missing is None:
                raise
            return _unindexed(missing(request, at))
        if isinstance(response, StreamingHttpResponse):
            parts = cast("Iterable[bytes]", response.streaming_content)  # the portal answers in threads
            response.streaming_content = each(parts, at)
        return _unindexed(response)

    return cast("View", travelling)


def _unindexed(response: HttpResponseBase) -> HttpResponseBase:
    """Search engines keep today's page only."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _refused_page(request: HttpRequest, error: UnknownMoment) -> HttpResponse:
    return render(request, "as_of/refused.html", {"words": str(error), "today_url": today_url(request)}, status=400)


def _missing_page(request: HttpRequest, at: Any) -> HttpResponse:
    context = {"words": words_of(at), "today_url": today_url(request)}
    return render(request, "as_of/missing.html", context, status=404)


def _refused_text(request: HttpRequest, error: UnknownMoment) -> HttpResponse:
    return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
