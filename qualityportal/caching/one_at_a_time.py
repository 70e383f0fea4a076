"""Of many who want the same thing made, one makes it and the others wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import BaseCache

LONGEST = 10  # seconds; who waits longer makes it too, since the maker may have died
LOOK_AGAIN = 0.02


class OneAtATime:
    """A lock per key among the threads of this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def __call__(self, key: str) -> Iterator[None]:
        with self._guard:
            lock, users = self._locks.get(key, (threading.Lock(), 0))
            self._locks[key] = (lock, users + 1)
        entered = lock.acquire(timeout=LONGEST)
        try:
            yield
        finally:
            if entered:
                lock.release()
            with self._guard:
                lock, users = self._locks[key]
                if users == 1:
                    del self._locks[key]
                else:
                    self._locks[key] = (lock, users - 1)


def is_mine_to_make(cache: BaseCache, key: str) -> bool:
    """Among all processes and machines that share the cache: whether nobody else is making it now.

    False comes only after the other one has finished, or should have; so look into the cache again.
    """
    flag = f"{key}:in-the-making"
    if cache.add(flag, 1, LONGEST):
        return True
    until = time.monotonic() + LONGEST
    while time.monotonic() < until and cache.get(flag):
        time.sleep(LOOK_AGAIN)
    return False


def is_made(cache: BaseCache, key: str) -> None:
    cache.delete(f"{key}:in-the-making")
