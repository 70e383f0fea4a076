"""The engine that draws: plotly-mirage, which runs plotly.js in QuickJS. No other module knows it.

One thread of a process draws for all, one figure after the other: an engine belongs to its thread and takes some 27 MB.
"""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import mirage
from mirage.engine import get_engine

DRAWINGS = 30
"""An engine keeps some 0.4 MB of each figure for ever, so after so many another takes its place, which takes 0.2 s."""


def draw(figure: Any, width: int, height: int) -> str:
    """The figure as SVG, as the engine writes it."""
    return _draughtsman.draw(figure, width, height)


@dataclass
class Draughtsman:
    lock: Lock = field(default_factory=Lock)
    thread: ThreadPoolExecutor | None = None
    process: int = 0
    drawings: int = 0

    def draw(self, figure: Any, width: int, height: int) -> str:
        with self.lock:
            try:
                drawing = self._thread().submit(mirage.to_svg, figure, width=width, height=height)
            except BrokenExecutor:  # it could not make its engine
                self.thread = None
                drawing = self._thread().submit(mirage.to_svg, figure, width=width, height=height)
            self.drawings += 1
        return str(drawing.result())

    def _thread(self) -> ThreadPoolExecutor:
        """Another after DRAWINGS, whose engine goes with it, and after a fork, which no thread outlives."""
        forked = self.process != os.getpid()
        if self.thread is None or forked or self.drawings >= DRAWINGS:
            if self.thread is not None and not forked:
                self.thread.shutdown()
            self.thread = ThreadPoolExecutor(1, thread_name_prefix="drawing", initializer=get_engine)
            self.process, self.drawings = os.getpid(), 0
        return self.thread


_draughtsman = Draughtsman()
