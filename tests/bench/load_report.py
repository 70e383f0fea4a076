"""docs/benchmarks-load.md: figures with their spread, the budgets, and how it was measured."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench import deployed, machine
from tests.bench.memory import Memory
from tests.bench.rates import CONNECTIONS, PAGE, Cold, Rounds
from tests.bench.report import table
from tests.bench.writes import EDITORS, Outcome
from tests.bench.wrk import Rate

NOTES = f"""\
- Server, database and load generator share the machine's cores. The portal is the production server (gunicorn with
  `deploy/gunicorn.conf.py`: two processes of four threads) on SQLite with the facts of the seeds; it can import only
  what `requirements/base.txt` installs, not what tests bring along. `wrk --latency` with two threads and
  {CONNECTIONS} connections asks for `{PAGE}`, with gzip as a browser would.
- The static file has as many bytes as the page when packed. A ratio is taken round by round, one run after the other;
  the table has the median of the rounds, in brackets the lowest and the highest.
- "Cold" is a page that no cache has: each request carries a query that none had before. Its charts are drawn already,
  since drawings are kept by what they show, whatever moves the version of the data.
- The budget of memory is held against RSS, after all rounds, all cold pages and a picture of each chart of the portal
  in both languages. RSS counts a page of memory that several processes share in each of them in full: the code that the
  parent loads before it forks, shared libraries, and the part of SQLite's file that is mapped, which the kernel drops
  when it needs room. PSS counts it in equal parts, so that the sum of PSS over the processes is what the server takes.
  USS is what a process alone has.
- Writes under reads: `tests/bench/writes.py`. Readers load pages without a pause, so the machine is saturated all the
  time; times are those of people who work on such a machine. A save is the form opened and sent.
