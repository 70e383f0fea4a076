"""Where a long run stands: a bar that moves on a terminal, a line for each tenth elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 30


class Progress:
    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.moves = out.isatty()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A part of the work that cannot say how far it is; tells how long it took."""
        started = time.monotonic()
        if self.moves:
            self._write(f"\r{name} …")
        yield
        self._write(f"{self._start}{name}: {time.monotonic() - started:.1f} s\n")

    def count(self, name: str, steps: Iterator[int], total: int) -> None:
        """Runs through `steps`, each of which says how many were done."""
        started, done, told = time.monotonic(), 0, 0
        for step in steps:
            done += step
            if self.moves:
                filled = WIDTH * done // max(total, 1)
                self._write(f"\r{name} [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,}/{total:,}")
            elif 10 * done // max(total, 1) > told:
                told = 10 * done // max(total, 1)
                self._write(f"{name}: {done:,} of {total:,}\n")
        self._write(f"{self._start}{name}: {done:,} in {time.monotonic() - started:.1f} s\n")

    @property
    def _start(self) -> str:
        return "\r\x1b[2K" if self.moves else ""

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()
