"""How often one address may ask: so many requests in a minute, counted in Django's cache.

With Redis as cache all processes count together; with the memory of a process each counts its own. A window is a
minute of the clock: one atomic step counts, and nothing is kept in this process, which several threads share. What a
cache in front of the interface answers is not counted.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from qualityportal.addresses import origin

WINDOW = 60  # seconds


def clock() -> float:
    return time.time()


class PerMinute(BaseThrottle):
    """Requests a minute from one address, by the setting of that name; 0 for no limit."""

    def __init__(self, setting: str) -> None:
        self.setting = setting

    def allow_request(self, request: HttpRequest) -> bool:
        most = getattr(settings, self.setting)
        if not most:
            return True
        key = f"api-limit:{self.setting}:{origin(request) or 'unknown'}:{clock() // WINDOW:.0f}"
        if cache.add(key, 1, timeout=2 * WINDOW):
            return True
        try:
            return bool(cache.incr(key) <= most)
        except ValueError:  # it fell out of the cache in between
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return WINDOW - clock() % WINDOW
