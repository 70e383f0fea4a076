"""The larger type: chosen by a link, kept by a cookie, and known to caches."""

from __future__ import annotations

import pytest

from tests.integration.test_pages import html

LARGE = '<html lang="zh-Hans" class="large">'


def test_the_choice_is_kept_until_it_is_taken_back(portal, client):
    assert LARGE not in html(client, "/programs/")
    response = client.get("/text-size/", {"size": "large", "next": "/programs/?chain=ceramics"})
    assert (response.status_code, response["Location"]) == (302, "/programs/?chain=ceramics")
    assert "no-store" in response["Cache-Control"]
    assert LARGE in html(client, "/programs/")
    assert LARGE in html(client, "/about/")
    assert '<html lang="en" class="large">' in html(client, "/en/about/")
    client.get("/text-size/", {"size": "normal", "next": "/"})
    assert LARGE not in html(client, "/programs/")


def test_the_link_leads_back_to_the_page_with_its_query(portal, client):
    assert "/text-size/?size=large&amp;next=%2Fprograms%2F%3Fq%3D%25E9" in html(client, "/programs/?q=%E9%99%B6")


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org", ""]
)
def test_it_never_leads_away(db, client, target):
    assert client.get("/text-size/", {"size": "large", "next": target})["Location"] == "/"


def test_an_unknown_size_changes_nothing(db, client):
    response = client.get("/text-size/", {"size": "huge", "next": "/about/"})
    assert response["Location"] == "/about/"
    assert not response.cookies
    client.cookies["text_size"] = '"><script>'
    assert '<html lang="zh-Hans">' in html(client, "/about/")


def test_only_a_link_changes_it(db, client):
    assert client.post("/text-size/", {"size": "large"}).status_code == 405


def test_caches_are_told_only_where_it_matters(portal, client):
    for path, status in (("/", 200), ("/programs/fujian-household-ceramics/", 200), ("/nowhere/", 404)):
        response = client.get(path)
        assert response.status_code == status
        assert "Cookie" in response["Vary"], path
        assert not response.cookies
    for path in ("/healthz", "/charts/fujian-household-ceramics/export-value.json"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert "Cookie" not in response.get("Vary", ""), path


def test_a_page_in_another_size_is_another_page_to_a_cache(portal, client):
    first = client.get("/about/")
    client.cookies["text_size"] = "large"
    assert client.get("/about/", headers={"If-None-Match": first["ETag"]}).status_code == 200
