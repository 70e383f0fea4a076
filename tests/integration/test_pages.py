"""Every public page answers in both languages, shows what it promises, and costs the same with more data."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models.query_utils import DeferredAttribute
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, set_script_prefix
from django.utils.translation import override

from indicators import page_charts
from indicators.models import Indicator, Observation
from programs.models import IndustryChain, Program, Region, SourceDocument
from tests import records

PROGRAMS = [
    "guangdong-key-chains",
    "fujian-household-ceramics",
    "jiangxi-quality-chains",
    "jingdezhen-ceramics",
    "zhangshu-metal-furniture",
]
PAGES = [
    "/",
    "/programs/",
    "/programs/jingdezhen-ceramics/",
    "/programs/zhangshu-metal-furniture/",
    "/regions/",
    "/regions/360000/",
    "/chains/",
    "/chains/ceramics/",
    "/indicators/",
    "/indicators/export-value/",
    "/sources/",
    "/sources/zhangshu-metal-furniture/",
    "/about/",
    "/compare/",
    "/compare/?program=fujian-household-ceramics&program=zhangshu-metal-furniture",
    "/coverage/",
    "/check/",
    "/search/",
    "/search/?q=zhangshu",
    "/observations/1/",
    "/observations/1/report/",
    "/charts/jingdezhen-ceramics/product-pass-rate/",
]


def html(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(text: str) -> str:
    """The text that a reader sees, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_no_page_goes_back_for_what_its_queries_left_out(portal, client, monkeypatch):
    """A column that is not fetched with many records is read again with each."""
    read = DeferredAttribute.__get__
    left_out: Counter[tuple[str, str, str]] = Counter()

    def watched(attribute, record, owner=None):
        if record is not None and attribute.field.attname not in vars(record):
            left_out[path, type(record).__name__, attribute.field.attname] += 1
        return read(attribute, record, owner)

    monkeypatch.setattr(DeferredAttribute, "__get__", watched)
    for path in (*PAGES, "/feeds/updates.atom", "/api/v1/observations", "/api/v1/changes", "/api/v1/measures"):
        b"".join(client.get(path))
    assert [found for found, times in left_out.items() if times > 1] == []


@pytest.mark.parametrize("year", [2020, 2021])
def test_the_first_page_tells_no_change_of_a_figure_withdrawn_while_it_is_made(db, client, monkeypatch, year):
    program, asked = records.program(), page_charts.in_full
    for number, value in ((2020, "100"), (2021, "150")):
        records.observation(program, value=value, is_key=True, **records.year(number))
    assert "+50.0%" in client.get("/").content.decode()

    def later(rows):
        found = list(rows)
        Observation.objects.filter(period_start__year=year).update(publication="withdrawn")
        return asked(found)

    monkeypatch.setattr(page_charts, "in_full", later)
    caches["pages"].clear()
    answer = client.get("/")
    assert answer.status_code == 200
    assert "+50.0%" not in answer.content.decode()


def test_the_first_page_tells_the_last_change_and_names_its_times_where_the_chart_has_more(db, client):
    program = records.program()
    for number, value in ((2020, "100"), (2022, "120"), (2021, "150")):
        records.observation(program, value=value, is_key=True, **records.year(number))
    told = re.findall(r'class="story"><h3><a [^>]*>([^<]+)</a>', html(client, "/"))
    assert len(told) == 1
    assert "从 150 亿元（2021 年）到 120 亿元（2022 年）" in told[0]
    Observation.objects.filter(period_start__year=2020).delete()
    assert "从 150 亿元到 120 亿元" in words(html(client, "/"))


def test_the_first_page_tells_changes_by_place_also_where_most_places_have_none(db, client):
    """More programs without a change than are read at first."""
    for number in (7, 3, 1, 6, 4, 2, 5):
        place = records.region(f"{number}10000", name=f"第{number}省")
        program = records.program(f"p-{number}", region=place)
        for year in (2020, 2021) if number in (2, 6, 7) else (2021,):
            records.observation(program, value=str(year), is_key=True, **records.year(year))
    told = re.findall(r'class="story"><h3><a [^>]*>([^<]+)</a>', html(client, "/"))
    assert [sentence[:3] for sentence in told] == ["第2省", "第6省", "第7省"]


