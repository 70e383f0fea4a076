"""The coverage table: which program reports which indicator for which period; empty cells say so."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import records
from tests.integration.test_pages import cost, grow, html, words


def cells(page: str, program: str) -> list[str]:
    return [words(cell) for cell in re.findall(rf'<td data-label="{program}"[^>]*>(.*?)</td>', page, re.DOTALL)]


@pytest.mark.parametrize("language", ["", "/en"])
def test_it_answers_without_inline_script_or_style(portal, client, language):
    page = html(client, f"{language}/coverage/")
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "<style" not in page
    assert "<script" not in page


def test_reported_planned_and_missing_are_told_apart_in_words(program, client):
    other = records.program("other", measures=0)
    records.observation(program, **records.year(2020))
    target: dict[str, Any] = {"obs_status": "planned", "role": "target"}
    records.observation(program, value="9", **target, **records.year(2025))
    records.observation(program, value="8", obs_status="provisional", **records.year(2021))
    page = html(client, "/en/coverage/")
    (cell,) = cells(page, program.name_en)
    assert re.search(r"Reported\s+2020", cell)
    assert re.search(r"Planned\s+2025", cell)
    assert re.search(r"Provisional\s+2021", cell)
    (missing,) = cells(page, other.name_en)
    assert "not found" in missing


def test_a_cell_leads_to_its_figure(program, client):
    row = records.observation(program, **records.year(2020))
    assert f'href="/programs/jingdezhen/#figure-{row.pk}"' in html(client, "/coverage/")


def test_many_periods_are_given_by_first_last_and_number(program, client):
    for year in range(2010, 2020):
        records.observation(program, value=str(year), **records.year(year))
    (cell,) = cells(html(client, "/en/coverage/"), program.name_en)
    assert "2010 … 2019: 10 periods" in cell


def test_a_withdrawn_figure_is_no_coverage(program, client):
    records.observation(program, obs_status="withdrawn", **records.year(2020))
    assert "<table" not in html(client, "/coverage/")


def test_it_counts_what_it_shows(portal, client):
    page = html(client, "/coverage/")
    rows = re.findall(r"<tr>(?!<th scope=\"col\")", page)
    assert page.count("<td ") == len(rows) * 5
    assert page.count('class="none"') < page.count("<td ")


@pytest.mark.parametrize(
    ("query", "programs"),
    [
        ("region=350000", 1),
        ("region=360000", 3),
        ("region=362203", 1),
        ("chain=metal-furniture", 1),
        ("chain=ceramics&region=440000", 1),
    ],
)
def test_it_filters_by_place_and_chain(portal, client, query, programs):
    page = html(client, f"/coverage/?{query}")
    assert page.split("<thead>")[1].split("</thead>")[0].count("/programs/") == programs


@pytest.mark.parametrize("query", ["page=x", "page=999", "page=-1", "region=%00", "chain=nothing", "region=1", "q=x"])
def test_odd_addresses_still_answer(portal, client, query):
    html(client, f"/coverage/?{query}")


@pytest.mark.parametrize("query", ["chain=nothing", "region=999999", "region=360000&chain=%00"])
def test_a_filter_that_cannot_be_used_shows_no_program_and_says_why(portal, client, query):
    page = html(client, f"/en/coverage/?{query}")
    assert "Correct it to see programs." in page
    assert '<p class="error">' in page
    assert 'class="matrix coverage"' not in page


def test_programs_come_in_pages_and_only_their_indicators_are_rows(db, client):
    for number in range(25):
        of = records.program(f"p{number:02}", measures=0)
        records.observation(of, records.indicator(f"only-{number:02}"), **records.year(2020))
    first, last = html(client, "/coverage/"), html(client, "/coverage/?page=5")
    assert first.count('<th scope="row">') == 6
    assert last.count('<th scope="row">') == 1
    assert "only-24" in last
    assert "only-24" not in first
    assert "?page=2" in first


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_only_what_is_published_is_covered(program, client, publication):
    hidden = records.program("secret", name="未公开的项目", publication=publication)
    records.observation(hidden, **records.year(2020))
    records.observation(program, publication=publication, **records.year(1999))
    page = html(client, "/coverage/")
    assert "未公开的项目" not in page
    assert "1999" not in page


def test_an_empty_portal_says_so(db, client):
    assert 'class="empty"' in html(client, "/coverage/")


def test_the_number_of_queries_does_not_grow(portal, client):
    client.get("/coverage/")
    before = cost(client, "/coverage/")
    grow()
    assert cost(client, "/coverage/") <= before
