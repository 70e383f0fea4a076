"""How fast the machine is at a moment."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence


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
