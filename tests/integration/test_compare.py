"""The compare page and the panels of an indicator: what stands on one axis, what is refused, what an address can do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from indicators.compare import choice_of, lay
from indicators.models import Indicator
from programs.models import Program
from tests import records
from tests.integration.test_pages import cost, grow, html, words

PLACES = [("350000", "福建省", "Fujian"), ("360000", "江西省", "Jiangxi"), ("440000", "广东省", "Guangdong")]


@pytest.fixture
def three(db) -> list[Program]:
    """Three programs in three provinces that report one indicator; the last by region has the largest figures."""
    made = []
    for number, (code, name, name_en) in enumerate(PLACES):
        place = records.region(code, name=name, name_en=name_en)
        program = records.program(f"p{number}", region=place, measures=0)
        for year in (2019, 2020, 2021):
            records.observation(program, value=f"{10 + number * 300 + year - 2019}.5", **records.year(year))
        made.append(program)
    return made


def panels(page: str) -> list[str]:
    """The programs of the panels, in order."""
    return re.findall(r'<article class="panel.*?href="/(?:en/)?programs/([-\w]+)/', page, re.DOTALL)


def axis_labels(page: str) -> list[tuple[str, ...]]:
    """The numbers on each panel's drawing that stand on its value axis: multiples of a hundred here."""
    drawings = re.findall(r'<div class="drawing">(.*?)</div>', page, re.DOTALL)
    return [tuple(re.findall(r">(\d+00)<", drawing)) for drawing in drawings]


ADDRESSES = [
    "/compare/",
    "/compare/?indicator=export-value",
    "/compare/?indicator=main-business-revenue&indicator=ceramics-revenue",
    "/compare/?program=fujian-household-ceramics&program=zhangshu-metal-furniture",
    "/compare/?program=jingdezhen-ceramics",
    "/compare/?indicator=export-value&program=jingdezhen-ceramics",
]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_it_answers_without_inline_script_or_style(portal, client, path, language):
    page = html(client, language + path)
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "<style" not in page
    assert "<script" not in page


def test_programs_stand_by_region_on_equal_axes(three, client):
    page = html(client, "/compare/?indicator=revenue")
    assert panels(page) == ["p0", "p1", "p2"]
    labels = axis_labels(page)
    assert len(labels) == 3
    assert len(set(labels)) == 1, "each panel has the axis of all"
    assert labels[0]


def test_an_address_keeps_what_was_chosen(three, client):
    page = html(client, "/compare/?indicator=revenue&program=p2&program=p0")
    assert panels(page) == ["p0", "p2"]
    assert re.search(r'<option value="revenue" selected>', page)
    assert re.findall(r'value="(p\d)" checked', page) == ["p0", "p2"]


def test_the_table_below_has_each_figure_with_its_source(three, client):
    page = html(client, "/compare/?indicator=revenue")
    assert page.count('<tr id="figure-') == 9
    assert all(value in words(page) for value in ("10.5", "611.5", "612.5"))


def test_unlike_scopes_get_axes_of_their_own_and_a_reason(three, client):
    records.observation(three[0], records.indicator("output"), "500", **records.year(2020))
    page = html(client, "/en/compare/?indicator=revenue&indicator=output&program=p0")
    assert panels(page) == ["p0", "p0"]
    assert "unlike scopes" in page


def test_cumulative_and_annual_figures_are_refused_one_axis(three, client):
    records.indicator("total", accumulation="cumulative")
    Indicator.objects.filter(code="revenue").update(accumulation="flow")
    records.observation(three[0], Indicator.objects.get(code="total"), "500", **records.year(2020))
    page = html(client, "/en/compare/?indicator=revenue&indicator=total&program=p0")
    assert "Running total" in page
    assert "Amount in a period" in page
    assert "do not share an axis" in page


def test_undated_figures_stand_apart(three, client):
    records.observation(three[1], value="777")
    page = html(client, "/en/compare/?indicator=revenue")
    assert panels(page) == ["p0", "p1", "p2", "p1"]
    assert "no place on an axis of time" in page


def test_a_program_without_the_figure_is_shown_as_such(three, client):
    records.program("silent", region=records.region(), measures=0)
    page = html(client, "/compare/?indicator=revenue&program=p0&program=silent")
    assert panels(page) == ["p0", "silent"]
    assert 'class="panel absent"' in page


def test_two_programs_show_what_both_report_and_what_only_one_does(three, client):
    records.observation(three[0], records.percent(), "98", unit_mult=0)
    page = html(client, "/compare/?program=p0&program=p1")
    assert panels(page) == ["p0", "p1"]
    side = page.split('<table class="matrix">')[1]
    assert side.count("<td") == 4
    assert side.count('class="none"') == 1


