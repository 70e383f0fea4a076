"""python -m tests.bench.reads: the time of reads on the database of the environment. Writes the names of all reads as a
line of JSON, then for each name and number of times that it reads a line of what was measured.

In one process, without a server. No finished page is kept; drawn charts are, on disk, as in production.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import sys
import time
from typing import Any

from tests.bench.pace import pace

PATIENCE = 90  # seconds for the answers to one line


class Late(Exception):  # noqa: N818
    pass


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualityportal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import override_settings

    logging.disable(logging.ERROR)  # a 404 is among the reads
    nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    caches = settings.CACHES | {"pages": nothing, "default": nothing}
    with override_settings(CACHES=caches, ALLOWED_HOSTS=["testserver"], API_RATE=0):
        from tests.bench.addresses import addresses

        found = addresses()
        answer(list(found))
        gc.freeze()  # this and the next as the server does before it takes readers
        gc.set_threshold(20_000, 20, 20)
        for line in sys.stdin:
            name, times = json.loads(line)
            answer(measured(found[name], times))
    return 0


def answer(found: Any) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def measured(address: str, times: int) -> dict[str, Any]:
    """`ms` are the times one by one; none where it took too long. `paces` are what the fixed loop took beside each:
    the longer of the one before and the one after.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(PATIENCE)
    try:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        number = len(queries)  # now: the next request empties the log
        content = _content(answer)
        took = [_ms(client, address) for _time in range(times)]
    except Late:
        return {"ms": [], "paces": [], "queries": 0, "bytes": 0}
    finally:
        signal.alarm(0)
    milliseconds, paces = [ms for ms, _pace in took], [pace for _ms, pace in took]
    return {"ms": milliseconds, "paces": paces, "queries": number, "bytes": len(content)}


def _ms(client: Any, address: str) -> tuple[float, float]:
    before = pace()
    started = time.perf_counter()
    _content(client.get(address))
    took = (time.perf_counter() - started) * 1000
    return took, max(before, pace())


def _content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content if answer.streaming else [answer.content])


def _late(*_given: Any) -> None:
    raise Late


if __name__ == "__main__":
    sys.exit(main())
