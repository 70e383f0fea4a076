"""The sitemap and robots.txt: every public page in both languages, nothing else, at the same cost for any size."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from indicators.models import Observation
from programs.models import Measure, Program
from qualityportal import sitemaps
from tests import records
from tests.integration.test_pages import PAGES, html

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://testserver"
NOT_LISTED = re.compile(r"\?|^/search/|^/observations/|^/charts/")  # a filter, or what leads to a listed page


def tree(client, address: str):
    response = client.get(address.removeprefix(SITE))
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml"
    return etree.fromstring(response.content)


def files(client) -> list[str]:
    return [place.text for place in tree(client, "/sitemap.xml").iter(f"{S}loc")]


def listed(client) -> dict[str, str]:
    """The day of the last change by address, from all files of the index; empty where none is given."""
    urls = [url for address in files(client) for url in tree(client, address)]
    return {url.findtext(f"{S}loc"): url.findtext(f"{S}lastmod") or "" for url in urls}


def test_every_page_is_listed_in_both_languages_and_is_there(portal, client):
    found = listed(client)
    for path in PAGES:
        if not NOT_LISTED.search(path):
            assert {f"{SITE}{path}", f"{SITE}/en{path}"} <= found.keys(), path
    one_of_each_kind = {re.sub("[^/]+/$", "", address): address for address in found}
    assert len(one_of_each_kind) == 13  # each of five kinds, and the overviews, twice; the first page
    for address in one_of_each_kind.values():
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


def test_languages_stand_beside_each_other(portal, client):
    for url in tree(client, "/sitemap-programs.xml"):
        links = {link.get("hreflang"): link.get("href") for link in url.iter("{http://www.w3.org/1999/xhtml}link")}
        assert links.keys() == {"zh-Hans", "en"}
        assert url.findtext(f"{S}loc") in links.values()
    page = html(client, links["en"].removeprefix(SITE))
    assert all(f'hreflang="{tag}" href="{href}"' in page for tag, href in links.items())


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_only_what_is_public_is_listed(portal, client, publication):
    before = listed(client)
    place = records.region("450000", name="广西")
    hidden = records.program("secret", region=place, chain=records.chain("hidden"), publication=publication)
    records.observation(hidden, records.indicator("hidden-indicator"))
    records.observation(
        Program.objects.get(slug="jingdezhen-ceramics"), records.indicator("x"), publication=publication
    )
    records.source("hidden-source", publication=publication)
    assert listed(client).keys() - before.keys() == {f"{SITE}{lang}/sources/report/" for lang in ("", "/en")}


def test_the_day_is_that_of_the_last_change_of_what_the_page_shows(program, client):
    records.observation(program, value="1")
    draft = records.observation(program, value="2", publication="draft", **records.year(2020))

    def day() -> str:
        return listed(client)[f"{SITE}/programs/jingdezhen/"]

    for model in (Program, Measure, Observation):
        model.objects.update(updated_at=datetime(2026, 3, 1, 4, tzinfo=UTC))
    assert day() == "2026-03-01"
    Measure.objects.update(updated_at=datetime(2026, 3, 2, 4, tzinfo=UTC))
    assert day() == "2026-03-02"
    assert listed(client)[f"{SITE}/chains/ceramics/"] == listed(client)[f"{SITE}/regions/360000/"] == "2026-03-01"
    Observation.objects.filter(pk=draft.pk).update(updated_at=datetime(2026, 3, 9, 4, tzinfo=UTC))
    assert day() == "2026-03-02"
    Observation.objects.exclude(pk=draft.pk).update(updated_at=datetime(2026, 3, 8, 4, tzinfo=UTC))
    assert day() == "2026-03-08"


def test_a_large_portal_has_more_files_not_larger_ones(program, client, monkeypatch):
    monkeypatch.setattr(sitemaps.Pages, "limit", 3)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            tree(client, address)
        return len(queries)

    before = {address: cost(address) for address in ("/sitemap.xml", "/sitemap-programs.xml")}
    for number in range(7):
        records.program(f"more-{number}", measures=1)
    assert [address for address in files(client) if "programs" in address] == [
        f"{SITE}/sitemap-programs.xml?p={number}" for number in (1, 2, 3)
    ]
    assert all(cost(address) <= queries for address, queries in before.items())
    assert len(tree(client, "/sitemap-programs.xml?p=1")) == 6
    assert len(listed(client).keys() & {f"{SITE}/en/programs/more-{number}/" for number in range(7)}) == 7


def test_files_hold_no_more_than_the_protocol_allows():
    assert sitemaps.PER_FILE * 2 <= 50_000


def test_an_empty_portal_has_an_index_of_what_it_has(db, client):
    assert files(client) == [f"{SITE}/sitemap-overviews.xml?p=1"]


@pytest.mark.parametrize("path", ["/sitemap-secrets.xml", "/sitemap-programs.xml?p=99", "/sitemap-programs.xml?p=x"])
def test_other_files_are_not_there(portal, client, path):
    assert client.get(path).status_code == 404


def test_addresses_are_of_the_public_site(portal, client, settings):
    settings.SITE_URL = "https://quality.example.cn"
    assert all(address.startswith("https://quality.example.cn/") for address in files(client))
    assert f"{settings.SITE_URL}/en/about/" in [
        url.text for url in tree(client, "/sitemap-overviews.xml").iter(f"{S}loc")
    ]
    assert "Sitemap: https://quality.example.cn/sitemap.xml" in html(client, "/robots.txt")


def test_robots_are_kept_from_what_is_no_page(portal, client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    shut = [re.compile(re.escape(path).replace(r"\*", ".*")) for path in closed]  # RFC 9309, 2.2.3
    for language in ("", "/en"):
        for path in ("/admin/", "/admin/review/", "/observations/1/report/"):
            assert any(rule.match(language + path) for rule in shut), path
    assert any(rule.match("/text-size/?size=large") for rule in shut)
    assert not any(rule.match(address.removeprefix(SITE)) for rule in shut for address in listed(client))
    assert not any(
        rule.match(path) for rule in shut for path in ("/charts/a/b/", "/observations/1/", "/feeds/updates.atom")
    )
