"""For load balancers: the process answers; a database that public pages can be read from answers."""

from __future__ import annotations

from django.db import DatabaseError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from qualityportal.databases.choice import best_alias
from qualityportal.databases.health import answers


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    alias = best_alias(request)
    try:
        if not answers(alias):
            raise OperationalError
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
