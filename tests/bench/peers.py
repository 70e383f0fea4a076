"""python -m tests.bench.peers: a program's page beside Plotly Dash, Streamlit and Datasette, on the same figures.

Each peer lives in an environment of its own below var/peers (PEERS=DIR: elsewhere), made when it is missing from
packages by name, and shows what its guide shows: the program's figures as a table and the portal's own Plotly figures;
Datasette, which draws no such figure, shows the table. All are visited as `make bench` visits. Writes
docs/benchmarks-peers.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench import deployed, machine, measuring, memory, portals, rates, serving
from tests.bench.figures import kilobytes, of, plain, seconds
from tests.bench.measuring import Visit
from tests.bench.pages import PROGRAM, Page
from tests.bench.report import table

OUTPUT = serving.ROOT / "docs" / "benchmarks-peers.md"
APPS = Path(__file__).with_name("peer_apps")
SLUG = PROGRAM.path.strip("/").split("/")[-1]
START_SECONDS = 90
NOTES = """\
- Visits are those of `make bench`: a first visit in Chromium as a slow phone (processor slowed 4 times, 1.6 Mbps, 150
  ms). Bytes are those of requests over HTTP; what Streamlit sends through its WebSocket, its content among them, is
  not counted, in its favour.
- A chart counts when an SVG with marks is in the page. Datasette shows the same figures as a table; it draws charts
  only by a plug-in and after a choice, so that it has no first chart.
- Memory is the PSS of all processes of the server after the visits; a cold start ends with the first 200. Dash runs
  under gunicorn with two processes and the portal with its own configuration; the others run as their guides say.
  Each process of Dash makes a first request of its own before it serves: without it, some scripts of a first visit were
  answered with an error, and no chart was drawn.
- The apps are `tests/bench/peer_apps/`. None is made slow: each is as small as its guide's first example.
"""


@dataclass(frozen=True)
class Peer:
    name: str
    packages: tuple[str, ...]
    command: tuple[str, ...]
    page: Page


PEERS = (
    Peer(
        "Dash",
        ("dash", "gunicorn"),
        ("{bin}/gunicorn", "-w2", "--threads=4", "-b127.0.0.1:{port}", "dash_app:server"),
        Page("Dash", "/", waits_for_chart=True),
    ),
    Peer(
        "Streamlit",
        ("streamlit", "plotly"),
        (
            *("{bin}/streamlit", "run", "streamlit_app.py", "--server.port={port}", "--server.headless=true"),
            *("--server.address=127.0.0.1", "--browser.gatherUsageStats=false"),
        ),
        Page("Streamlit", "/", waits_for_chart=True),
    ),
    Peer(
        "Datasette",
        ("datasette",),
        ("{bin}/datasette", "serve", "-i", "{data}/figures.db", "-h127.0.0.1", "-p{port}"),
        Page("Datasette", "/figures/figures"),
    ),
)


@dataclass
class Seen:
    name: str
    version: str
    visits: list[Visit] = field(default_factory=list)
    memory: float = 0  # MB
    start: float = 0  # ms
    faults: list[str] = field(default_factory=list)  # of visits that could not be measured


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers")
    parser.add_argument("--runs", type=int, default=5, help="visits of each")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the file to write")
    parser.add_argument(
        "--only", action="append", choices=[peer.name for peer in PEERS], help="this peer; again for more"
    )
    options = parser.parse_args(given)
    peers = [peer for peer in PEERS if not options.only or peer.name in options.only]
    home = Path(os.environ.get("PEERS") or serving.ROOT / "var" / "peers")
    try:
        for peer in peers:
            installed(home, peer)
        text = compare(home, peers, options.runs)
    except serving.BenchError as error:
        say(str(error))
        return 1
    options.output.write_text(text, encoding="utf-8")
    say(text)
    say(f"Written to {options.output}")
    return 0


def installed(home: Path, peer: Peer) -> None:
    folder = home / peer.name.lower()
    if (folder / "made.txt").exists():
        return
    say(f"Installing {peer.name} …")
    for command in (
        [sys.executable, "-m", "venv", str(folder)],
        [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", *peer.packages],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise serving.BenchError(f"{peer.name} cannot be installed:\n{done.stderr[-1000:]}")
    (folder / "made.txt").write_text("\n".join(peer.packages), encoding="utf-8")


def compare(home: Path, peers: Sequence[Peer], runs: int) -> str:
    found = []
    with portals.filled("SQLite") as (data, own), measuring.chromium() as browser:
        export(data, own)
        started = time.perf_counter()
        with serving.running("qualityportal.wsgi:application", data, own | deployed.hidden()) as site:
            seen = Seen("the portal", "")
            rates.get(site, PROGRAM.path)
            seen.start = (time.perf_counter() - started) * 1000
            page = Page(PROGRAM.name, PROGRAM.path, waits_for_chart=True)
            measuring.visit(browser, site, page)  # not counted: a new browser first finds its fonts
            look(browser, site, page, seen, runs)
        found.append(seen)
        for peer in peers:
            say(f"{peer.name} …")
            seen = Seen(peer.name, _version(home, peer))
            found.append(seen)
            with running(home, peer, data, seen) as site:
                look(browser, site, peer.page, seen, runs)
        return report(found, runs, machine.facts(browser.version))


def look(browser: Browser, site: str, page: Page, seen: Seen, runs: int) -> None:
    for _run in range(runs):
        try:
            seen.visits.append(measuring.visit(browser, site, page))
        except serving.BenchError as error:
            seen.faults.append(str(error))
    seen.memory = sum(one.pss for child in memory.children(os.getpid()) for one in _servers(child))


def _servers(child: int) -> list[memory.Memory]:
    """The server's processes, and not those of the browser, which are ours too."""
    words = Path(f"/proc/{child}/cmdline").read_bytes()
    return memory.of_tree(child) if any(name in words for name in (b"gunicorn", b"streamlit", b"datasette")) else []


