"""The production server: `make serve` and the service units start gunicorn with this file."""

import gc
import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
# Threads share a process's memory and its drawing engines; a worker that waits for the database serves others.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 20
keepalive = 15
max_requests = 20_000  # a slow leak in a library stays bounded
max_requests_jitter = 2_000
preload_app = True
accesslog = None
errorlog = "-"
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Before the first worker is forked."""
    if server.app.app_uri.startswith("qualityportal."):
        from qualityportal.ahead import load_ahead

        load_ahead()
    # The collector leaves alone what is there: its marks would make a copy of every page of memory in each process.
    gc.collect()
    gc.freeze()
