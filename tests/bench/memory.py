"""Memory of a server's processes, from the kernel's own accounts (/proc/PID/smaps).

RSS counts each page that a process has in memory, also those that it shares: with the parent that loaded the code, and
with the file of the database, which the kernel can drop at any time. The sum over processes counts them many times.
PSS shares such a page among those who have it, so that the sum is what the server takes; USS is what a process alone
has, and what would come back if it ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HEADER = re.compile(r"^[0-9a-f]+-[0-9a-f]+ ")


@dataclass(frozen=True)
class Memory:
    """MB (a million bytes). `database` is the part of `rss` that maps the file of SQLite."""

    role: str
    rss: float
    pss: float
    uss: float
    database: float


def of_tree(parent: int) -> list[Memory]:
    """The process that was started, and those that it started: its workers and the one that draws."""
    return [of(parent, "parent"), *(of(child, _role(child)) for child in children(parent))]


def _role(child: int) -> str:
    return "drawing" if b".plotting." in Path(f"/proc/{child}/cmdline").read_bytes() else "worker"


def children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return sorted(int(child) for task in tasks for child in (task / "children").read_text().split())


def of(process: int, role: str) -> Memory:
    sums = {"Rss": 0, "Pss": 0, "Private_Clean": 0, "Private_Dirty": 0, "database": 0}
    name = ""
    for line in Path(f"/proc/{process}/smaps").read_text().splitlines():
        if HEADER.match(line):
            name = line.split(maxsplit=5)[-1]
            continue
        field, _colon, value = line.partition(":")
        if field in sums:
            sums[field] += int(value.split()[0])
        if field == "Rss" and ".sqlite3" in name:
            sums["database"] += int(value.split()[0])
    private = sums["Private_Clean"] + sums["Private_Dirty"]
    return Memory(role, *(1024 * kib / 1e6 for kib in (sums["Rss"], sums["Pss"], private, sums["database"])))
