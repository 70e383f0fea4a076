"""python -m indicators.charts.plotting.process LINE SERVER FOLDER SEVERAL: draws for a server until it has ended.

LINE is the number of an open, listening socket, SERVER the id of the server's process, FOLDER what to remove when it
has ended, SEVERAL how many processes draw. Each connection brings one pickled (work, arguments, named arguments) and
gets (done, answer) back.
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
import time
import traceback
from typing import Any

import django
from django.conf import settings

from indicators.charts.drawing import DRAWING_SECONDS, ROOT
from indicators.charts.plotting.works import WORKS

PAUSE = 0.2  # seconds, so that a fault which ends each at once does not take a processor


class Line(socketserver.UnixStreamServer):
    """One after the other, in the order they came: the system keeps their line."""

    def __init__(self, line: int, server: int) -> None:
        super().__init__("", Answer, bind_and_activate=False)
        self.socket.close()
        self.socket = socket.socket(fileno=line)
        self.socket.setblocking(False)  # another may have taken the one who asked
        self._server = server

    def service_actions(self) -> None:
        """Between two askers, and each second."""
        try:
            os.kill(self._server, 0)
        except ProcessLookupError:
            raise ServerEndedError from None


class ServerEndedError(Exception):
    """Nobody is left to draw for."""


class Answer(socketserver.StreamRequestHandler):
    timeout = 5  # seconds, for one who asks and does not go on

    def handle(self) -> None:
        # Who only looked, or waits no longer.
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            work, given, more = pickle.load(self.rfile)  # noqa: S301 - from our own server, in a folder of this user
            pickle.dump(made(work, given, more), self.wfile)


def made(work: str, given: tuple[Any, ...], more: dict[str, Any]) -> tuple[bool, Any]:
    """Whether it was made, and it or a traceback."""
    signal.alarm(DRAWING_SECONDS)  # else the system ends this process; who asks next starts another
    try:
        return True, WORKS[work](*given, **more)
    except BaseException:  # also the panic of a library in Rust, which is no Exception
        return False, traceback.format_exc()
    finally:
        signal.alarm(0)


def main(line: int, server: int, folder: str, several: int) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):  # they mean the server, with which this process ends
        signal.signal(name, signal.SIG_IGN)
    settings.configure(USE_I18N=True, LANGUAGE_CODE="zh-hans", LOCALE_PATHS=[ROOT / "locale"])
    django.setup()
    if several > 1:
        keep(several, line, server)
    else:
        draw(line, server)
    shutil.rmtree(folder, ignore_errors=True)


def draw(line: int, server: int) -> None:
    with contextlib.suppress(ServerEndedError):
        Line(line, server).serve_forever(poll_interval=1)


def keep(several: int, line: int, server: int) -> None:
    """So many processes draw until the server has ended; for one that dies before that there is another. (Of one that
    draws alone the server sees it, see `drawing`.)
    """
    drawing = {drawer(line, server) for _each in range(several)}
    while drawing:
        ended, how = os.wait()
        drawing.discard(ended)
        if how:
            time.sleep(PAUSE)
            drawing.add(drawer(line, server))


def drawer(line: int, server: int) -> int:
    """The id of a new process."""
    child = os.fork()
    if child == 0:
        draw(line, server)
        os._exit(0)
    return child


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