"""


@dataclass
class Found:
    rounds: list[Rounds] = field(default_factory=list)
    cold: list[Cold] = field(default_factory=list)
    idle: list[Memory] = field(default_factory=list)
    loaded: list[Memory] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    writes: dict[str, Outcome] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    what: str
    limit: str
    measured: str
    passed: bool


def report(found: Found) -> tuple[str, bool]:
    """The text, and whether all that was measured keeps its budget."""
    verdicts = list(_verdicts(found))
    rows = [[v.what, v.limit, v.measured, "pass" if v.passed else "**over**"] for v in verdicts]
    parts = [
        "# Load",
        "Written by `make bench` (`python -m tests.bench.load`). How it was measured stands at the end.",
        *(f"**Left out:** {words}" for words in found.left_out),
        "## Budgets\n\n" + table(["Figure", "Budget", "Measured", "Verdict"], rows),
        *_rates(found.rounds),
        *_cold(found.cold),
        "## Memory per process\n\n" + _memory(found),
        "## Start\n\n" + f"From the start of the server to the end of its first page: {_spread(found.starts, _ms)}.",
        "## Size of a deployed portal\n\n" + _sizes(),
        *_writes(found.writes),
        "## Machine\n\n" + table(["", ""], [*machine.facts(), *_tools()]),
        "## How it was measured\n\n" + NOTES,
    ]
    return "\n\n".join(parts), all(verdict.passed for verdict in verdicts)


def _verdicts(found: Found) -> Iterable[Verdict]:
    for rounds in found.rounds:
        least = 0.9 if "nginx" in rounds.name else 0.5
        if "Redis" not in rounds.name:
            yield _ratio(rounds, "page", least)
            yield _ratio(rounds, "unmodified", least)
    if found.rounds:
        pages = found.rounds[0].page
        each = median(rate.per_second for rate in pages)
        late = median(rate.p99 for rate in pages)
        yield Verdict("kept pages a second, the portal", "at least 1 500", f"{each:,.0f}", each >= 1500)
        yield Verdict(f"p99 of a kept page, {CONNECTIONS} connections", "under 40 ms", _ms(late), late < 40)
    if found.loaded:
        most = max(one.rss for one in found.loaded)
        yield Verdict("resident memory of a process after load", "at most 120 MB", f"{most:.0f} MB", most <= 120)
    for engine, outcome in found.writes.items():
        faults = f"{len(outcome.faults)} faults"
        yield Verdict(f"writes under reads, {engine}", "no error, no lost write", faults, not outcome.faults)


def _ratio(rounds: Rounds, kind: str, least: float) -> Verdict:
    found = _ratios(rounds, kind)
    what = {"page": "a kept page", "unmodified": "a 304"}[kind]
    return Verdict(
        f"{what} against a static file, {rounds.name}",
        f"at least {least} ×",
        _spread(found, _times),
        median(found) >= least,
    )


def _ratios(rounds: Rounds, kind: str) -> list[float]:
    pairs = zip(getattr(rounds, kind), rounds.static, strict=True)
    return [one.per_second / static.per_second for one, static in pairs]


def _rates(found: Sequence[Rounds]) -> list[str]:
    rows = []
    for rounds in found:
        for what, kind in (("static file", "static"), ("kept page", "page"), ("the same, 304", "unmodified")):
            runs: list[Rate] = getattr(rounds, kind)
            ratio = "" if kind == "static" else _spread(_ratios(rounds, kind), _times)
            waits = [_spread([getattr(run, name) for run in runs], _ms) for name in ("p50", "p95", "p99")]
            rows.append([rounds.name, what, _spread([run.per_second for run in runs], _count), ratio, *waits])
    head = ["Server", "What", "a second", "against static", "p50", "p95", "p99"]
    return ["## Answers a second\n\n" + table(head, rows)] if rows else []


def _cold(found: Sequence[Cold]) -> list[str]:
    rows = [
        [
            *(f"`{one.path}`", _ms(one.p50), _ms(one.p95), _ms(one.p99)),
            *([_count(one.crowd.per_second), _ms(one.crowd.p50), _ms(one.crowd.p99)] if one.crowd else ["–"] * 3),
        ]
        for one in found
    ]
    crowd = f"{CONNECTIONS} at once"
    head = ["Page", "p50", "p95", "p99", f"{crowd}: a second", "p50 ", "p99 "]
    return ["## A cold page\n\n" + table(head, rows)] if rows else []


def _memory(found: Found) -> str:
    rows = [
        [when, one.role, *(f"{value:.0f} MB" for value in (one.rss, one.pss, one.uss, one.database))]
        for when, group in (("after the first page", found.idle), ("after load", found.loaded))
        for one in group
    ]
    return table(["", "Process", "RSS", "PSS", "USS", "of which SQLite's file"], rows)


def _sizes() -> str:
    packages = deployed.packages()
    whole = sum(package.size for package in packages)
    largest = ", ".join(f"{package.name} {package.size:.0f} MB" for package in packages[:6])
    rows = [
        [f"{len(packages)} packages of requirements/base.txt", f"{whole:.0f} MB ({largest})"],
        ["the portal's code, templates, seeds, translations", f"{deployed.code_size():.1f} MB"],
        ["collected static files, packed ones included", f"{deployed.static_size():.1f} MB"],
    ]
    return table(["Part", "Size"], rows)


def _writes(found: dict[str, Outcome]) -> list[str]:
    if not found:
        return []
    rows = [
        [
            *(engine, f"{one.size.rows:,} / {len(one.saves):,} / {one.size.readers}"),
            *(f"{one.preview:.0f} s", f"{one.confirmation:.0f} s", _tail(one.saves), _tail(one.reads)),
            *(f"{sum(one.statuses.values()):,}", str(len(one.faults))),
        ]
        for engine, one in found.items()
    ]
    head = [
        *("Engine", "rows / saves / readers", "preview", "confirmation", f"a save ({EDITORS} editors): p50, p95, most"),
        *("a page: p50, p95, most", "pages read", "faults"),
    ]
    faults = [f"- {engine}: {fault}" for engine, one in found.items() for fault in one.faults[:20]]
    return ["## Writes under reads\n\n" + table(head, rows), *(["\n".join(faults)] if faults else [])]


def _tail(values: Sequence[float]) -> str:
    ordered = sorted(values)
    picked = (median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])
    return ", ".join(f"{value:.2f} s" for value in picked)


def _tools() -> list[tuple[str, str]]:
    asked = [("wrk", ["wrk", "-v"]), ("nginx", ["nginx", "-v"]), ("Redis", ["redis-server", "--version"])]
    return [("SQLite", sqlite3.sqlite_version), *((name, _first_line(command)) for name, command in asked)]


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "not installed"
    return (done.stdout + done.stderr).strip().splitlines()[0][:60]


def _spread(values: Sequence[float], write: Callable[[float], str]) -> str:
    low, high = write(min(values)), write(max(values))
    return write(median(values)) if low == high else f"{write(median(values))} ({low}–{high})"


def _times(value: float) -> str:
    return f"{value:.2f} ×"


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _ms(value: float) -> str:
    return f"{value:,.1f} ms" if value < 100 else f"{value:,.0f} ms"
