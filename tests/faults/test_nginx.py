"""deploy/nginx in front of a running portal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.bench import nginx, serving

PAGE = "/programs/zhangshu-metal-furniture/"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Front:
    port: int

    def get(self, path: str, **headers: str) -> Answer:
        link = HTTPConnection(serving.HOST, self.port, timeout=30)
        try:
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode())
        finally:
            link.close()


@pytest.fixture(scope="module")
def folder(sqlite_folder) -> Path:
    if not nginx.is_there():
        if os.environ.get("CI"):
            pytest.fail(nginx.MISSING)
        pytest.skip(nginx.MISSING)
    return sqlite_folder


@pytest.fixture(scope="module")
def front(folder) -> Iterator[Front]:
    with serving.running("qualityportal.wsgi:application", folder) as site, nginx.in_front(folder, site) as port:
        yield Front(port)


def test_a_public_page_is_kept_and_nothing_is_mixed_up(front):
    assert front.get(PAGE).headers["x-cache"] == "MISS"
    kept = front.get(PAGE)
    assert kept.headers["x-cache"] == "HIT"
    assert '<html lang="zh-Hans">' in kept.text
    assert '<html lang="en">' in front.get(f"/en{PAGE}").text
    assert 'class="large"' in front.get(PAGE, Cookie="text_size=large").text
    assert 'class="large"' not in front.get(PAGE, Cookie="other=1").text
    assert front.get(PAGE, Cookie="sessionid=x").headers["x-cache"] == "BYPASS"
    etag = kept.headers["etag"]
    assert front.get(PAGE, **{"If-None-Match": etag}).status == 304


def test_the_admin_is_never_kept(front):
    for _ in range(2):
        page = front.get("/admin/login/")
        assert page.status == 200
        assert page.headers["x-cache"] != "HIT"


def test_static_files_come_from_disk(front):
    address = front.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    file = front.get(address)
    assert file.status == 200
    assert "immutable" in file.headers["cache-control"]
    assert "x-cache" not in file.headers


def test_pages_go_on_while_the_portal_is_down(folder):
    with ExitStack() as portal:
        site = portal.enter_context(serving.running("qualityportal.wsgi:application", folder))
        with nginx.in_front(folder, site) as port:
            front = Front(port)
            page = front.get("/en/about/").text
            portal.close()
            assert front.get("/healthz").status == 502
            assert front.get("/en/about/").text == page
