"""The server's drawing process: the same drawings as here, started anew where it is gone, ended with its server."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from unittest.mock import Mock

import pytest
from django.utils import translation

from indicators.charts import drawing
from indicators.charts.chart import Chart, build_all
from indicators.charts.drawing import DrawingError, DrawingProcess, drawn
from indicators.charts.image import image_svg
from indicators.charts.plotting.process import WORKS, made
from tests.unit.charts import samples

LOADED = """
import sys, qualityportal.wsgi
from qualityportal.ahead import load_ahead
load_ahead()
print([name for name in ("plotly", "mirage", "quickjs", "scour", "resvg_py") if name in sys.modules])
"""


ENDLESS = """
from indicators.charts.plotting import process

def endless():
    while True:
        pass

process.DRAWING_SECONDS = 1
process.WORKS["endless"] = endless
process.made("endless", (), {})
"""


class Panic(BaseException):
    """As a library written in Rust raises it: no Exception."""


def charts(language: str) -> tuple[Chart, ...]:
    with translation.override(language):
        return build_all([*samples.fujian(), *samples.zhangshu(), *samples.awards()])


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="drawing-"))  # a socket's address is short, and pytest's folders are not
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DrawingProcess]:
    process = DrawingProcess(folder, server=os.getpid())
    monkeypatch.setattr(drawing, "_apart", process)
    yield process
    ended(process)


def ended(process: DrawingProcess) -> None:
    if process.started is not None:
        process.started.kill()
        process.started.wait(10)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_draws_what_this_process_would(
    language: str, apart: DrawingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of() -> list[object]:
        several = [drawn("svg", one, narrow=narrow, themed=True) for one in shown for narrow in (False, True)]
        picture = image_svg(shown[0])
        return [*several, *(drawn("payload", one) for one in shown), picture, drawn("png", picture, width=600)]

    shown = charts(language)
    there = all_of()
    assert apart.started is not None
    monkeypatch.setattr(drawing, "_apart", None)
    assert there == all_of()


def test_where_it_is_gone_another_draws(apart: DrawingProcess) -> None:
    (chart, *_others) = charts("en")
    first = drawn("svg", chart, narrow=False, themed=True)
    ended(apart)
    gone = apart.started
    assert drawn("svg", chart, narrow=False, themed=True) == first
    assert apart.started is not gone


def test_of_those_who_start_it_at_once_one_does(folder: Path) -> None:
    starters = [DrawingProcess(folder, server=os.getpid()) for _each in range(6)]
    with ThreadPoolExecutor(len(starters)) as crowd:
        list(crowd.map(DrawingProcess.start, starters))
    started = [one for one in starters if one.started is not None]
    try:
        assert starters[0].ask("svg", (charts("en")[0],), {"narrow": True, "themed": True}).startswith("<svg")
        assert len(started) == 1
    finally:
        for one in started:
            ended(one)


def answering(folder: Path, answer: bytes) -> Thread:
    """Who answers the first asker with this and goes, in the place of a drawing process."""
    line = socket.socket(socket.AF_UNIX)
    line.bind(str(folder / "socket"))
    line.listen(1)

    def serve() -> None:
        with line, line.accept()[0] as asker:
            asker.recv(100_000)
            asker.sendall(answer)

    thread = Thread(target=serve)
    thread.start()
    return thread


def test_one_that_ends_in_the_middle_of_an_answer_is_followed_by_another(apart: DrawingProcess) -> None:
    thread = answering(apart.folder, pickle.dumps((True, "<svg>" * 100))[:50])
    assert drawn("svg", charts("en")[0], narrow=False, themed=True).startswith("<svg ")
    thread.join()
    assert apart.started is not None


def test_where_too_many_wait_a_reader_is_told_at_once(apart: DrawingProcess) -> None:
    with socket.socket(socket.AF_UNIX) as line, socket.socket(socket.AF_UNIX) as first:
        line.bind(apart.address)
        line.listen(0)
        first.connect(apart.address)
        with pytest.raises(TimeoutError, match="too many"):
            drawn("svg", charts("en")[0], narrow=False, themed=True)
    assert apart.started is None


def test_what_cannot_be_drawn_is_told_and_the_next_is_drawn(apart: DrawingProcess) -> None:
    with pytest.raises(DrawingError, match="AttributeError"):
        drawn("svg", None, narrow=False, themed=True)
    process = apart.started
    assert drawn("svg", charts("en")[0], narrow=False, themed=True).startswith("<svg")
    assert apart.started is process


def test_a_panic_of_a_library_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WORKS, "panic", Mock(side_effect=Panic))
    done, told = made("panic", (), {})
    assert not done
    assert "Panic" in told


def test_a_drawing_without_end_ends_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", ENDLESS], cwd=drawing.ROOT, check=False, timeout=60)
    assert done.returncode == -signal.SIGALRM


def test_they_end_with_their_server_and_leave_nothing(folder: Path) -> None:
    """Of two, one is killed and one is stopped, so that a third must draw in the place of the first."""
    given = ("svg", (charts("en")[0],), {"narrow": True, "themed": True})
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as server:
        process = DrawingProcess(folder, server.pid, several=2)
        first = process.ask(*given)
        assert process.started is not None
        keeper = process.started.pid
        one, other = map(int, Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split())
        os.kill(one, signal.SIGKILL)
        os.kill(other, signal.SIGSTOP)
        assert process.ask(*given) == first
        os.kill(other, signal.SIGCONT)
        server.communicate(b"\n")
    assert process.started.wait(20) == 0
    assert not folder.exists()


def test_a_process_that_answers_readers_has_not_loaded_what_draws(tmp_path: Path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=drawing.ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
