"""What the figures were taken on."""

from __future__ import annotations

import os
import platform
import sys
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


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
