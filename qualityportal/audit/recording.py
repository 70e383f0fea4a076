"""Writing an audit event, with who asks and from where found in the request of the moment."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import override

from qualityportal.addresses import client_address
from qualityportal.models import AuditEvent

Kind = AuditEvent.Kind
_request: ContextVar[HttpRequest | None] = ContextVar("audit_request", default=None)


class RequestOfTheMoment:
    """Middleware: events that a signal reports, deep in a save, still know who asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def record(kind: Kind, detail: str | Promise = "", *, user: Any = None, request: HttpRequest | None = None) -> None:
    """Details are kept in the portal's own language, not in that of whoever caused them: a log is read as one."""
    request = request or _request.get()
    user = user or getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    with override(settings.LANGUAGE_CODE):
        detail = str(detail)
    AuditEvent.objects.create(
        kind=kind,
        user_key=user.pk if known else None,
        username=user.get_username() if known else "",
        client_address=client_address(request) if request else None,
        detail=detail,
    )
