"""Lists of a country stay as long as a reader reads, and say where the rest is."""

from __future__ import annotations

import re

import pytest

from programs.long_lists import Keys, Pages
from programs.models import Program, Region
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


ORDERS = {
    "place": ("region__path", "slug"),
    "years": ("start_year", "slug"),
    "years, the last first": ("-start_year", "-slug"),
    "chain": ("chain__name", "slug"),
}


@pytest.fixture
def undated() -> None:
    """Of 23 programs every third has no year, and some have the same."""
    region, chains = records.region(), [records.chain(f"chain-{n}", name=f"链{n}") for n in range(2)]
    for number in range(23):
        year = None if number % 3 == 0 else 2018 + number % 4
        place = {"region": region, "chain": chains[number % 2], "start_year": year}
        records.program(f"p-{number:02}", measures=0, **place)


@pytest.mark.parametrize("costly", [False, True])
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_pages_from_either_end_are_parts_of_the_whole(undated, order, costly):
    rows = Program.objects.live().order_by(*order)
    whole = list(rows.values_list("pk", flat=True))
    for size in (1, 4, 5, 23, 30):
        count = -(-len(whole) // size)
        pages = [Pages(Keys(rows, costly=costly), size).page(number) for number in range(1, count + 1)]
        assert {page.paginator.count for page in pages} == {23}
        assert [list(page.object_list) for page in pages] == [whole[at : at + size] for at in range(0, 23, size)]


def test_a_costly_list_is_found_once_for_a_page_and_its_number(undated, django_assert_num_queries):
    rows = Program.objects.in_order().filter(start_year__isnull=True)
    with django_assert_num_queries(1):
        page = Pages(Keys(rows, costly=True), 5).get_page("2")
        assert (len(page.object_list), page.paginator.count) == (3, 8)


def test_a_late_page_is_read_from_the_end(undated, django_assert_num_queries):
    with django_assert_num_queries(2) as captured:
        list(Pages(Keys(Program.objects.in_order()), 5).page(5).object_list)
    assert "OFFSET" not in captured[-1]["sql"]


@pytest.mark.parametrize("costly", [False, True])
@pytest.mark.parametrize(
    ("asked", "number", "length"),
    [(None, 1, 10), ("0", 3, 3), ("-1", 3, 3), ("x", 1, 10), ("4", 3, 3), ("9" * 30, 3, 3), ("٣", 3, 3)],
)
def test_a_page_that_is_none_becomes_the_first_or_the_last(undated, costly, asked, number, length):
    page = Pages(Keys(Program.objects.in_order(), costly=costly), 10).get_page(asked)
    assert (page.number, len(page.object_list)) == (number, length)


@pytest.mark.parametrize("costly", [False, True])
def test_an_empty_list_has_one_page_without_rows(db, costly):
    page = Pages(Keys(Program.objects.in_order(), costly=costly), 10).get_page("2")
    assert (page.number, list(page.object_list), page.paginator.count) == (1, [], 0)


def test_programs_without_measures_are_in_the_order_of_measures_too(client):
    for slug, measures in (("none", 0), ("two", 2), ("one", 1)):
        records.program(slug, measures=measures)
    pages = [html(client, f"/programs/?sort={sort}measure_count") for sort in ("", "-")]
    found = [re.findall(r'href="/programs/([a-z]+)/"', page.split("<tbody>")[1]) for page in pages]
    assert [list(dict.fromkeys(slugs)) for slugs in found] == [["none", "one", "two"], ["two", "one", "none"]]


def test_a_chain_shows_its_first_programs_and_leads_to_all(country, client):
    for path in ("/", "/chains/"):
        page = html(client, path)
        assert page.count('class="card"') == 4
        assert "全部 80 个项目" in words(page)


def test_many_chains_come_page_by_page(client):
    for number in range(15):
        made = records.chain(f"chain-{number:02}", name=f"链{number:02}")
        records.program(f"of-{number:02}", chain=made, measures=0)
    first, second = html(client, "/chains/"), html(client, "/chains/?page=2")
    assert ("链00" in first, "链14" in first, "链14" in second, "链00" in second) == (True, False, True, False)
    home = html(client, "/")
    assert home.count('class="chain"') == 6
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
    assert rows == [24, 16]
    assert "/programs/p-11/" in pages[0].split("<tbody>")[-1]
    assert "/programs/p-12/" in pages[1].split("<tbody>")[-1]
    listed = words(html(client, "/indicators/"))
    assert re.search(r"产值 .* 20 ", listed)
