"""Whether a database answers, and how far a replica lags behind: asked at most once a second by each process.

One that refuses the connection is gone. One that takes too long may be, or the machine has more to do than it can: on a
saturated machine it is still the database that answers best, so that it is given up only after a while.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from math import inf
from typing import Any

import psycopg
from django.db import connections
from psycopg import errors, sql

logger = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two questions
PATIENCE = 1  # seconds for an answer
LONG = 10.0  # seconds in which no answer came in time, after which a database counts as gone
# A replica that has replayed all that it received, from a primary it is connected to, lags behind by nothing, however
# long ago the last write was.
LAG = sql.SQL("""
SELECT CASE
  WHEN NOT pg_is_in_recovery() THEN 0
  WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
  ELSE coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 'infinity'::float)
END
""")


@dataclass(frozen=True)
class Known:
    """`lag` is in seconds behind the primary, infinite where the database does not answer."""

    answers: bool
    lag: float


GONE = Known(answers=False, lag=inf)


class Watch:
    """Asks one database again when its last answer is old; who comes meanwhile gets what was known before."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._known = Known(answers=True, lag=0)
        self._asked_at = -inf
        self._slow_since: float | None = None
        self._asking = threading.Lock()

    def known(self) -> Known:
        is_first = self._asked_at == -inf
        if self._is_due() and self._asking.acquire(blocking=is_first):
            try:
                if self._is_due():
                    self._learn(self._judged(self._ask()))
            finally:
                self._asking.release()
        return self._known

    def lost(self) -> None:
        """Somebody has just seen it fail; it may have been too slow for them alone."""
        self._learn(self._judged(self._ask()))

    def _is_due(self) -> bool:
        return time.monotonic() - self._asked_at >= EVERY

    def _learn(self, known: Known) -> None:
        if known.answers != self._known.answers:
            logger.warning("The database “%s” %s.", self.alias, "answers" if known.answers else "does not answer")
        self._known, self._asked_at = known, time.monotonic()

    def _judged(self, said: Known | None) -> Known:
        now = time.monotonic()
        if said is not None:
            self._slow_since = None
            return said
        self._slow_since = self._slow_since or now
        return self._known if now - self._slow_since < LONG else GONE

    def _ask(self) -> Known | None:
        """None where no answer came in time."""
        if connections[self.alias].vendor != "postgresql":
            return Known(answers=True, lag=0)
        try:
            with psycopg.connect(**_parameters(self.alias), autocommit=True) as link:
                row = link.execute(LAG).fetchone()
        except (errors.ConnectionTimeout, errors.QueryCanceled):
            return None
        except psycopg.Error:
            return GONE
        return Known(answers=True, lag=float(row[0]) if row else inf)


def _parameters(alias: str) -> dict[str, Any]:
    wanted = connections[alias].get_connection_params()
    own = {name: wanted[name] for name in ("dbname", "user", "password", "host", "port", "sslmode") if wanted.get(name)}
    limits = {"connect_timeout": PATIENCE, "tcp_user_timeout": PATIENCE * 1000}
    return own | limits | {"options": f"-c statement_timeout={PATIENCE * 1000}"}


_watches: dict[str, Watch] = {}


def watch(alias: str) -> Watch:
    """Only for a PostgreSQL database."""
    return _watches.setdefault(alias, Watch(alias))


def answers(alias: str) -> bool:
    """Whether the database can be expected to answer, without waiting for one that is gone."""
    return connections[alias].vendor != "postgresql" or watch(alias).known().answers
