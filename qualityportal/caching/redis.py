"""Redis as a cache that may go away: then nothing is found and nothing is kept, and the portal is slower, not down."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError, TimeoutError

logger = logging.getLogger(__name__)

PAUSE = 3.0  # seconds in which a Redis that did not answer is left alone, so that not every request waits for it


class ForgivingClient(RedisCacheClient):
    _silent_until: ClassVar[float] = 0.0

    def add(self, *args: Any) -> Any:
        return self._asked(super().add, True, *args)  # as if it had been free: everybody makes their own

    def get(self, key: Any, default: Any) -> Any:
        return self._asked(super().get, default, key, default)

    def set(self, *args: Any) -> Any:
        return self._asked(super().set, None, *args)

    def touch(self, *args: Any) -> Any:
        return self._asked(super().touch, False, *args)

    def delete(self, *args: Any) -> Any:
        return self._asked(super().delete, False, *args)

    def get_many(self, *args: Any) -> Any:
        return self._asked(super().get_many, {}, *args)

    def has_key(self, *args: Any) -> Any:
        return self._asked(super().has_key, False, *args)

    def incr(self, key: Any, delta: int) -> Any:
        counted = self._asked(super().incr, None, key, delta)
        if counted is None:
            raise ValueError(f"Key {key!r} not found.")  # what Django's caches say of a key that they lost
        return counted

    def set_many(self, *args: Any) -> Any:
        return self._asked(super().set_many, None, *args)

    def delete_many(self, *args: Any) -> Any:
        return self._asked(super().delete_many, None, *args)

    def clear(self) -> Any:
        return self._asked(super().clear, False)

    def _asked(self, ask: Callable[..., Any], instead: Any, *args: Any) -> Any:
        """What Redis answers, or `instead` while it does not."""
        if time.monotonic() < ForgivingClient._silent_until:
            return instead
        try:
            return ask(*args)
        except (ConnectionError, TimeoutError) as error:
            ForgivingClient._silent_until = time.monotonic() + PAUSE
            logger.warning("Redis does not answer, going on without for %s s: %s", PAUSE, error)
            return instead


class ForgivingRedis(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
