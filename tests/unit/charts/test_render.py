"""The server's drawing: small, valid, safe under the security policy, themed and the same each time."""

from __future__ import annotations

import json
import re
import weakref
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from xml.etree import ElementTree as ET

import mirage
import plotly
import pytest
from django.utils import translation
from mirage.engine import get_engine

from indicators.charts import cached
from indicators.charts.chart import Chart, build_all
from indicators.charts.plotting import draughtsman, render
from indicators.charts.plotting.draughtsman import Draughtsman
from indicators.charts.plotting.render import to_svg
from tests.unit.charts import samples
from tests.unit.charts.figures import narrow, wide

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def charts() -> tuple[Chart, ...]:
    with translation.override("zh-hans"):
        return build_all([*samples.fujian(), samples.pass_rate(), *samples.zhangshu(), *samples.awards()])


def drawn(figure: Any, **more: Any) -> str:
    return to_svg(figure, width=figure.layout.width, height=figure.layout.height, **more)


def test_no_style_no_script_and_valid_xml(charts: tuple[Chart, ...]) -> None:
    for chart in charts:
        for figure in (wide(chart), narrow(chart)):
            svg = drawn(figure)
            assert not re.search(r"style=|<style|<script|javascript:|\son\w+=", svg)
            assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314


def test_small_enough_to_stand_in_the_page(charts: tuple[Chart, ...]) -> None:
    assert max(len(drawn(figure).encode()) for chart in charts for figure in (wide(chart), narrow(chart))) < 5_000


def test_scales_by_its_view_box_and_is_hidden_from_screen_readers(charts: tuple[Chart, ...]) -> None:
    root = ET.fromstring(drawn(wide(charts[0])))  # noqa: S314
    assert root.attrib["viewBox"] == f"0 0 560 {wide(charts[0]).layout.height}"
    assert (root.attrib["aria-hidden"], root.attrib["focusable"]) == ("true", "false")
    assert not {"width", "height"} & set(root.attrib)


def test_colours_are_tokens_with_their_light_value(charts: tuple[Chart, ...]) -> None:
    svg = "".join(drawn(wide(chart)) for chart in charts)
    assert 'fill="var(--cobalt, #1F4E9E)"' in svg
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert all(re.fullmatch(r"none|var\(--\w+, #\w{6}\)|url\(#[\w-]+\)", colour) for colour in used), used


def test_a_file_that_leaves_the_page_has_plain_colours(charts: tuple[Chart, ...]) -> None:
    assert "var(" not in drawn(wide(charts[0]), themed=False)


def test_the_same_figure_gives_the_same_bytes(charts: tuple[Chart, ...]) -> None:
    for chart in charts:
        assert drawn(wide(chart)) == drawn(wide(chart))


def test_ids_do_not_clash_in_a_page(charts: tuple[Chart, ...]) -> None:
    ids = [
        name
        for chart in charts
        for figure in (wide(chart), narrow(chart))
        for name in re.findall(r'\bid="([^"]+)"', drawn(figure))
    ]
    assert ids
    assert len(ids) == len(set(ids))
    for chart in charts:
        svg = drawn(wide(chart))
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'\bid="([^"]+)"', svg))


def test_texts_are_escaped() -> None:
    with translation.override("en"):
        (chart,) = build_all(
            [samples.count("a", "<script>alert(1)</script> & more", "1"), samples.count("b", "A <b>bold</b> one", "2")]
        )
    svg = drawn(wide(chart))
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in svg
    assert "A &lt;b&gt;bold&lt;/b&gt; one" in svg


def test_every_label_is_drawn(charts: tuple[Chart, ...]) -> None:
    svg = drawn(wide(charts[0]))
    for text in ("12.65", "18.75 对欧", "44.45", "110.45 全球", "2012", "2023"):
        assert f">{text}<" in svg


def test_a_drawing_is_made_once(charts: tuple[Chart, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached.svg_of(charts[0], narrow=False)
    monkeypatch.setattr(render, "to_svg", lambda *_, **__: "drawn again")
    assert cached.svg_of(charts[0], narrow=False) == first
    assert cached.svg_of(charts[0], narrow=True) == "drawn again"
    monkeypatch.setattr(cached, "drawing_version", lambda: "another")
    assert cached.svg_of(charts[0], narrow=False) == "drawn again"


def test_an_engine_is_let_go_after_some_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    engines = []

    def draw(*_: Any, **__: Any) -> str:
        engines.append(weakref.ref(get_engine()))
        return "<svg/>"

    monkeypatch.setattr(mirage, "to_svg", draw)
    monkeypatch.setattr(draughtsman, "DRAWINGS", 2)
    own = Draughtsman()
    for _figure in range(5):
        own.draw({}, 560, 300)
    assert [engine() is None for engine in engines] == [True, True, True, True, False]


def test_an_engine_that_could_not_be_made_is_made_for_the_next(
    charts: tuple[Chart, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Draughtsman()
    monkeypatch.setattr(draughtsman, "get_engine", Mock(side_effect=MemoryError))
    with pytest.raises(BrokenExecutor):
        own.draw(wide(charts[0]), 560, 300)
    monkeypatch.undo()
    assert own.draw(wide(charts[0]), 560, 300).startswith("<svg")


def test_server_python_and_browser_draw_with_one_plotly() -> None:
    head = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")[:200]
    package = json.loads((ROOT / "requirements/npm/package.json").read_text())
    lock = (ROOT / "requirements/npm/package-lock.json").read_text()
    pinned = package["dependencies"]["plotly.js-basic-dist-min"]
    assert re.search(r"plotly\.js v([\d.]+)", head)[1] == pinned  # type: ignore[index]
    assert get_engine().context.eval("Plotly.version") == pinned
    assert json.loads(lock)["packages"]["node_modules/plotly.js-basic-dist-min"]["version"] == pinned
    assert "integrity" in lock
    assert "://" not in lock
