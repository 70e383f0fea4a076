"""The process that draws for a real server, and what readers see when it is gone."""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import memory, rates, serving

CHARTS = "/charts/zhangshu-metal-furniture/"


@pytest.fixture(scope="module")
def site(sqlite_folder: Path) -> Iterator[str]:
    with serving.running("qualityportal.wsgi:application", sqlite_folder) as address:
        yield address


def command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def of_server() -> tuple[list[int], list[int]]:
    """The server's drawing processes, and its others."""
    (server,) = (child for child in memory.children(os.getpid()) if "gunicorn" in command(child))
    family = [server, *memory.children(server)]
    drawing = [process for process in family if ".plotting." in command(process)]
    return drawing, [process for process in family if process not in drawing]


def test_where_the_drawing_process_is_gone_a_reader_gets_the_picture_all_the_same(site):
    (drawing,), _others = of_server()
    os.kill(drawing, signal.SIGKILL)
    answer = rates.get(site, f"{CHARTS}main-business-revenue.png")
    assert answer.status == 200
    assert gzip.decompress(answer.body).startswith(b"\x89PNG")


def test_those_who_answer_readers_load_no_engine(site):
    assert rates.get(site, f"{CHARTS}topic-brand-enterprise.png").status == 200
    _drawing, others = of_server()
    loaded = "".join(Path(f"/proc/{process}/maps").read_text() for process in others)
    assert "_sqlite3" in loaded
    assert not any(name in loaded for name in ("quickjs", "resvg"))