def test_a_bound_and_a_plan_keep_their_signs(three, client):
    records.observation(three[0], value="900", comparator="gt", **records.year(2022))
    planned: dict[str, Any] = {"obs_status": "planned", "role": "target"}
    records.observation(three[1], value="1000", comparator="ge", **planned, **records.year(2025))
    page = html(client, "/compare/?indicator=revenue")
    assert "&gt;900" in page
    assert "≥1000" in page
    assert "--ochre" in page


def test_single_figures_of_several_programs_are_bars_from_zero(three, client):
    patents = records.indicator("patents", value_kind="count", unit="patent", unit_name="件", unit_mult=0)
    for number, program in enumerate(three):
        records.observation(program, patents, str(10 * number + 4), unit_mult=0)
    page = html(client, "/compare/?indicator=patents")
    assert panels(page) == ["p0", "p1", "p2"]
    assert page.count('data-form="bars"') == 3


@pytest.mark.parametrize(
    "query", ["indicator=nowhere", "program=nowhere", "program=p0&program=nowhere", "indicator=%3Cb%3E"]
)
def test_what_is_not_there_is_named_and_left_out(three, client, query):
    page = html(client, f"/compare/?{query}")
    assert "nowhere" in words(page) or "&lt;b&gt;" in page
    assert "<b>" not in page


ODD = [
    "indicator=%00",
    "program=%00&find=%00",
    "program=" + "x" * 500,
    "&".join(f"program=p{n}" for n in range(50)),
    "&".join(f"indicator=i{n}" for n in range(50)),
    "find=%25_%27%22",
    "page=x&indicator=revenue",
    "page=999&indicator=revenue",
    "indicator=&program=",
    "indicator=revenue&indicator=revenue",
    "program=项目",
]


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_still_answer(three, client, query):
    html(client, f"/compare/?{query}")


def test_programs_are_found_by_name_or_region(three, client):
    offered = re.findall(r'name="program" value="([-\w]+)"', html(client, "/compare/?find=福建"))
    assert offered == ["p0"]


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_only_what_is_published_is_compared(three, client, publication):
    hidden = records.program("secret", name="未公开的项目", publication=publication)
    records.observation(hidden, value="777.77", **records.year(2020))
    records.observation(three[0], value="666.66", publication=publication, **records.year(2018))
    for path in (
        "/compare/",
        "/compare/?indicator=revenue",
        "/compare/?program=secret&program=p0",
        "/compare/?indicator=revenue&program=secret",
        "/indicators/revenue/",
    ):
        page = html(client, path)
        assert not any(text in page for text in ("未公开的项目", "777.77", "666.66"))


def test_many_programs_are_cut_and_it_says_so(three, client):
    for number in range(12):
        more = records.program(f"more-{number:02}", measures=0)
        records.observation(more, value="5.5", **records.year(2020))
    for path in ("/en/compare/?indicator=revenue", "/en/indicators/revenue/"):
        page = html(client, path)
        assert len(panels(page)) == 9
        assert "first" in page


def test_an_empty_portal_says_so(db, client):
    assert 'class="empty"' in html(client, "/compare/")


def test_the_reader_lays_nothing_without_a_choice(db, rf):
    assert lay(choice_of(rf.get("/compare/").GET), []).programs == ()


@pytest.mark.parametrize("path", ADDRESSES[:4])
def test_the_number_of_queries_does_not_grow(portal, client, path):
    client.get(path)
    before = cost(client, path)
    grow()
    assert cost(client, path) <= before


def test_more_indicators_in_common_cost_no_more_queries(three, client):
    path = "/compare/?program=p0&program=p1"
    before = cost(client, path)
    for number in range(10):
        for program in three[:2]:
            records.observation(program, records.indicator(f"common-{number}"), value="5", **records.year(2020))
    assert cost(client, path) <= before
    assert "more indicators in common" in html(client, f"/en{path}")


# The indicator page


def test_an_indicator_of_several_programs_has_panels_above_its_table(three, client):
    page = html(client, "/indicators/revenue/")
    assert panels(page) == ["p0", "p1", "p2"]
    assert page.index('class="panels"') < page.index('class="figures"')


def test_an_indicator_of_one_program_has_its_chart(portal, client):
    page = html(client, "/indicators/main-business-revenue/")
    assert 'data-figure="/charts/zhangshu-metal-furniture/main-business-revenue.json"' in page
    assert not panels(page)


def test_an_indicator_with_a_single_number_says_why_it_has_no_chart(portal, client):
    page = html(client, "/en/indicators/ceramics-revenue/")
    assert "<svg" not in page.split("<main", 1)[1]
    assert "nothing to compare them with" in page
