"""Any page may read the interface and the data of charts: CORS, for reading only and without credentials.

The answer is the same for every origin, so caches need not tell origins apart. (Why not django-cors-headers: decision
12.) Here also becomes a problem what the framework answers for a wrong method.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from qualityportal.api.problems import Problem, answer, is_for_machines

OPEN = re.compile(r"^/api/|^(?:/en)?/charts/.+\.(?:json|csv)$")
METHODS = "GET, HEAD, OPTIONS"
READABLE = "Content-Disposition, ETag, Retry-After"
DAY = "86400"


class ReadFromAnywhere:
    """Answers what a browser asks before it reads from another origin, and marks what it may read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not OPEN.match(request.path_info):
            return self.get_response(request)
        response = HttpResponse(status=204) if request.method == "OPTIONS" else self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and is_for_machines(request):
            response = answer(request, Problem("method-not-allowed", headers={"Allow": METHODS}))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = READABLE
        if request.method == "OPTIONS":
            response["Allow"] = METHODS
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = DAY
        return response
