"""python -m indicators.charts.plotting.process LINE SERVER FOLDER SEVERAL: draws for a server until it has ended.

LINE is the number of an open, listening socket, SERVER the id of the server's process, FOLDER what to remove at the
end, SEVERAL how many processes draw. Each connection brings one pickled (work, arguments, named arguments) and gets (done, answer) back.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import socket
import socketserver
import sys
import traceback
from typing import Any

import django
from django.conf import settings

from indicators.charts.drawing import ROOT
from indicators.charts.plotting.works import WORKS


class Line(socketserver.UnixStreamServer):
    """One after the other, in the order they came: the system keeps their line."""

    def __init__(self, line: int, server: int) -> None:
        super().__init__("", Answer, bind_and_activate=False)
        self.socket.close()
        self.socket = socket.socket(fileno=line)
        self.socket.setblocking(False)  # another may have taken the one who asked
        self._server = server

    def service_actions(self) -> None:
        """Between two readers, and each second."""
        try:
            os.kill(self._server, 0)
        except ProcessLookupError:
            raise SystemExit from None


class Answer(socketserver.StreamRequestHandler):
    timeout = 5  # seconds, for one who asks and does not go on

    def handle(self) -> None:
        with contextlib.suppress(EOFError, OSError):  # who only looked, or waits no longer
            work, given, more = pickle.load(self.rfile)  # noqa: S301 - from our own server, in a folder of this user
            pickle.dump(_made(work, given, more), self.wfile)


def _made(work: str, given: tuple[Any, ...], more: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, WORKS[work](*given, **more)
    except Exception:
        return False, traceback.format_exc()


def main(line: int, server: int, folder: str, several: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal, which means the server
    settings.configure(USE_I18N=True, LANGUAGE_CODE="zh-hans", LOCALE_PATHS=[ROOT / "locale"])
    django.setup()
    for _another in range(several - 1):
        if os.fork() == 0:
            break
    try:
        Line(line, server).serve_forever(poll_interval=1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
