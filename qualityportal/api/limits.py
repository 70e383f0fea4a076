"""How often one address may ask: so many requests in a minute, counted in Django's cache.

With Redis as cache all processes count together; with the memory of a process each counts its own. A window is a
minute of the clock, so that the count needs one atomic step and no list of times. What a cache in front of the
interface answers is not counted.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from qualityportal.addresses import origin
from qualityportal.api.problems import Problem

WINDOW = 60  # seconds


def clock() -> float:
    return time.time()


def count_request(request: HttpRequest, setting: str) -> None:
    """Counts the request against the limit named by `setting` (requests a minute; 0 for none).

    Raises a 429 problem that says how many seconds to wait once the limit is passed.
    """
    limit: Any = getattr(settings, setting)
    if not limit:
        return
    now = clock()
    window, past = divmod(now, WINDOW)
    key = f"api-limit:{setting}:{origin(request) or 'unknown'}:{window:.0f}"
    if cache.add(key, 1, timeout=2 * WINDOW):
        return
    try:
        number = cache.incr(key)
    except ValueError:  # it went out of the cache in between
        return
    if number > limit:
        raise Problem("too-many-requests", headers={"Retry-After": str(max(1, int(WINDOW - past) + 1))})
