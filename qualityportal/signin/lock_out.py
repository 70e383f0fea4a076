"""Who fails too often has to wait.

Two things lock, both for AXES_COOLOFF_TIME after the last failure that counted:

- an account from one address, after AXES_FAILURE_LIMIT failures: guessing the password of somebody;
- an address, after `ADDRESS_LIMIT` failures over all accounts: trying one password with many names.

An account alone never locks: else anybody could keep its owner out from anywhere, for as long as they like. Whoever
guesses from many addresses has that many tries for each, against passwords of twelve characters and more.
Tries during a lock-out do not count, so it ends when the page says.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

ADDRESS_LIMIT = 30


class LockOut(AxesDatabaseHandler):
    """axes with a limit of its own for each of AXES_LOCKOUT_PARAMETERS; axes itself knows one for all."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The failures of the account from this address; those of the whole address once there are too many."""
        account, address = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(account, address if address >= ADDRESS_LIMIT else 0)

    def end(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> datetime:
        """When the last failure that locks here is forgotten."""
        ends = [timezone.now()]
        limits = (settings.AXES_FAILURE_LIMIT, ADDRESS_LIMIT)
        for attempts, limit in zip(self.get_user_attempts(request, credentials), limits, strict=True):
            found = attempts.aggregate(total=Sum("failures_since_start"), last=Max("attempt_time"))
            if (found["total"] or 0) >= limit:
                ends.append(found["last"] + settings.AXES_COOLOFF_TIME)
        return max(ends)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """After a success: forgets the failures of this account from this address.

        axes would forget those of the whole address: whoever has one account could guess at others without end, by
        signing in to their own in between.
        """
        own, _address = self.filter_user_attempts(request, credentials)
        return int(own.delete()[0])


def locked_page(request: HttpRequest, original: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """Says when to try again, to people and to programs."""
    until = AxesProxyHandler.get_implementation().end(request, credentials)
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    context = {"minutes": math.ceil(seconds / 60), "until": until}
    response = render(request, "registration/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def lift(username: str) -> int:
    """Forgets the failures of an account, from wherever they came."""
    return int(AccessAttempt.objects.filter(username=username).delete()[0])


def forget_expired() -> int:
    """Removes the failures that count no more."""
    return int(AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()[0])
