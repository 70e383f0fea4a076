"""wrk: many requests at once to one address, and how long their answers took."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.serving import BenchError

SCRIPT = Path(__file__).with_name("wrk.lua")
MISSING = "wrk is not installed (Debian: apt-get install wrk); rates were not measured."
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@dataclass(frozen=True)
class Rate:
    """Answers a second, and milliseconds that a half, 95 and 99 of a hundred took at most."""

    per_second: float
    p50: float
    p95: float
    p99: float
    most: float


def is_there() -> bool:
    return shutil.which("wrk") is not None


def rate(
    url: str,
    *,
    seconds: int,
    connections: int = 16,
    headers: Mapping[str, str] | None = None,
    cold: bool = False,
) -> Rate:
    """Two threads of wrk share the machine with the server. Raises BenchError where an answer was lost or refused.

    `cold` gives each request a query that no request had before.
    """
    given = [f"-H{name}: {value}" for name, value in (BROWSER | dict(headers or {})).items()]
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", *given, "-s", str(SCRIPT), url]
    command += ["--", "cold" if cold else "same", str(time.monotonic_ns())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"wrk failed:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    if seen["lost"] or seen["failed"] or not seen["requests"]:
        raise BenchError(f"{url}: of {seen['requests']} requests {seen['lost']} were lost, {seen['failed']} refused.")
    return Rate(seen["requests"] / seen["seconds"], seen["p50"], seen["p95"], seen["p99"], seen["max"])
