"""The server's drawing process: the same drawings as here, started anew where it is gone, ended with its server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from indicators.charts import drawing
from indicators.charts.chart import Chart, build_all
from indicators.charts.drawing import DrawingError, DrawingProcess, drawn
from indicators.charts.image import image_svg
from tests.unit.charts import samples

LOADED = """
import sys, qualityportal.wsgi
from qualityportal.ahead import load_ahead
load_ahead()
print([name for name in ("plotly", "mirage", "quickjs", "scour", "resvg_py") if name in sys.modules])
"""


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
        several = [drawn("svg", one, narrow=narrow, themed=True) for one in made for narrow in (False, True)]
        picture = image_svg(made[0])
        return [*several, *(drawn("payload", one) for one in made), picture, drawn("png", picture, width=600)]

    made = charts(language)
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


def test_two_who_start_it_get_one(apart: DrawingProcess) -> None:
    apart.start()
    other = DrawingProcess(apart.folder, apart.server)
    other.start()
    assert other.started is None
    assert other.ask("svg", (charts("en")[0],), {"narrow": True, "themed": True}).startswith("<svg")


def test_what_cannot_be_drawn_is_told_and_the_next_is_drawn(apart: DrawingProcess) -> None:
    with pytest.raises(DrawingError, match="AttributeError"):
        drawn("svg", None, narrow=False, themed=True)
    process = apart.started
    assert drawn("svg", charts("en")[0], narrow=False, themed=True).startswith("<svg")
    assert apart.started is process


def test_they_end_with_their_server_and_leave_nothing(folder: Path) -> None:
    """Of two, one is stopped, so that the other must draw."""
    given = ("svg", (charts("en")[0],), {"narrow": True, "themed": True})
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as server:
        process = DrawingProcess(folder, server.pid, several=2)
        first = process.ask(*given)
        assert process.started is not None
        process.started.send_signal(signal.SIGSTOP)
        assert process.ask(*given) == first
        process.started.send_signal(signal.SIGCONT)
        server.communicate(b"\n")
    assert process.started.wait(20) == 0
    assert not folder.exists()


def test_a_process_that_answers_readers_has_not_loaded_what_draws(tmp_path: Path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=drawing.ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
