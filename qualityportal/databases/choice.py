"""Which database this request is read from."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qualityportal.databases.health import answers, watch
from qualityportal.pages.errors import unavailable

_read_from: ContextVar[str] = ContextVar("read_from", default=DEFAULT_DB_ALIAS)


def read_alias() -> str:
    return _read_from.get()


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    token = _read_from.set(alias)
    try:
        yield
    finally:
        _read_from.reset(token)


def is_public_read(request: HttpRequest) -> bool:
    """Whoever has a session reads where their own writes are."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(settings.ADMIN_PATHS)
    )


def best_alias(request: HttpRequest) -> str:
    """A replica that is up to date; else the primary; else, while that is gone, any replica that answers."""
    if not settings.REPLICAS or not is_public_read(request):
        return DEFAULT_DB_ALIAS
    fresh = [alias for alias in settings.REPLICAS if watch(alias).known().lag <= settings.REPLICA_MAX_LAG]
    if fresh:
        return random.choice(fresh)  # noqa: S311  # spreads load
    return next((alias for alias in (DEFAULT_DB_ALIAS, *settings.REPLICAS) if answers(alias)), DEFAULT_DB_ALIAS)


class PublicReads:
    """The router: reads go where the request is read from, writes to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return read_alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class ReadFrom:
    """Chooses for each request; a page whose replica goes away under it is made again from the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public_read(request) and not answers(DEFAULT_DB_ALIAS):
            return unavailable(request)  # at once, instead of a thread that waits for the pool
        with reading_from(best_alias(request)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        alias = read_alias()
        if alias == DEFAULT_DB_ALIAS or not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        watch(alias).lost()
        match = request.resolver_match
        if match is None:
            return None
        with reading_from(DEFAULT_DB_ALIAS):
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return response
