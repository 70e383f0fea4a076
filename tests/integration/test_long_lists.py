"""Lists of a country stay as long as a reader reads, and say where the rest is."""

from __future__ import annotations

import re

import pytest

from programs.models import Region
from programs.reads import region_tree
from tests import records

pytestmark = pytest.mark.django_db


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def html(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def country() -> None:
    """Four provinces with 70 counties each; a program in every one of them."""
    chain = records.chain()
    for province in (11, 12, 13, 14):
        above = records.region(f"{province}0000", name=f"省{province}")
        for number in range(70):
            county = records.region(
                f"{province}01{number:02}", name=f"县{province}{number:02}", level="county", parent=above
            )
            if number < 20:
                records.program(f"p-{province}-{number:02}", region=county, chain=chain, measures=0)


def test_of_many_regions_the_provinces_are_listed_and_lead_on(country, client):
    page = html(client, "/regions/")
    assert page.count('<li class="depth-0">') == 4
    assert "县1101" not in page
    assert "20 个项目" in words(page)
    below = html(client, "/regions/110000/")
    assert all(f"/regions/1101{number:02}/" in below for number in range(70))


def test_of_few_regions_all_are_listed(portal, client):
    assert len(region_tree()) == Region.objects.count()
    assert "樟树市" in html(client, "/regions/")


def test_the_choice_of_regions_opens_around_the_chosen_one(country, client):
    offered = html(client, "/programs/").split("</select>")[0]
    assert 'value="110000"' in offered
    assert 'value="110101"' not in offered
    offered = html(client, "/programs/?region=110000").split("</select>")[0]
    assert 'value="110101"' in offered
    assert 'value="120101"' not in offered
    assert 'value="110150"' not in offered  # no program there
    offered = html(client, "/programs/?region=110101").split("</select>")[0]
    assert 'value="110102"' in offered
    assert "selected" in offered


def test_every_page_of_the_list_is_another_part_of_it(country, client):
    seen: list[str] = []
    for page in range(1, 5):
        body = html(client, f"/programs/?sort=region&page={page}").split("<tbody>")[1]
        seen += [part.split("/")[0] for part in body.split('href="/programs/')[1:] if part.startswith("p-")]
    assert seen == sorted(f"p-{province}-{number:02}" for province in (11, 12, 13, 14) for number in range(20))


def test_a_chain_shows_its_first_programs_and_leads_to_all(country, client):
    for path in ("/", "/chains/"):
        page = html(client, path)
        assert page.count('class="card"') == 6
        assert "全部 80 个项目" in words(page)


def test_many_chains_come_page_by_page(client):
    for number in range(15):
        made = records.chain(f"chain-{number:02}", name=f"链{number:02}")
        records.program(f"of-{number:02}", chain=made, measures=0)
    first, second = html(client, "/chains/"), html(client, "/chains/?page=2")
    assert ("链00" in first, "链14" in first, "链14" in second, "链00" in second) == (True, False, True, False)
    home = html(client, "/")
    assert home.count('class="chain"') == 8
    assert all(f"/chains/chain-{number:02}/" in home for number in range(15))


def test_sources_come_page_by_page_with_their_figures_counted(client):
    program = records.program()
    for number in range(35):
        records.source(f"doc-{number:02}", title=f"文件{number:02}")
    own = records.citation("甲", 1, records.source("doc-03"))
    further = records.citation("乙", 1, records.source("doc-03"))
    row = records.observation(program, citation=own)
    row.other_citations.add(further)
    records.observation(program, records.indicator("draft"), citation=own, publication="draft")
    first, second = html(client, "/sources/"), html(client, "/sources/?page=2")
    assert "文件34" in second
    assert "文件34" not in first
    entry = words(first).split("文件03")[1].split("文件04")[0]
    assert re.search(r"\b1 ", entry)


def test_figures_of_an_indicator_come_by_place_and_know_the_figure_before(client):
    indicator = records.indicator(name="产值")
    above = records.region("110000", name="省")
    for number in range(20):
        county = records.region(f"1101{number:02}", name=f"县{number:02}", level="county", parent=above)
        program = records.program(f"p-{number:02}", region=county, measures=0)
        for year, value in ((2021, "100"), (2022, "110")):
            records.observation(
                program, indicator, value, citation=records.citation(f"产值{value}"), **records.year(year)
            )
    pages = [html(client, f"/indicators/revenue/?page={page}") for page in (1, 2)]
    rows = [page.count('<tr id="figure-') for page in pages]
    assert rows == [30, 10]
    assert "/programs/p-14/" in pages[0].split("<tbody>")[-1]
    assert "/programs/p-15/" in pages[1].split("<tbody>")[-1]
    listed = words(html(client, "/indicators/"))
    assert re.search(r"产值 .* 20 ", listed)