@pytest.mark.parametrize("path", [path for path in PAGES if "/charts/" not in path])
def test_what_the_first_frame_waits_for_is_in_the_page(portal, client, path):
    """A browser that waits in vain shows nothing until all has arrived."""
    page = html(client, path)
    (awaited,) = re.findall(r'<link rel="expect" href="#([^"]+)" blocking="render">', page)
    assert page.count(f'id="{awaited}"') == 1


def test_the_first_page_without_a_program_has_what_its_first_frame_waits_for(db, client):
    assert 'href="#by-chain" blocking="render"' in (page := html(client, "/"))
    assert 'id="by-chain"' in page


def test_the_stylesheet_is_named_before_the_page(portal, client):
    response = client.get("/")
    named = re.fullmatch(r"<([^>]+)>; rel=preload; as=style", response["Link"])
    assert named
    assert f'<link rel="stylesheet" href="{named[1]}">' in response.content.decode()
    assert "Link" not in client.get("/admin/login/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_both_languages_without_inline_script_or_style(portal, client, path):
    chinese, english = html(client, path), html(client, f"/en{path}")
    assert '<html lang="zh-Hans">' in chinese
    assert '<html lang="en">' in english
    assert chinese != english
    for page in (chinese, english):
        assert page.count("<h1") == 1
        assert 'hreflang="zh-Hans"' in page
        assert 'hreflang="en"' in page
        assert not re.search(r"<[^>]*\sstyle=", page)
        assert "<style" not in page
        # A data block (JSON-LD) is no script: no browser runs it.
        assert not re.search(r"<script(?![^>]*\bsrc=)", page.replace('<script type="application/ld+json">', ""))
        assert not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("slug", PROGRAMS)
def test_a_program_has_a_chart_or_says_why_not(portal, client, slug):
    page = html(client, f"/programs/{slug}/")
    assert "<svg" in page.split("<main", 1)[1] or "单个数字" in page


def test_fujian_shows_its_exports(portal, client):
    page = html(client, "/programs/fujian-household-ceramics/")
    assert all(value in words(page) for value in ("12.65", "18.75", "44.45", "110.45", "+148.5%", "1127", "2448"))
    assert page.split("<main", 1)[1].count("<svg") >= 2


def test_jingdezhen_shows_the_pass_rate_undated_and_revenue_as_a_bound(portal, client):
    page = words(html(client, "/programs/jingdezhen-ceramics/"))
    assert all(text in page for text in ("96", "98", "提升前", "提升后", "2 个百分点"))
    for match in re.finditer(r"(.{6})860", page):
        assert re.search(r"(>|&gt;|超|突破|超过)\s*$", match[1]), f"860 stands without its sign: {match[0]}"


def test_zhangshu_shows_reported_and_computed_growth(portal, client):
    page = words(html(client, "/programs/zhangshu-metal-furniture/"))
    assert all(text in page for text in ("148.92", "352.6", "136.7%", "136.77%"))


def test_a_plan_is_called_a_plan(portal, client):
    page = words(html(client, "/programs/zhangshu-metal-furniture/"))
    assert "规划" in page
    assert re.search(r"≥\s*200", page) or "&ge;" in page


def test_english_scales_numbers_and_keeps_the_stated_form(portal, client):
    page = words(html(client, "/en/programs/fujian-household-ceramics/"))
    assert "CNY 11.045 billion" in page
    assert "110.45 亿元" in page


def test_each_figure_stands_with_its_phrase(portal, client):
    page = html(client, "/programs/zhangshu-metal-furniture/")
    for row in Observation.objects.filter(program__slug="zhangshu-metal-furniture").select_related("citation"):
        assert row.citation
        assert row.citation.phrase.replace('"', "&quot;") in page


def test_a_source_lists_what_was_taken_from_it(portal, client):
    page = html(client, "/sources/zhangshu-metal-furniture/")
    rows = Observation.objects.filter(program__slug="zhangshu-metal-furniture")
    assert all(f'id="figure-{row.pk}"' in page for row in rows)


def test_a_former_code_leads_to_the_region(portal, client):
    response = client.get("/regions/362203/")
    assert (response.status_code, response["Location"]) == (301, "/regions/360982/")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("region=360000", {"jiangxi-quality-chains", "jingdezhen-ceramics", "zhangshu-metal-furniture"}),
        ("region=362203", {"zhangshu-metal-furniture"}),
        ("chain=metal-furniture", {"zhangshu-metal-furniture"}),
        ("q=景德镇", {"jingdezhen-ceramics"}),
        ("q=Fujian", {"fujian-household-ceramics"}),
        ("q=没有这样的项目", set()),
        ("category=metrology", {"jiangxi-quality-chains"}),
        ("region=360000&chain=metal-furniture&q=樟树", {"zhangshu-metal-furniture"}),
    ],
)
def test_the_program_list_filters(portal, client, query, slugs):
    page = html(client, f"/programs/?{query}")
    found = set(re.findall(r'<td[^>]*><a href="/programs/([a-z-]+)/"', page))
    assert found == slugs
    if not slugs:
        assert "没有项目符合" in page


