"""The process that draws for a real server, and what readers see when it is gone."""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.bench import memory, rates, serving

CHARTS = "/charts/zhangshu-metal-furniture/"


@pytest.fixture(scope="module")
def site(sqlite_folder: Path) -> Iterator[str]:
    with serving.running("qualityportal.wsgi:application", sqlite_folder) as address:
        yield address


def command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def of_server(site: str) -> tuple[list[int], list[int]]:
    """The server's drawing processes, whoever of it started them, and its others."""
    port = f"PORT={urlsplit(site).port}\0".encode()
    servers = [child for child in memory.children(os.getpid()) if "gunicorn" in command(child)]
    (server,) = (one for one in servers if port in Path(f"/proc/{one}/environ").read_bytes())
    below = memory.children(server)
    family = [server, *below, *(child for process in below for child in memory.children(process))]
    drawing = [process for process in family if ".plotting." in command(process)]
    return drawing, [process for process in family if process not in drawing]


def test_where_the_drawing_process_is_gone_another_draws_for_the_reader(site):
    (drawing,), _others = of_server(site)
    os.kill(drawing, signal.SIGKILL)
    answer = rates.get(site, f"{CHARTS}main-business-revenue.png")
    assert answer.status == 200
    assert gzip.decompress(answer.body).startswith(b"\x89PNG")
    (another,), _others = of_server(site)
    assert another != drawing


def test_those_who_answer_readers_load_no_engine(site):
    assert rates.get(site, f"{CHARTS}topic-brand-enterprise.png").status == 200
    _drawing, others = of_server(site)
    loaded = "".join(Path(f"/proc/{process}/maps").read_text() for process in others)
    assert "_sqlite3" in loaded
    assert not any(name in loaded for name in ("quickjs", "resvg"))
