"""The production server: `make serve` and the service units start gunicorn with this file."""

import contextlib
import ctypes
import gc
import os
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class EvenWorker(ThreadWorker):
    """Who serves readers already lets an idle process take the next one. Else the first to wake takes all who come at
    once, while the other has nothing to do: a third of the answers a second.
    """

    def accept(self, listener: Any) -> None:
        if self.nr_conns > 1:
            time.sleep(0.0005)
        super().accept(listener)


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
# Threads share a process's memory; a worker that waits for the database or for a drawing serves others.
worker_class = EvenWorker
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 20
keepalive = 15
# A slow leak in a library stays bounded. With fewer, on a busy day a process begins anew each minute, and readers wait.
max_requests = 1_000_000
max_requests_jitter = 100_000
preload_app = True
accesslog = None
errorlog = "-"
loglevel = "warning"
M_ARENA_MAX = -8  # malloc.h of glibc


def when_ready(server: Any) -> None:
    """Before the first worker is forked."""
    if server.app.app_uri.startswith("qualityportal."):
        from indicators.charts.drawing import draw_apart
        from qualityportal.ahead import load_ahead

        draw_apart(int(os.environ.get("DRAWING_PROCESSES", "1")))
        load_ahead()
    # Each thread would keep memory that others cannot use; with two such arenas a process takes a quarter less.
    with contextlib.suppress(AttributeError):  # a C library without them
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)
    # The collector leaves alone what is there: its marks would make a copy of every page of memory in each process.
    gc.collect()
    gc.freeze()
    # A page makes and drops tens of thousands of objects, nearly all without the collector's help.
    gc.set_threshold(20_000, 20, 20)