def test_the_program_list_sorts_and_keeps_its_filters(portal, client):
    page = html(client, "/programs/?chain=ceramics&sort=-name")
    names = re.findall(r'<td[^>]*><a href="/programs/[a-z-]+/">([^<]+)', page)
    assert names == sorted(names, reverse=True)
    assert len(names) == 4
    assert "chain=ceramics&amp;sort=" in page


@pytest.mark.parametrize("query", ["page=999", "page=x", "sort=nothing", "region=1", "year=abc", "q=%00", "status=z"])
def test_odd_addresses_still_answer(portal, client, query):
    html(client, f"/programs/?{query}")


def test_the_program_list_has_pages(portal, client):
    for number in range(25):
        records.program(f"more-{number:02}", measures=0, name=f"更多 {number:02}")
    first, last = html(client, "/programs/"), html(client, "/programs/?page=2")
    assert 'aria-current="page">1' in first
    assert 'aria-current="page">2' in last
    assert first.count("<tr") == 21


DRAFTS = [
    ("/programs/", 200),
    ("/programs/secret/", 404),
    ("/", 200),
    ("/regions/360000/", 200),
    ("/chains/ceramics/", 200),
    ("/indicators/revenue/", 200),
    ("/sources/report/", 200),
    ("/charts/secret/revenue.json", 404),
    ("/charts/secret/revenue/", 404),
    ("/programs/secret/updates.atom", 404),
    ("/feeds/updates.atom", 200),
    ("/sitemap-programs.xml", 200),
]


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize(("path", "status"), DRAFTS)
def test_only_published_programs_reach_the_public(db, client, publication, path, status):
    hidden = records.program("secret", name="未公开的项目", publication=publication)
    records.observation(hidden, value="777.77")
    page = html(client, path, status)
    assert "未公开的项目" not in page
    assert "777.77" not in page


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_only_published_records_of_a_program_reach_the_public(program, client, publication):
    records.observation(program, value="777.77", publication=publication)
    records.measure(program, "hidden", title="未公开的举措", publication=publication)
    records.note(program, text="未公开的说明", publication=publication)
    records.change(program, "555.5", publication=publication)
    paths = ["/", "/programs/jingdezhen/", "/sources/report/", "/indicators/revenue/", "/programs/?q=未公开的举措"]
    for path in paths:
        page = html(client, path)
        assert not any(text in page for text in ("777.77", "<p>未公开", ">未公开的举措", "未公开的说明", "555.5"))


