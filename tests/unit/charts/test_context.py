"""What the template and the browser get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.utils import translation

from indicators.charts.chart import Chart, build_all
from indicators.charts.context import ROW_KEYS, chart_context, table_rows
from indicators.charts.plotting.payload import payload
from qualityportal.templatetags.components import component
from tests.unit.charts import samples


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def awards() -> Chart:
    (chart,) = build_all(samples.awards(), topic_names={"awards": "Awards"})
    return chart


def test_the_table_has_every_figure_as_stated() -> None:
    rows = table_rows(awards())
    assert [tuple(row) for row in rows] == [ROW_KEYS] * 4
    assert rows[2] == {
        "name": "检验检测服务项目",
        "period": "未注明时间",
        "value": "≥3 家",
        "kind": "at least",
        "status": "planned",
        "source": f"{samples.FURNITURE}, paragraph 9",
    }


def test_the_component_stands_without_script_and_has_no_inline_style() -> None:
    html = component("chart", chart=chart_context(awards(), data_url="/x.json"))
    assert html.count("<svg") == 2
    assert "style=" not in html
    assert "<script" not in html
    for part in ("Awards: what was counted", "≥3 家", "planned", 'data-figure="/x.json"', "<details>"):
        assert part in html
    assert '<button type="button" class="chart-explore" hidden>' in html
    Balanced().feed(html)


def test_without_an_address_the_chart_is_only_a_picture() -> None:
    html = component("chart", chart=chart_context(awards()))
    assert "<button" not in html
    assert "data-figure" not in html


def test_names_from_the_data_are_escaped() -> None:
    series = [samples.count("a", "<img src=x>", "1"), samples.count("b", "B", "2")]
    (chart,) = build_all(series, topic_names={"brand": "<i>Brand</i>"})
    html = component("chart", chart=chart_context(chart))
    assert "<img" not in html
    assert "<i>" not in html


def test_the_payload_is_json_with_both_figures_and_the_theme() -> None:
    sent = json.loads(json.dumps(payload(awards())))
    assert {sent[form]["layout"]["width"] for form in ("wide", "narrow")} == {560, 340}
    assert sent["tokens"]["#1F4E9E"] == "--cobalt"
    assert sent["config"]["displaylogo"] is False
    assert sent["config"]["responsive"] is False
    assert sent["config"]["locale"] in sent["config"]["locales"]


def test_the_payload_is_light_and_hover_texts_ask_for_no_inline_style() -> None:
    sent = json.dumps(payload(awards()))
    assert len(sent) < 12_000
    assert not any(tag in sent for tag in ("<b>", "<i>", "<span", "<a "))


def test_chinese_gets_plotly_in_chinese() -> None:
    with translation.override("zh-hans"):
        (chart,) = build_all(samples.awards())
        assert payload(chart)["config"]["locale"] == "zh-CN"


class Balanced(HTMLParser):
    """Fails where a tag is closed that is not open."""

    VOID = frozenset({"br", "img", "path", "rect", "input", "meta", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag
