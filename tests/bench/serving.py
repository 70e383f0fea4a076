"""A portal of its own in a temporary folder, and servers on free ports of the loopback address."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
FOREIGN = (
    *(
        "DATABASE_URL",
        "DATABASE_POOL_SIZE",
        "DATABASE_PREPARED",
        "DATABASE_REPLICA_URLS",
        "CACHE_URL",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "HTTPS",
    ),
    *("WEB_WORKERS", "WEB_THREADS", "DRAWING_PROCESSES", "DJANGO_SETTINGS_MODULE"),
)
START_SECONDS = 60


class BenchError(Exception):
    """Something that makes the figures worthless; its text is what the user reads."""


def environment(data: Path) -> dict[str, str]:
    """What a first `make serve` would see, so that nobody's own settings or database come into the figures."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"DATA_DIR": str(data)}


def prepare(data: Path) -> None:
    """Seeds and collected files in an empty folder; the chart library is the one that is already on this machine."""
    (data / "npm").symlink_to(ROOT / "var" / "npm", target_is_directory=True)
    for command in (["collectstatic", "--no-input"], ["prepare"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(data),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchError(f"manage.py {command[0]} failed:\n{done.stderr[-2000:]}")


@contextmanager
def running(application: str, data: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The production server with this application; gives its address, and stops it at the end."""
    port = free_port()
    log = data / f"server-{port}.log"
    # Without its control socket, which has one place for all servers of a user: a running portal keeps its own.
    options = ["--config", "deploy/gunicorn.conf.py", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *options, application]
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(data) | {"HOST": HOST, "PORT": str(port)} | dict(settings or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, port, log)
            yield f"http://{HOST}:{port}"
        finally:
            _stop(server)


def answer_ms(url: str) -> float:
    """How long the whole answer to one request takes, compressed as for a browser; raises where it is not a page."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or HOST, parts.port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    took = (time.perf_counter() - started) * 1000
    connection.close()
    if response.status != 200:
        raise BenchError(f"{url} answers {response.status}; without this page there is nothing to measure.")
    return took


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()  # any answer: the peer does not know this address
        except (OSError, HTTPException):
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    raise BenchError(f"The server did not start:\n{log.read_text()[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