def test_an_empty_portal_says_so(db, client):
    for path in ("/", "/programs/", "/regions/", "/chains/", "/indicators/", "/sources/"):
        assert 'class="empty"' in html(client, path), path


def test_our_own_404(portal, client):
    page = html(client, "/nowhere/", 404)
    assert "/programs/" in page
    assert '<html lang="zh-Hans">' in page
    assert '<html lang="en">' in html(client, "/en/nowhere/", 404)


def test_our_own_500(portal, client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("programs.views.region_tree", fail)
    client.raise_request_exception = False
    page = html(client, "/regions/", 500)
    assert "<h1>" in page
    assert "broken on purpose" not in page


def test_security_headers(portal, client):
    headers = client.get("/programs/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_health(db, client):
    assert html(client, "/healthz") == "ok\n"
    assert html(client, "/readyz") == "ok\n"


def test_an_unchanged_page_costs_a_304(portal, client):
    first = client.get("/programs/")
    assert client.get("/programs/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def grow() -> None:
    """Ten times as much of everything that a page could loop over."""
    chain, jiangxi = IndustryChain.objects.get(slug="ceramics"), Region.objects.get(code="360000")
    for number in range(10):
        county = records.region(
            f"3601{number:02}", name=f"县 {number}", level="county", parent=Region.objects.get(code="360200")
        )
        records.chain(f"chain-{number}")
        more = records.program(f"grown-{number}", region=county, chain=chain, measures=5)
        for place, value in enumerate(("10.5", "20.5", "30.5")):
            year = records.year(2019 + place)
            records.observation(more, value=value, is_key=True, citation=records.citation(f"收入 {value}"), **year)
        records.note(more, slug=f"note-{number}")
    program = Program.objects.get(slug="zhangshu-metal-furniture")
    document = SourceDocument.objects.get(slug="zhangshu-metal-furniture")
    for number in range(30):
        cited = records.citation(f"一处说法 {number}", 9, document)
        row = records.observation(
            program, records.indicator(f"more-{number}"), citation=cited, is_key=True, position=number
        )
        row.other_citations.add(records.citation(f"另一处 {number}", 10, document))
        note = records.note(program, slug=f"more-{number}", document=document, citation=cited)
        note.other_citations.add(cited)
        row.source_notes.add(note)
        records.measure(program, f"more-{number}", citation=cited).other_citations.add(cited)
        records.change(program, slug=f"more-{number}", citation=cited, to_observation=row)
    assert jiangxi.path


def cost(client, path: str) -> int:
    """The queries of the page when it is made, not taken from those that are kept."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        html(client, path)
    return len(queries)


def test_the_number_of_queries_does_not_grow(portal, client):
    paths = [*PAGES, "/programs/?region=360000&q=陶瓷&category=standards&sort=-region"]
    for path in paths:
        client.get(path)  # drawn charts are cached apart from queries
    before = {path: cost(client, path) for path in paths}
    grow()
    after = {path: cost(client, path) for path in paths}
    assert {path: (before[path], after[path]) for path in paths if after[path] > before[path]} == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("prefix", ["/", "/portal/"])
def test_a_records_address_is_that_of_its_page(language, prefix):
    """Also where the portal does not stand at the root of its host, and after another language was asked for."""
    rows: list[Any] = [
        Program(slug="a-b"),
        IndustryChain(slug="ceramics"),
        Region(code="360200"),
        SourceDocument(slug="one"),
    ]
    named = [*rows, Indicator(code="export-value"), Observation(pk=12)]
    try:
        set_script_prefix(prefix)
        with override(language):
            found = [resolve(row.get_absolute_url().replace(prefix, "/", 1)) for row in named]
    finally:
        set_script_prefix("/")
    names = ["program", "chain", "region", "source", "indicator", "observation"]
    keys = ["a-b", "ceramics", "360200", "one", "export-value", 12]
    assert [(match.url_name, *match.kwargs.values()) for match in found] == list(zip(names, keys, strict=True))
