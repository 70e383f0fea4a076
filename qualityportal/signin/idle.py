"""Signs out whoever made no request for `SESSION_IDLE_MINUTES`, and everybody after `SESSION_COOKIE_AGE`.

The session is looked at only where a request brings its cookie: readers without an account have none and get none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from qualityportal.signin import interrupted

LAST = "last_request"
STEP = 60  # seconds between two notes, so that not every request writes to the database


@receiver(user_logged_in)
def start(request: HttpRequest, **rest: Any) -> None:
    """The end of the session is fixed here: requests do not put it off."""
    request.session[LAST] = int(timezone.now().timestamp())
    request.session.set_expiry(timedelta(seconds=settings.SESSION_COOKIE_AGE))


class IdleSignOut:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        comes_with_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if comes_with_session and is_over(request):
            request.idle_sign_out = True  # type: ignore[attr-defined]
            logout(request)
        response = self.get_response(request)
        # What shared caches may keep must not carry the cookie that a changed session sends.
        if comes_with_session and "public" not in response.get("Cache-Control", ""):
            note(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """After the check for forged forms: only what came from our own page is kept."""
        return interrupted.answer(request)


def is_over(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session and silence(request) > settings.SESSION_IDLE_MINUTES * 60


def note(request: HttpRequest) -> None:
    """Writes down that somebody signed in was here."""
    if SESSION_KEY in request.session and silence(request) > STEP:
        request.session[LAST] = int(timezone.now().timestamp())


def silence(request: HttpRequest) -> float:
    """Seconds since the last request that was written down."""
    return timezone.now().timestamp() - float(request.session.get(LAST, 0))
