"""How many requests a second a portal answers, beside a static file of the same size from the same server."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from tests.bench import serving, wrk
from tests.bench.wrk import Rate

PAGE = "/programs/zhangshu-metal-furniture/"
SAME_SIZE = "bench.html"
CONNECTIONS = 16
COLD_PAGES = ("/", PAGE, "/programs/", "/indicators/export-value/", "/regions/360000/", "/compare/", "/search/?q=zs")
COLD_TIMES = 30


@dataclass
class Rounds:
    """One server: in each round a static file, a kept page of the same size, and the same page not modified."""

    name: str
    static: list[Rate] = field(default_factory=list)
    page: list[Rate] = field(default_factory=list)
    unmodified: list[Rate] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Cold:
    """Milliseconds of a page that nobody had asked for, one reader at a time; then with 16 at once."""

    path: str
    p50: float
    p95: float
    p99: float
    crowd: Rate | None


def get(site: str, path: str) -> Answer:
    place = urlsplit(site)
    link = HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        link.request("GET", path, headers=wrk.BROWSER)
        answer = link.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        link.close()


def draw_all(site: str) -> None:
    """A picture of each chart of each program, in both languages."""
    pages = [
        language + path for path in _linked(site, "/programs/", "/programs/[a-z0-9-]+/") for language in ("", "/en")
    ]
    pictures = [picture for page in pages for picture in _linked(site, page, r"[^\"]+\.png")]
    if not pictures:
        raise serving.BenchError("No picture of a chart is offered: is a Chinese font installed?")
    for picture in pictures:
        _found(site, picture)


def _linked(site: str, path: str, target: str) -> list[str]:
    return sorted(set(re.findall(f'href="({target})"', gzip.decompress(_found(site, path).body).decode())))


def _found(site: str, path: str) -> Answer:
    answer = get(site, path)
    if answer.status != 200:
        raise serving.BenchError(f"{path} answers {answer.status}; without it there is nothing to measure.")
    return answer


def with_file_of_the_same_size(data: Path, body: bytes) -> None:
    """Puts a static file beside the others, packed as the page is: as many bytes on the wire, but for headers."""
    folder = data / "static"
    real = folder.resolve()
    folder.unlink()
    folder.mkdir()
    for child in real.iterdir():
        (folder / child.name).symlink_to(child)
    (folder / SAME_SIZE).write_bytes(b"x" * len(body) * 4)
    (folder / f"{SAME_SIZE}.gz").write_bytes(body)


def round_of(rounds: Rounds, site: str, seconds: int) -> None:
    seen = {"If-None-Match": _found(site, PAGE).headers["etag"]}
    rounds.static.append(wrk.rate(f"{site}/static/{SAME_SIZE}", seconds=seconds, connections=CONNECTIONS))
    rounds.page.append(wrk.rate(site + PAGE, seconds=seconds, connections=CONNECTIONS))
    rounds.unmodified.append(wrk.rate(site + PAGE, seconds=seconds, connections=CONNECTIONS, headers=seen))


def cold(site: str, path: str, seconds: int) -> Cold:
    took = []
    for number in range(COLD_TIMES + 2):
        started = time.perf_counter()
        answer = get(site, f"{path}{'&' if '?' in path else '?'}n={number}-{time.monotonic_ns()}")
        if answer.status != 200:
            raise serving.BenchError(f"{path} answers {answer.status}.")
        took.append((time.perf_counter() - started) * 1000)
    cuts = quantiles(took[2:], n=100, method="inclusive")  # the first ones may draw charts
    crowd = None if "?" in path else wrk.rate(site + path, seconds=seconds, connections=CONNECTIONS, cold=True)
    return Cold(path, cuts[49], cuts[94], cuts[98], crowd)
