"""python -m tests.bench.load: rates, memory, start and size of a deployed portal, and writes under reads.

Writes docs/benchmarks-load.md. What needs a program that is not installed (wrk, nginx, redis-server) is left out, and
the report says so. `--writes ROWS,SAVES,READERS` sets the size of the writes, `--no-writes` leaves them out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import deployed, memory, nginx, portals, rates, serving, wrk
from tests.bench.load_report import Found, report
from tests.bench.rates import Rounds
from tests.bench.serving import ROOT
from tests.bench.writes import Size, writes_under_reads
from tests.faults.servers import Redis

OUTPUT = ROOT / "docs" / "benchmarks-load.md"
APPLICATION = "qualityportal.wsgi:application"
NO_REDIS = "redis-server is not installed (Debian: apt-get install redis-server); the shared cache was not measured."


def main(given: Sequence[str]) -> int:
    options = arguments(given)
    found = Found()
    found.left_out += [] if wrk.is_there() else [wrk.MISSING]
    found.left_out += [] if nginx.is_there() else [nginx.MISSING]
    found.left_out += [] if shutil.which("redis-server") else [NO_REDIS]
    try:
        serve(found, options)
        for engine in portals.ENGINES if options.writes else ():
            say(f"Writes under reads on {engine} …")
            with portals.running(engine) as portal:
                found.writes[engine] = writes_under_reads(portal, options.writes)
    except serving.BenchError as error:
        say(str(error))
        return 1
    text, passed = report(found)
    options.output.write_text(text, encoding="utf-8")
    say(text)
    say(f"Written to {options.output}")
    return 0 if passed or not options.strict else 1


def arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=int, default=2, help="of each run of wrk")
    parser.add_argument("--writes", type=_size, default=Size(20_000, 200, 16), metavar="ROWS,SAVES,READERS")
    parser.add_argument("--no-writes", dest="writes", action="store_const", const=None)
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the file to write")
    parser.add_argument("--strict", action="store_true", help="exit status 1 where a budget is exceeded")
    return parser.parse_args(given)


def _size(text: str) -> Size:
    rows, saves, readers = (int(part) for part in text.split(","))
    return Size(rows, saves, readers)


def serve(found: Found, options: argparse.Namespace) -> None:
    """A portal on SQLite, with and without nginx and Redis, that sees only what a deployed one has."""
    hidden = deployed.hidden()
    with portals.filled("SQLite") as (data, own), ExitStack() as stack:
        settings = own | hidden
        say("Cold starts …")
        found.starts = [start_ms(data, settings) for _time in range(options.rounds)]
        with serving.running(APPLICATION, data, settings) as site:
            page = rates.get(site, rates.PAGE)
        rates.with_file_of_the_same_size(data, page.body)
        site = stack.enter_context(serving.running(APPLICATION, data, settings))
        rates.get(site, rates.PAGE)
        found.idle = memory.of_tree(_server())
        if not wrk.is_there():
            return
        direct = Rounds("the portal")
        found.rounds.append(direct)
        fronted = Rounds("nginx in front")
        port = stack.enter_context(nginx.in_front(data, site)) if nginx.is_there() else 0
        found.rounds += [fronted] if port else []
        for number in range(1, options.rounds + 1):
            say(f"Round {number} of {options.rounds} …")
            rates.round_of(direct, site, options.seconds)
            if port:
                rates.round_of(fronted, f"http://{serving.HOST}:{port}", options.seconds)
        for path in rates.COLD_PAGES:
            say(f"Cold: {path} …")
            found.cold.append(rates.cold(site, path, options.seconds))
        say("Pictures …")
        rates.draw_all(site)
        found.loaded = memory.of_tree(_server())
        stack.close()
    if shutil.which("redis-server"):
        with_redis(found, options, hidden)


def with_redis(found: Found, options: argparse.Namespace, hidden: dict[str, str]) -> None:
    rounds = Rounds("the portal, pages in Redis")
    with portals.filled("SQLite") as (data, own):
        redis = Redis(data)
        redis.start()
        try:
            settings = own | hidden | {"CACHE_URL": redis.url}
            with serving.running(APPLICATION, data, settings) as site:
                page = rates.get(site, rates.PAGE)
            rates.with_file_of_the_same_size(data, page.body)
            with serving.running(APPLICATION, data, settings) as site:
                for _time in range(options.rounds):
                    rates.round_of(rounds, site, options.seconds)
        finally:
            redis.stop()
    found.rounds.append(rounds)


def start_ms(data: Path, settings: dict[str, str]) -> float:
    """From the start of the server's process to the end of its first page."""
    started = time.perf_counter()
    with serving.running(APPLICATION, data, settings) as site:
        if rates.get(site, "/").status != 200:
            raise serving.BenchError("/ does not answer 200 after a start.")
        return (time.perf_counter() - started) * 1000


def _server() -> int:
    """The process of gunicorn that this one has started."""
    for child in memory.children(os.getpid()):
        if b"gunicorn" in Path(f"/proc/{child}/cmdline").read_bytes():
            return child
    raise serving.BenchError("The server is gone.")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
