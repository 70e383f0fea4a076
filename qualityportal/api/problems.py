"""Errors as `application/problem+json` (RFC 9457): what went wrong, and what to do, in the reader's language.

A problem is raised anywhere below /api/ and becomes an answer here. Its text is chosen by `Accept-Language`, English
where that names no language of the portal: the addresses of the interface carry no language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant, gettext, gettext_noop, override
from django.utils.translation.trans_real import parse_accept_lang_header

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
DOCS = "/api/docs"
OTHERWISE = "en"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name is the fragment of its `type`, an anchor of the documentation."""

    name: str
    status: int
    title: str
    remedy: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "bad-cursor",
            400,
            gettext_noop("The cursor does not fit this list"),
            gettext_noop("Begin again without cursor, and follow the addresses in “next” without changing them."),
        ),
        Kind(
            "bad-request",
            400,
            gettext_noop("The request cannot be read"),
            gettext_noop("Write the address as the documentation shows, with special characters percent-encoded."),
        ),
        Kind(
            "not-found",
            404,
            gettext_noop("There is nothing at this address"),
            gettext_noop("The documentation lists all addresses of the interface."),
        ),
        Kind(
            "unknown-record",
            404,
            gettext_noop("No such record is published"),
            gettext_noop("Take slugs, codes and numbers from the lists: they hold all that is published."),
        ),
        Kind(
            "unknown-moment",
            404,
            gettext_noop("Nothing is known of that moment"),
            gettext_noop("Give as_of a day from the first record of the portal to today."),
        ),
        Kind(
            "method-not-allowed",
            405,
            gettext_noop("The interface is for reading only"),
            gettext_noop("Ask with GET or HEAD."),
        ),
        Kind(
            "invalid-parameter",
            422,
            gettext_noop("A parameter cannot be used"),
            gettext_noop("Correct what “errors” names; the documentation lists the parameters of each address."),
        ),
        Kind(
            "too-many-requests",
            429,
            gettext_noop("Too many requests from this address"),
            gettext_noop(
                "Wait as many seconds as Retry-After says. For all rows ask once for the .csv address, and send "
                "If-None-Match: what has not changed costs nothing."
            ),
        ),
        Kind(
            "server-error",
            500,
            gettext_noop("The portal failed"),
            gettext_noop("Nothing is wrong with the request. Try again in a minute; the fault has been logged."),
        ),
        Kind(
            "unavailable",
            503,
            gettext_noop("The portal cannot reach its database"),
            gettext_noop("Try again after as many seconds as Retry-After says."),
        ),
    )
}


class Problem(Exception):  # noqa: N818  # the word of RFC 9457
    """`detail` and the texts in `errors` are message ids with `values` to fill in; `errors` has a row per parameter."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        values: Mapping[str, Any] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind, detail)
        self.kind = KINDS[kind]
        self.detail = detail
        self.values = values or {}
        self.errors = errors
        self.headers = headers or {}


def is_for_machines(request: HttpRequest) -> bool:
    """Whether errors at this address are for a program to read; the documentation is a page like any other."""
    return request.path_info.startswith(PREFIX) and request.path_info != DOCS


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as a response. It is not to be stored: the next one may find the record, or the minute over."""
    language = language_of(request)
    with override(language):
        body = _body(request, problem)
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False) + "\n",
        content_type=MEDIA_TYPE,
        status=problem.kind.status,
        headers={"Content-Language": language, "Cache-Control": "no-store", **problem.headers},
    )
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _body(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    kind = problem.kind
    errors = [_error(**row) for row in problem.errors]
    title = gettext(kind.title)
    said = gettext(problem.detail) % problem.values if problem.detail else title
    body: dict[str, Any] = {
        "type": f"{site_address(request)}{DOCS}#{kind.name}",
        "title": title,
        "status": kind.status,
        "detail": " ".join(f"{row['parameter']}: {row['detail']}" for row in errors) or said,
        "remedy": gettext(kind.remedy),
    }
    return body | ({"errors": errors} if errors else {})


def _error(parameter: str, detail: str, values: Mapping[str, Any], expected: str, allowed: str) -> dict[str, str]:
    return {
        "parameter": parameter,
        "detail": gettext(detail) % values,
        "expected": gettext(expected) if expected else "",
        "allowed": allowed,
    }


def site_address(request: HttpRequest) -> str:
    """Scheme and host; nothing for a request to a foreign host, so that addresses are relative."""
    if settings.SITE_URL:
        return str(settings.SITE_URL)
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


def language_of(request: HttpRequest) -> str:
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return OTHERWISE
