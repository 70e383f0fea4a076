"""What the figures were taken on."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import plotly.offline

PACKAGES = ("Django", "gunicorn", "whitenoise", "plotly", "playwright")


def facts(browser_version: str = "") -> list[tuple[str, str]]:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return [
        ("Date", f"{datetime.now(UTC):%Y-%m-%d}"),
        ("Processor", f"{_processor()}, {len(os.sched_getaffinity(0))} cores"),
        ("Memory", f"{memory:.0f} GiB"),
        ("Load before the first run (1 min)", f"{os.getloadavg()[0]:.1f}"),
        ("System", platform.platform()),
        ("Python", f"{platform.python_version()} of {sys.base_prefix}"),
        *([("Chromium", browser_version)] if browser_version else []),
        ("plotly.js", plotly.offline.get_plotlyjs_version()),
        *((name, version(name)) for name in PACKAGES),
    ]


def pace() -> float:
    """Milliseconds for a fixed piece of work in this Python, some ten: how fast the machine is at this moment."""
    started = time.perf_counter()
    seen: dict[int, str] = {}
    for number in range(60_000):
        seen[number % 1000] = str(number)
    return (time.perf_counter() - started) * 1000


def paced(times: Sequence[float]) -> tuple[str, str]:
    """A row for `facts`: the pace during a run, which figures of two runs can be compared by."""
    low, middle, high = min(times), statistics.median(times), sorted(times)[-1 - len(times) // 20]
    return "A fixed loop during the run", f"{middle:.1f} ms at the median, {low:.1f} at best, 1 in 20 over {high:.1f}"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
