"""python -m tests.bench.download: a million figures as one CSV file, and the memory that the server takes for it.

A synthetic country in a portal of its own, one server process, one reader. Writes docs/benchmarks-download.md; the exit
status is 1 where the budget is exceeded.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import serving

PROGRAMS, OBSERVATIONS, SEED = 10_000, 1_000_000, 7
ADDRESS = "/api/v1/observations.csv"
SMALL = "/api/v1/chains.csv"  # the same code, few rows
BUDGET = 150  # MB above idle
OUTPUT = serving.ROOT / "docs" / "benchmarks-download.md"
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Measured:
    rows: int
    size: float  # MB
    took: float  # seconds
    idle: float  # MB resident of the server's processes
    most: float

    @property
    def passed(self) -> bool:
        return self.most - self.idle <= BUDGET


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as name:
        data = Path(name)
        filled = fill(data)
        with serving.running("qualityportal.wsgi:application", data, {"WEB_WORKERS": "1"}) as site:
            measured = download(site)
    text = report(measured, filled)
    OUTPUT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0 if measured.passed else 1


def fill(data: Path) -> str:
    """What the command that makes the synthetic country says of itself."""
    environment = serving.environment(data)
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=serving.ROOT, env=environment, check=True)
    wanted = {"programs": PROGRAMS, "observations": OBSERVATIONS, "seed": SEED}
    options = [f"--{name}={number}" for name, number in wanted.items()]
    made = subprocess.run(
        [*manage, "synthesize", *options], cwd=serving.ROOT, env=environment, check=True, stdout=subprocess.PIPE
    )
    return made.stdout.decode().strip()


def download(site: str) -> Measured:
    for _time in range(3):
        _read(site, SMALL)
    idle = resident()
    started = time.monotonic()
    with watched() as seen:
        rows, size = _read(site, ADDRESS)
    return Measured(rows, size / 1e6, time.monotonic() - started, idle, max(seen))


def _read(site: str, address: str) -> tuple[int, int]:
    """Lines after the first, and bytes; nothing is kept."""
    place = urlsplit(site)
    link = HTTPConnection(place.hostname or "", place.port, timeout=600)
    link.request("GET", address)
    answer = link.getresponse()
    lines = size = 0
    while part := answer.read(1 << 16):
        lines += part.count(b"\r\n")
        size += len(part)
    link.close()
    if answer.status != 200:
        raise serving.BenchError(f"{address} answers {answer.status}")
    return max(0, lines - 1), size


@contextmanager
def watched() -> Iterator[list[float]]:
    """Looks at the memory of the server's processes twenty times a second."""
    seen = [resident()]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            seen.append(resident())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def resident() -> float:
    """MB of all processes that this one has started, and those that they have."""
    return sum(_pages(process) for process in _descendants(os.getpid())) * PAGE_SIZE / 1e6


def _descendants(parent: int) -> Iterator[int]:
    for task in Path(f"/proc/{parent}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _descendants(int(child))


def _pages(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1])


def report(measured: Measured, filled: str) -> str:
    verdict = "pass" if measured.passed else "**over**"
    return f"""\
# A million figures as one CSV file

Written by `make bench`: `{ADDRESS}` of a synthetic country, SQLite, one server process (a parent and a worker), one
reader on the same machine.

| what | measured |
|---|---|
| the country | {filled} |
| rows | {measured.rows:,} |
| size | {measured.size:.0f} MB |
| time | {measured.took:.0f} s, {measured.rows / measured.took:,.0f} rows a second |
| memory of the server before | {measured.idle:.0f} MB |
| most during the download | {measured.most:.0f} MB |
| above idle, at most {BUDGET} MB | {measured.most - measured.idle:.0f} MB: {verdict} |
"""


if __name__ == "__main__":
    sys.exit(main())
