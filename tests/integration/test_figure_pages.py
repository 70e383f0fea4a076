"""A program with many figures shows them on several pages; a chart stands on one of them, whole."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from indicators.figure_pages import MOST, figure_pages
from indicators.models import Observation
from indicators.page_charts import planned_charts
from indicators.reads import program_observations
from programs.models import Program
from tests import records

pytestmark = pytest.mark.django_db
PATH = "/programs/long/"


def html(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def shown(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<tr id="figure-(\d+)"', page)]


@pytest.fixture
def long() -> Program:
    """59 figures: a key figure that comes last, lines of four years, counts that share bars, and single amounts."""
    program = records.program("long", measures=2)
    place = iter(range(100))
    for line in range(9):
        for year in range(2018, 2022):
            records.observation(
                program, records.indicator(f"line-{line}"), str(100 + year), position=next(place), **records.year(year)
            )
    count = {"topic": "brand", "value_kind": "count", "unit": "item", "unit_name": "个", "unit_mult": 0}
    for bar in range(5):
        what = records.indicator(f"bar-{bar}", **count)
        records.observation(program, what, str(bar + 1), unit_mult=0, position=next(place) if bar else 99)
    for single in range(17):
        records.observation(program, records.indicator(f"single-{single}"), position=next(place))
    records.observation(program, records.percent(), "98", unit_mult=0, is_key=True, position=98)
    return program


def test_each_figure_stands_on_one_page_and_key_figures_on_the_first(long, client):
    pages = [html(client, f"{PATH}?page={number}") for number in (1, 2, 3)]
    found = Counter(pk for page in pages for pk in shown(page))
    assert found == Counter(Observation.objects.values_list("pk", flat=True))
    key = Observation.objects.get(is_key=True).pk
    assert key in shown(pages[0])
    assert all(len(shown(page)) <= MOST for page in pages)
    assert "1 / 3" in pages[0]
    assert 'rel="next" href="?page=2"' in pages[0]


def test_a_chart_is_whole_on_its_page_and_has_the_key_it_has_among_all(long, client):
    planned = {chart.key: chart for chart in planned_charts(program_observations(long))}
    drawn = {}
    for number in (1, 2, 3):
        page = html(client, f"{PATH}?page={number}")
        for key in re.findall(r'<figure class="chart" id="chart-([^"]+)"', page):
            assert key not in drawn
            drawn[key] = shown(page)
    assert drawn.keys() == planned.keys()
    for key, figures in drawn.items():
        own = {point.pk for series in planned[key].series for point in series.points}
        assert own <= set(figures)


def test_a_chart_of_any_page_can_be_explored(long, client):
    """The figure for the browser is that of the chart among all figures: five bars, though one comes last."""
    assert len(figure_pages(long).pages) == 3
    found = json.loads(client.get("/charts/long/topic-brand-item.json").content)
    assert all(f"营收 bar-{bar}" in json.dumps(found["wide"], ensure_ascii=False) for bar in range(5))
    assert client.get("/charts/long/line-8.json").status_code == 200
    assert client.get("/charts/long/single-3.json").status_code == 404


def test_a_link_to_a_figure_leads_to_the_page_that_holds_it(long, client):
    last = Observation.objects.get(indicator__code="single-16")
    path = f"{PATH}?figure={last.pk}#figure-{last.pk}"
    assert f'href="{path}"' in html(client, "/coverage/")
    page = html(client, path)
    assert last.pk in shown(page)
    assert 'rel="prev" href="?page=2"' in page


@pytest.mark.parametrize(("query", "number"), [("page=99", 3), ("page=0", 3), ("page=x", 1), ("figure=x", 1)])
def test_what_leads_nowhere_leads_to_a_page_that_there_is(long, client, query, number):
    assert f"{number} / 3" in html(client, f"{PATH}?{query}")


def test_only_the_first_page_tells_what_was_done(long, client):
    assert "编制标准" in html(client, PATH)
    assert "编制标准" not in html(client, f"{PATH}?page=2")
    assert "(2 / 3)" in html(client, f"{PATH}?page=2")


def test_a_short_program_has_no_pages(portal, client):
    page = html(client, "/programs/zhangshu-metal-furniture/")
    assert 'class="pager"' not in page
    assert len(shown(page)) == Observation.objects.filter(program__slug="zhangshu-metal-furniture").count()
