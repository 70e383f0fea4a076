"""One cluster for all tests here; each leaves it as it found it. Without Redis they are skipped, in CI they fail."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.bench import portals, serving
from tests.faults.servers import Postgres, Redis, primary_in, replica_of

PATIENCE = 60  # seconds


@dataclass
class Answer:
    status: int
    text: str


@dataclass
class Cluster:
    primary: Postgres
    replica: Postgres
    redis: Redis
    site: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        place = urlsplit(self.site)
        link = HTTPConnection(place.hostname or "", place.port, timeout=30)
        try:
            link.request(method, path, headers=headers)
            answer = link.getresponse()
            return Answer(answer.status, answer.read().decode())
        finally:
            link.close()


def until(holds: Callable[[], bool]) -> None:
    """Waits for what happens in other processes."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def sqlite_folder() -> Iterator[Path]:
    """The data folder of a portal on SQLite with the facts of the seeds."""
    with portals.filled("SQLite") as (folder, _settings):
        yield folder


@pytest.fixture(scope="session")
def primary() -> Iterator[Postgres]:
    """A server with the facts of the seeds, beside the data folder of its portal."""
    # A short path: a Unix socket's name is limited to 107 characters.
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "static").symlink_to(serving.ROOT / "var" / "static")
        server = primary_in(folder / "primary")
        portals.prepare(folder, {"DATABASE_URL": server.url})
        yield server
        server.stop()


@pytest.fixture(scope="session")
def cluster(primary) -> Iterator[Cluster]:
    if not shutil.which("redis-server"):
        message = "Redis is not installed (Debian: apt-get install redis-server); faults were not tried"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    folder = primary.folder.parent
    redis = Redis(folder)
    redis.start()
    replica = replica_of(primary, folder / "replica")
    settings = {"DATABASE_URL": primary.url, "CACHE_URL": redis.url, "DATABASE_REPLICA_URLS": replica.url}
    with serving.running("qualityportal.wsgi:application", folder, settings) as site:
        yield Cluster(primary, replica, redis, site)
    redis.stop()
    replica.stop()
