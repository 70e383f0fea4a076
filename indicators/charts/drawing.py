"""Where charts are drawn: in the server's drawing process, or, where a command or a test draws, in this one.

Plotly, its JavaScript engine and the fonts of a PNG would take some 40 MB of every process that answers readers, and a
drawing would hold up all who are answered by the same process. A drawing that brings the engine down ends no server.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
DRAWING_SECONDS: Final = 10
SECONDS: Final = 20
"""To wait for an answer: some hundred drawings may come before this one, or one that never ends."""
KEPT: Final = ("LD_LIBRARY_PATH", "PYTHONPATH")
"""Of the environment, for an interpreter that does not start without. No secret and no database: it needs neither."""

logger = logging.getLogger(__name__)


class DrawingError(Exception):
    """The drawing process could not make it; the text is its traceback."""


def drawn(work: str, *given: Any, **more: Any) -> Any:
    """What `plotting.works.WORKS[work]` makes of the arguments."""
    if _apart is not None:
        return _apart.ask(work, given, more)
    from indicators.charts.plotting.works import WORKS  # loads Plotly

    return WORKS[work](*given, **more)


def draw_apart(several: int = 1) -> None:
    """From now on this process and those forked from it leave drawing to processes that end with this one."""
    global _apart
    _apart = DrawingProcess(Path(tempfile.mkdtemp(prefix="portal-drawing-")), os.getpid(), several)
    _apart.start()


@dataclass(eq=False)
class DrawingProcess:
    """Found by a socket in `folder`, which only this user may enter; ends when the process `server` has.

    With `several` as many draw, each for whoever stands first in the line of the socket. `started` is the process where
    this one started it: another may have done so.
    """

    folder: Path
    server: int
    several: int = 1
    started: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return str(self.folder / "socket")

    def ask(self, work: str, given: tuple[Any, ...], more: dict[str, Any]) -> Any:
        """Raises DrawingError, and TimeoutError where the line is full or SECONDS are over. Where the process is gone
        another is started, once.
        """
        question = (work, given, more)
        try:
            done, answer = self._answer(question)
        except (ConnectionError, FileNotFoundError, EOFError, pickle.UnpicklingError) as gone:
            logger.warning("The drawing process is gone (%r); another is started.", gone)
            self.start()
            done, answer = self._answer(question)
        if not done:
            raise DrawingError(answer)
        return answer

    def start(self) -> None:
        """Unless it is there. Who asks at once waits in the line of the socket."""
        import fcntl  # no such thing on Windows, where one may still work on the portal

        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._is_there():
                return
            Path(self.address).unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX) as line:
                line.bind(self.address)
                line.listen(128)
                self.started = self._process(line.fileno())

    def _process(self, line: int) -> subprocess.Popen[bytes]:
        module = "indicators.charts.plotting.process"
        command = [sys.executable, "-m", module, str(line), str(self.server), str(self.folder), str(self.several)]
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment["MALLOC_ARENA_MAX"] = "1"  # memory that one engine gave back serves the next (glibc)
        return subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=ROOT, env=environment, pass_fds=[line], stdin=subprocess.DEVNULL
        )

    def _is_there(self) -> bool:
        """Also where its line is full."""
        with socket.socket(socket.AF_UNIX) as line:
            line.setblocking(False)
            try:
                line.connect(self.address)
            except (ConnectionError, FileNotFoundError):
                return False
            except BlockingIOError:
                return True
            return True

    def _answer(self, question: Any) -> Any:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(SECONDS)
            try:
                line.connect(self.address)
            except BlockingIOError as full:
                raise TimeoutError("too many wait for a drawing") from full
            with line.makefile("rwb") as file:
                pickle.dump(question, file)
                file.flush()
                return pickle.load(file)  # noqa: S301 - from our own process, in a folder of this user


_apart: DrawingProcess | None = None
