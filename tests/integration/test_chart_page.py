"""The page of one chart: what it says, who may frame it, what it costs, and what is copied from it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from lxml import etree
from lxml import html as lxml_html

from indicators.models import Observation
from indicators.page_charts import program_charts
from indicators.reads import program_observations
from programs.actions.publication import withdraw
from programs.actions.writing import write
from programs.models import Program
from qualityportal.roles import REVIEWER
from tests import past, records
from tests.integration.test_pages import PAGES, html, words

CHART = "/charts/jingdezhen-ceramics/product-pass-rate/"
FIRST_VISIT = 30_000  # bytes


def every_chart() -> Iterator[str]:
    """The addresses of all charts in the database, in Chinese."""
    for program in Program.objects.live():
        for planned in program_charts(program, program_observations(program)):
            yield f"/charts/{program.slug}/{planned.key}/"


def may_be_framed(response) -> bool:
    policy = re.search(r"frame-ancestors ([^;]*)", response["Content-Security-Policy"])
    assert policy
    refused = response.get("X-Frame-Options") == "DENY"
    assert refused == (policy[1] == "'none'")
    return policy[1] == "*"


def test_it_says_all_that_a_figure_needs(portal, client):
    page = html(client, CHART)
    said = words(page)
    for text in ("景德镇市陶瓷", "产品合格率", "96%", "98%", "来源未注明时间", "坐标轴不从零开始", "来源："):
        assert text in said
    assert page.count("<svg") == 2  # wide and narrow
    assert "<table" in page
    assert "<script" not in page.replace('<script type="application/ld+json">', "")
    assert 'href="http://testserver/programs/jingdezhen-ceramics/#chart-product-pass-rate"' in page
    assert (
        '<link rel="canonical" href="http://testserver/programs/jingdezhen-ceramics/#chart-product-pass-rate">' in page
    )
    assert "noindex" not in page


def test_a_bound_keeps_its_sign(program, client):
    records.observation(program, value="100", **records.year(2020))
    records.observation(program, value="860", comparator="gt", **records.year(2022))
    page = words(html(client, "/en/charts/jingdezhen/revenue/"))
    assert "more than CNY 86.0 billion" in page
    assert not re.search(r"(?<!than )(?<!&gt;)CNY 86\.0", page)


def test_only_this_page_may_be_framed(portal, client):
    assert may_be_framed(client.get(CHART))
    assert may_be_framed(client.get("/charts/no/such/"))  # a frame whose chart went says so
    others = ["/admin/", "/admin/login/", "/oembed", "/feeds/updates.atom", "/sitemap.xml", "/robots.txt", "/nowhere/"]
    others += [f"{CHART.removesuffix('/')}.{kind}" for kind in ("svg", "png", "json", "csv")]
    for path in [*others, *(path for path in PAGES if path != CHART)]:
        assert not may_be_framed(client.get(path)), path


def test_no_other_view_of_the_admin_may_be_framed(portal, admin_client):
    addresses = {f"/admin/{app}/{model}/" for app, model in [("programs", "program"), ("indicators", "observation")]}
    for path in ["/admin/", "/admin/review/", *addresses]:
        response = admin_client.get(path)
        assert response.status_code == 200
        assert not may_be_framed(response)


def test_the_answer_is_the_same_for_everybody(portal, client):
    """No cookie is set, and none that a reader has changes anything: one copy serves all."""
    first = client.get(CHART)
    assert not first.cookies
    assert "Cookie" not in first["Vary"]
    assert client.get(CHART, headers={"If-None-Match": first["ETag"]}).status_code == 304
    client.cookies["text_size"] = "large"
    assert client.get(CHART).content == first.content


@pytest.mark.parametrize(
    ("query", "root"), [("", ""), ("?theme=dark", "dark"), ("?theme=light", "light"), ("?theme=x", "")]
)
def test_the_theme_is_asked_for_in_the_address(portal, client, query, root):
    page = html(client, CHART + query)
    assert f'<html lang="zh-Hans"{f" data-theme={chr(34)}{root}{chr(34)}" if root else ""}>' in page
    assert f'content="{root or "light dark"}"' in page


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (f"{CHART}?lang=en", f"/en{CHART}"),
        (f"/en{CHART}?lang=zh-Hans&theme=dark", f"{CHART}?theme=dark"),
        (f"{CHART}?lang=en&theme=blue", f"/en{CHART}"),
    ],
)
def test_a_language_in_the_query_leads_to_its_address(portal, client, address, target):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, target)


@pytest.mark.parametrize("query", ["lang=zh-Hans", "lang=fr", "lang=", "theme=dark;", "theme=%22%3E", "other=1"])
def test_wrong_values_change_nothing(portal, client, query):
    assert '<html lang="zh-Hans">' in html(client, f"{CHART}?{query}")


def test_a_past_day_is_shown_and_goes_along_to_every_address(program, client):
    for year, value in ((2020, "100"), (2021, "352.6")):
        records.observation(program, value=value, **records.year(year))
    past.written(9)
    later = Observation.objects.get(value="352.6")
    later.value = Decimal("360.7")
    write(later, reason="来源更正")
    day = past.days_ago(5).isoformat()
    page = html(client, f"/charts/jingdezhen/revenue/?as_of={day}&theme=dark")
    assert "352.6" in words(page)
    assert "360.7" not in page
    addresses = _of(page).xpath("//h1/a/@href | //figure//p[@class='files']/a/@href | //textarea/text()")
    assert len(addresses) >= 7
    assert all(f"as_of={day}" in address for address in addresses)
    assert "360.7" in html(client, "/charts/jingdezhen/revenue/")
    moved = client.get(f"/charts/jingdezhen/revenue/?as_of={day}&theme=dark&lang=en")
    assert moved["Location"] == f"/en/charts/jingdezhen/revenue/?as_of={day}&theme=dark"
    unknown = client.get("/charts/jingdezhen/revenue/?as_of=1999-01-01")
    assert unknown.status_code == 400
    assert may_be_framed(unknown)


def test_what_is_copied_is_whole_html_that_works_elsewhere(portal, client):
    frame, image, address = (area.text for area in _page(client, CHART).xpath("//textarea[@readonly]"))
    iframe, link = lxml_html.fromstring(frame), lxml_html.fromstring(image)
    assert iframe.attrib["src"] == address == f"http://testserver{CHART}"
    assert iframe.attrib["loading"] == "lazy"
    assert re.fullmatch("景德镇市.*产品合格率", iframe.attrib["title"])
    assert 200 < int(iframe.attrib["height"]) < 1200
    picture = link[0]
    assert picture.attrib["alt"] == iframe.attrib["title"]
    answer = client.get(picture.attrib["src"].removeprefix("http://testserver"))
    assert answer["Content-Type"] == "image/png"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    pixels = [int.from_bytes(answer.content[start : start + 4], "big") for start in (16, 20)]  # the PNG's IHDR
    assert pixels == [2 * int(picture.attrib[side]) for side in ("width", "height")]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_pictures_may_stand_on_any_site(portal, client, kind):
    assert client.get(f"{CHART.removesuffix('/')}.{kind}")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Cross-Origin-Resource-Policy" not in client.get("/programs/").headers


def test_the_drawing_holds_no_script_and_asks_for_nothing(portal, client):
    for query, paper in (("", "#FFFFFF"), ("?theme=dark", "#1A222B"), ("?theme=blue", "#FFFFFF")):
        root = etree.fromstring(client.get(f"{CHART.removesuffix('/')}.svg{query}").content)
        assert root.find("{*}rect").get("fill") == paper
        for element in root.iter():
            assert etree.QName(element).localname not in ("script", "style", "image", "foreignObject", "use", "a")
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert not re.search(r"href|url\((?!#)|https?:|var\(", f"{name} {value}")


def test_names_with_signs_of_html_are_copied_whole(program, client):
    Program.objects.update(name='A & B "C" <i>')
    for year in (2020, 2021):
        records.observation(program, value=f"{year}.5", **records.year(year))
    page = _page(client, "/charts/jingdezhen/revenue/")
    frame = page.xpath("//textarea")[0].text
    assert lxml_html.fromstring(frame).attrib["title"].startswith('A & B "C" <i>')
    assert not page.xpath("//i")


def test_absolute_addresses_are_of_the_public_site(portal, client, settings):
    settings.SITE_URL = "https://quality.example.cn"
    page = html(client, CHART)
    assert "http://testserver" not in page
    assert "https://quality.example.cn/oembed?url=https%3A%2F%2Fquality.example.cn%2Fcharts%2F" in page


def test_the_frame_of_a_withdrawn_program_says_so(portal, client):
    region = Program.objects.get(slug="jingdezhen-ceramics").region
    reviewer = records.person("wang", REVIEWER, region)
    withdraw(Program.objects.get(slug="jingdezhen-ceramics"), by=reviewer, reason="来源撤稿")
    response = client.get(CHART)
    assert response.status_code == 410
    assert may_be_framed(response)
    page = response.content.decode()
    assert "来源撤稿" in page
    assert "98%" not in page


@pytest.mark.parametrize("path", ["/charts/no/such/", "/charts/jingdezhen-ceramics/no-such/"])
def test_a_frame_without_a_chart_says_so(portal, client, path):
    for language in ("", "/en"):
        page = html(client, language + path, 404)
        assert "noindex" in page
        assert "/programs/" in page


def test_only_reading_is_allowed(portal, client):
    assert client.post(CHART).status_code == 405
    assert client.head(CHART).status_code == 200


def test_a_first_visit_is_small(portal, client):
    """HTML and style sheet as sent compressed, and the headers of three answers."""
    css = len(gzip.compress(Path(str(finders.find("css/portal.css"))).read_bytes(), 9))
    sizes = {}
    for path in every_chart():
        for language in ("", "/en"):
            response = client.get(language + path, headers={"Accept-Encoding": "gzip"})
            assert response["Content-Encoding"] == "gzip"
            sizes[language + path] = len(response.content) + css + 3 * 1_000
    assert len(sizes) >= 18
    assert max(sizes.values()) <= FIRST_VISIT, sizes


def test_each_chart_of_a_program_leads_to_its_own_page(portal, client):
    page = _page(client, "/programs/zhangshu-metal-furniture/")
    links = page.xpath("//figure[contains(@class, 'chart')]//p[@class='files']/a[contains(@href, '#share')]/@href")
    assert len(links) == len(page.xpath("//figure[contains(@class, 'chart')]")) == 4
    for link in links:
        assert 'id="share"' in html(client, link.partition("#")[0])


def _page(client, path: str):
    return _of(html(client, path))


def _of(page: str):
    return lxml_html.fromstring(page)
