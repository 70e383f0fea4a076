"""oEmbed 1.0: what a page of others gets for the address of a chart, and how anything else is refused."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from lxml import etree
from lxml import html as lxml_html

from programs.models import Program
from tests import past, records
from tests.integration.test_pages import html

CHART = "/charts/jingdezhen-ceramics/product-pass-rate/"
SITE = "http://testserver"
REQUIRED = {"version", "type", "html", "width", "height"}  # of every answer, and of one of the type rich


def asked(client, url: str, query: str = ""):
    return client.get(f"/oembed?url={quote(url, safe='')}{query}")


def test_the_page_leads_to_both_formats_and_they_say_the_same(portal, client):
    page = lxml_html.fromstring(html(client, CHART))
    answers = {}
    for kind in ("application/json+oembed", "text/xml+oembed"):
        (link,) = page.xpath(f"//link[@rel='alternate'][@type='{kind}']/@href")
        answers[kind] = client.get(link.removeprefix(SITE))
        assert answers[kind].status_code == 200
    said, tree = (answer for answer in answers.values())
    assert said["Content-Type"] == "application/json"
    assert tree["Content-Type"] == "text/xml"
    assert said["Access-Control-Allow-Origin"] == "*"
    fields = {element.tag: element.text for element in etree.fromstring(tree.content)}
    assert fields == {name: str(value) for name, value in said.json().items()}


def test_it_is_the_frame_that_the_page_gives_to_copy(portal, client):
    said = asked(client, f"{SITE}{CHART}").json()
    assert said.keys() >= REQUIRED
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert said["provider_url"] == f"{SITE}/"
    assert said["title"].endswith("产品合格率")
    frame = lxml_html.fromstring(said["html"])
    assert frame.attrib["src"] == f"{SITE}{CHART}"
    assert [frame.attrib["width"], frame.attrib["height"]] == [str(said["width"]), str(said["height"])]
    page = lxml_html.fromstring(html(client, CHART))
    assert said["html"] in [area.text for area in page.xpath("//textarea")]


def test_language_and_theme_are_those_of_the_address(portal, client):
    said = asked(client, f"{SITE}/en{CHART}?theme=dark&utm=1").json()
    assert said["title"].endswith("Product pass rate")
    assert f'src="{SITE}/en{CHART}?theme=dark"' in said["html"]
    assert said["provider_name"] == "Quality portal"


@pytest.mark.parametrize(("query", "width", "height"), [("&maxwidth=400", 400, None), ("&maxheight=300", None, 300)])
def test_the_frame_is_no_larger_than_asked_for(portal, client, query, width, height):
    whole = asked(client, f"{SITE}{CHART}").json()
    said = asked(client, f"{SITE}{CHART}", query).json()
    assert said["width"] == (width or whole["width"])
    assert said["height"] <= (height or 10_000)
    assert "thumbnail_url" in whole
    assert "thumbnail_url" not in said  # it has 1216 pixels
    larger = asked(client, f"{SITE}{CHART}", "&maxwidth=5000&maxheight=5000").json()
    assert larger == whole


@pytest.mark.parametrize("value", ["0", "-1", "wide", "1.5"])
def test_sizes_that_are_none_are_refused(portal, client, value):
    answer = asked(client, f"{SITE}{CHART}", f"&maxwidth={value}")
    assert answer.status_code == 400
    assert "maxwidth" in answer.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        f"https://elsewhere.example{CHART}",
        f"{SITE}:81{CHART}",
        f"{SITE}/programs/jingdezhen-ceramics/",
        f"{SITE}{CHART}extra/",
        f"{SITE}/charts/jingdezhen-ceramics/no-such/",
        f"{SITE}/charts/no-such/revenue/",
        f"{SITE}/fr{CHART}",
        f"{SITE}{CHART}?as_of=1999-01-01",
        f"ftp://testserver{CHART}",
        CHART,
        "http://[broken",
        "javascript:alert(1)",
    ],
)
def test_other_addresses_are_not_known(portal, client, url):
    assert asked(client, url).status_code == 404


def test_what_is_no_question_is_refused(portal, client):
    assert client.get("/oembed").status_code == 400
    assert asked(client, f"{SITE}{CHART}", "&format=yaml").status_code == 501
    assert client.post("/oembed").status_code == 405


def test_both_names_of_the_site_are_ours(portal, client, settings):
    settings.SITE_URL = "https://quality.example.cn"
    for url in (f"https://quality.example.cn{CHART}", f"https://QUALITY.example.cn{CHART}", f"{SITE}{CHART}"):
        assert f'src="https://quality.example.cn{CHART}"' in asked(client, url).json()["html"]


def test_a_program_that_is_not_public_is_not_known(portal, client):
    Program.objects.filter(slug="jingdezhen-ceramics").update(publication="draft")
    assert asked(client, f"{SITE}{CHART}").status_code == 404


def test_the_frame_keeps_the_day(program, client):
    for year in (2020, 2021):
        records.observation(program, value=f"{year}.5", **records.year(year))
    past.written(9)
    day = past.days_ago(5).isoformat()
    said = asked(client, f"{SITE}/charts/jingdezhen/revenue/?as_of={day}").json()
    assert f"as_of={day}" in lxml_html.fromstring(said["html"]).attrib["src"]
    assert f"as_of={day}" in said["thumbnail_url"]