def export(data: Path, settings: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.bench.peer_data", SLUG]
    environment = serving.environment(data) | settings
    done = subprocess.run(command, cwd=serving.ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    (data / "peer.json").write_bytes(done.stdout)
    with sqlite3.connect(data / "figures.db") as database:
        database.execute("CREATE TABLE figures (figure TEXT, period TEXT, value TEXT)")
        database.executemany("INSERT INTO figures VALUES (?, ?, ?)", json.loads(done.stdout)["rows"])
    database.close()


@contextmanager
def running(home: Path, peer: Peer, data: Path, seen: Seen) -> Iterator[str]:
    port = serving.free_port()
    places = {"bin": str(home / peer.name.lower() / "bin"), "port": str(port), "data": str(data)}
    command = [word.format(**places) for word in peer.command]
    own = {"PEER_DATA": str(data / "peer.json"), "HOME": str(data), "PATH": os.environ.get("PATH", "")}
    log = data / f"{peer.name}.log"
    started = time.perf_counter()
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=APPS, env=own, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(server, port, peer, log)
            seen.start = (time.perf_counter() - started) * 1000
            yield f"http://{serving.HOST}:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, peer: Peer, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        link = HTTPConnection(serving.HOST, port, timeout=10)
        try:
            link.request("GET", peer.page.path)
            if link.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.02)
        finally:
            link.close()
    raise serving.BenchError(f"{peer.name} did not start:\n{log.read_text()[-1000:]}")


def _version(home: Path, peer: Peer) -> str:
    python = home / peer.name.lower() / "bin" / "python"
    code = f"from importlib.metadata import version; print(version({peer.packages[0]!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def report(found: Sequence[Seen], runs: int, facts: Sequence[tuple[str, str]]) -> str:
    head = ["Page", "first visit", "requests", "first paint", "first chart", "memory of the server", "cold start"]
    rows = [_row(seen) for seen in found]
    faults = [f"A visit of {seen.name} could not be measured: {fault}" for seen in found for fault in seen.faults]
    parts = [
        "# Beside Dash, Streamlit and Datasette",
        f"Written by `make bench-peers`: `{PROGRAM.path}` and the same figures in each peer, {runs} visits of each, "
        "medians.",
        table(head, rows),
        *faults,
        "## Machine\n\n" + table(["", ""], facts),
        "## How it was measured\n\n" + NOTES,
    ]
    return "\n\n".join(parts)


def _row(seen: Seen) -> list[str]:
    written = [("bytes", kilobytes), ("requests", plain), ("fcp", seconds), ("chart", seconds)]
    spreads = [(of(seen.visits, name), write) for name, write in written]
    cells = [write(spread.middle) if spread else "–" for spread, write in spreads]
    return [f"{seen.name} {seen.version}".strip(), *cells, f"{seen.memory:.0f} MB", seconds(seen.start)]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
