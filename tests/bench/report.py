"""The tables, as Markdown that also reads well in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.figures import Spread, Verdict, Visits, Write, kilobytes, of, plain, seconds, times, times_better
from tests.bench.measuring import Visit
from tests.bench.pages import PAGES, PEER, PROGRAM, Page

SIZES: tuple[tuple[str, str, Write], ...] = (
    ("first visit", "bytes", kilobytes),
    ("CSS", "css", kilobytes),
    ("JavaScript", "js", kilobytes),
    ("requests", "requests", plain),
    ("render-blocking", "blocking", plain),
)
TIMES: tuple[tuple[str, str, Write], ...] = (
    ("first paint", "fcp", seconds),
    ("largest paint", "lcp", seconds),
    ("first chart", "chart", seconds),
    ("layout shift", "shift", plain),
)
LIVE: tuple[tuple[str, str, Write], ...] = (
    ("bytes from the start", "live_bytes", kilobytes),
    ("time from the tap", "live", seconds),
    ("layout shift", "live_shift", plain),
)
COMPARED = (("bytes on a first visit", "bytes"), ("first paint", "fcp"), ("first chart visible", "chart"))

NOTES = """\
- Every visit is a first visit: a fresh profile with an empty cache, in Chinese, in a window of 360 × 800 px at
  twice the pixel density. Chromium slows its processor 4 times and its network to 1.6 Mbps down, 750 kbps up and
  150 ms of latency for each request. That is an emulation: a real phone on a real mobile network will differ, and
  so will the next machine.
- Sizes are what Chromium counted on the wire, headers and compression included; 1 kB is 1 000 bytes. The portal
  answers with gzip and its static files with brotli, as in production; the peer answers with Django's
  GZipMiddleware.
- A chart is counted as visible in the frame after an SVG of at least 120 × 80 px with a mark in it is laid out, and
  never before the first paint. It need not be inside the window: a reader may still have to scroll to it.
- "Interactive" means that the browser's Plotly has drawn the chart after a tap on "explore this chart". The peer's
  charts are interactive as soon as they are visible.
- Server and browser share the machine. Both servers are the production server with two processes, and every page
  had been asked for twice before, so that its charts were drawn. What the first request costs stands below.
- The peer is `tests/bench/peer.py`: one program, the same figures built by the same code from the same database,
  `fig.to_html(include_plotlyjs=True)` for the first chart and without the library for the others, a table, no style
  sheet. It could be made faster: the library as a file of its own would be kept by the browser after the first
  visit, and a part of it would do. A first visit like the ones above would still wait for a script before it sees a
  chart.
- The ratio is taken round by round, portal and peer one after the other, then the median of the rounds.
- A machine that shares its processors runs at half its pace while a neighbour is busy. A fixed loop, the shortest of
  five before each visit, tells how fast it was, so that the seconds of two runs can be compared.
- Medians, and in brackets the lowest and highest of the rounds where they differ as written.
"""


@dataclass(frozen=True)
class Answers:
    """Milliseconds of the server alone, without emulation: the first request after its start, and a later one."""

    page: Page
    first: float
    later: float


def report(
    visits: Visits, found: Sequence[Verdict], answers: Sequence[Answers], facts: Sequence[tuple[str, str]]
) -> str:
    runs = len(visits[PROGRAM])
    return "\n\n".join(
        [
            "# Benchmarks",
            f"Written by `make bench`; {runs} {'round' if runs == 1 else 'rounds'}. How it was measured stands at the "
            "end. Peer: a plain Django page with `fig.to_html()`.",
            "## Budgets\n\n" + _budgets(found),
            "## What a first visit transfers\n\n" + _by_page(visits, SIZES, (*PAGES, PEER)),
            "The peer's JavaScript stands inside its page.",
            "## When it is there\n\n" + _by_page(visits, TIMES, (*PAGES, PEER)),
            "## Until a chart is interactive\n\n" + _by_page(visits, LIVE, [page for page in PAGES if page.explores]),
            f"## Beside the peer\n\n{_beside(visits)}",
            "## The server alone\n\n" + _answers(answers),
            "## Machine\n\n" + table(["", ""], facts),
            "## How it was measured\n\n" + NOTES,
        ]
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells padded to one width, so that the source is a table too."""
    widths = [max(3, *map(_width, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cell(found: Spread | None, write: Write) -> str:
    if found is None:
        return "–"
    middle, low, high = write(found.middle), write(found.low), write(found.high)
    return middle if low == high else f"{middle} ({low.split()[0]}–{high.split()[0]})"


def _by_page(visits: Visits, columns: Sequence[tuple[str, str, Write]], pages: Sequence[Page]) -> str:
    rows = [_row(page, visits[page], columns) for page in pages]
    return table(["Page", *(head for head, _name, _write in columns)], rows)


def _row(page: Page, visits: Sequence[Visit], columns: Sequence[tuple[str, str, Write]]) -> list[str]:
    return [page.name, *(_cell(of(visits, name), write) for _head, name, write in columns)]


def _budgets(found: Sequence[Verdict]) -> str:
    rows = [[v.page, v.budget, v.limit, v.measured, "pass" if v.passed else "**over**"] for v in found]
    return table(["Page", "Figure", "Budget", "Measured", "Verdict"], rows)


def _beside(visits: Visits) -> str:
    rows = [[what, _cell(times_better(visits, name), times)] for what, name in COMPARED]
    return table([f"{PROGRAM.name}", "the peer needs"], rows)


def _answers(answers: Sequence[Answers]) -> str:
    rows = [[one.page.name, f"{one.first:.0f} ms", f"{one.later:.0f} ms"] for one in answers]
    return table(["Page", "first request (no chart drawn yet)", "the next one"], rows)
