"""The search finds what is published, by word, pinyin and code; says why; and takes whatever is typed."""

from __future__ import annotations

import importlib
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator
from programs.models import FormerRegionCode, IndustryChain, Measure, Program, Region, SourceDocument
from programs.rules.words import query_of
from qualityportal.pages.search import FIRST, KINDS
from tests import records


def search(client, typed: str, more: str = "", language: str = "") -> str:
    response = client.get(f"{language}/search/?q={quote(typed)}{more}")
    assert response.status_code == 200
    return response.content.decode()


def results(page: str) -> dict[str, list[str]]:
    """The titles of the results by kind."""
    found = {}
    for section in page.split('<section aria-labelledby="')[1:]:
        titles = re.findall(r"<li><a href=[^>]*>(.*?)</a>", section)
        found[section.split('"')[0]] = [re.sub("<[^>]*>", "", title) for title in titles]
    return found


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("樟树", "regions", "樟树市"),
        ("zs", "regions", "樟树市"),
        ("ZS", "regions", "樟树市"),
        ("zhangshu", "regions", "樟树市"),
        ("shu", "regions", "樟树市"),
        ("360982", "regions", "樟树市"),
        ("362203", "regions", "樟树市"),
        ("3609", "regions", "宜春市"),
        ("jdz", "regions", "景德镇市"),
        ("jingdezhen", "regions", "景德镇市"),
        ("对标达标", "measures", None),
        ("taoci", "chains", None),
        ("ceramics", "chains", None),
        ("export", "indicators", None),
        ("cke", "indicators", "年出口额"),
        ("家具", "sources", None),
    ],
)
def test_finds_by_word_pinyin_and_code(portal, client, typed, kind, title):
    found = results(search(client, typed))
    assert found[kind]
    if title:
        assert title in found[kind]


def test_each_seed_record_is_found_by_its_own_name(portal, client):
    for kind in KINDS.values():
        for row in kind.rows():
            words_of_name = query_of(getattr(row, kind.model.SEARCHED[0])).words
            assert row in kind.find(words_of_name), words_of_name


def test_says_why_and_marks_the_words(portal, client):
    page = search(client, "对标达标")
    assert "<mark>对标达标</mark>" in page
    assert "匹配" in words(page) or "Matches:" in page
    by_initials = search(client, "zs")
    assert re.search(r"<kbd>zs</kbd>", by_initials)
    assert "<mark>樟树</mark>市" in by_initials


def test_english_says_why_with_the_chinese_words(portal, client):
    page = search(client, "zs", language="/en")
    assert "pinyin initials" in page
    assert '<q lang="zh-Hans"><mark>樟树</mark>市</q>' in page
    assert re.search(r"former code <q[^>]*><mark>362203</mark></q>", search(client, "362203", language="/en"))


def test_every_result_has_a_reason(portal, client):
    for typed in ("陶瓷", "zs", "江西 陶瓷", "standard", "jiangxi furniture", "质量", "36"):
        page = search(client, typed)
        assert page.count('<p class="why">') == sum(len(titles) for titles in results(page).values()) > 0, typed


def test_all_words_must_match(program, client):
    records.measure(program, "both", title="编制标准的陶瓷", category="standards")
    assert "编制标准的陶瓷" in results(search(client, "编制 的陶瓷"))["measures"]
    assert "measures" not in results(search(client, "编制 家具"))


def test_a_place_above_narrows_programs_and_measures(portal, client):
    assert "樟树" in "".join(results(search(client, "江西 家具"))["programs"])
    assert "programs" not in results(search(client, "福建 家具"))
    whole = results(search(client, "对标达标", "&kind=measures"))["measures"]
    assert set(results(search(client, "江西 对标达标", "&kind=measures"))["measures"]) <= set(whole)
    # a place alone is no reason to list all measures there
    for measure in results(search(client, "jiangxi", "&kind=measures", language="/en")).get("measures", []):
        found = Measure.objects.get(title_en=measure)
        assert "jiangxi" in found.search_text


def test_names_come_before_mentions(db, client):
    records.program("a", name="一个项目", summary="说到陶瓷的项目。")
    records.program("b", name="陶瓷质量提升", summary="做了几件事。")
    assert results(search(client, "陶瓷"))["programs"] == ["陶瓷质量提升", "一个项目"]


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize("typed", ["未公开", "wgk", "weigongkai", "Hidden", "未公开 项目"])
def test_only_published_records_are_found(db, client, publication, typed):
    texts: dict[str, Any] = {"summary": "未公开的项目", "summary_en": "Hidden program"}
    hidden = records.program("secret", name="未公开的项目", name_en="Hidden", publication=publication, **texts)
    records.measure(hidden, "of-hidden", title="未公开的项目的举措", title_en="Hidden measure")
    public = records.program("public")
    records.measure(public, "secret", title="未公开的项目举措", title_en="Hidden", publication=publication)
    records.source("secret", title="未公开的项目文件", title_en="Hidden", publication=publication)
    for kind in ("", *KINDS):
        page = search(client, typed, f"&kind={kind}")
        assert results(page).keys() <= {"tries"}
        assert "secret" not in page
    assert "/programs/secret/" not in client.get(f"/programs/?q={quote(typed)}").content.decode()


def test_a_withdrawn_record_is_gone_at_once(program, client):
    assert "programs" in results(search(client, "jingdezhen"))
    program.publication = "withdrawn"
    program.save(update_fields=["publication"])
    assert "programs" not in results(search(client, "jingdezhen"))
    assert "measures" not in results(search(client, "标准"))


def test_a_new_name_is_found_and_the_old_one_is_not(db, client):
    region = records.region()
    region.name, region.name_en = "重庆市", "Chongqing"
    region.save(update_fields=["name", "name_en"])
    assert results(search(client, "cq"))["regions"] == ["重庆市"]
    assert "regions" not in results(search(client, "jx"))


HOSTILE = [
    *(
        "%",
        "_",
        "%%%",
        "\\",
        "'",
        '"',
        "'; DROP TABLE programs_program; --",
        "\0",
        "a\0b",
        "\x1b[31m",
        "|",
        "||",
        "|zs",
    ),
    *("<script>alert(1)</script>", "<mark>", "陶瓷<b>", "&amp;", "{{ 7|add:7 }}", "{% url %}", "../../etc/passwd"),
    *("x" * 10_000, "瓷 " * 5_000, "\u202e陶瓷", "\ud7ff\uffff", "İ", "ß", "陶瓷" * 60, "+", "(", "[a-z]*"),
]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("path", ["/search/", "/en/search/", "/programs/"])
def test_whatever_is_typed_is_text(portal, client, typed, path):
    page = client.get(path, {"q": typed, "kind": "%", "page": "-1"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert Program.objects.count() == 5


@pytest.mark.parametrize("sign", ["%", "_", "\\", "|"])
def test_signs_of_the_database_are_only_signs(program, client, sign):
    assert "programs" not in results(search(client, sign))
    records.program("with-sign", name=f"含{sign}的项目")
    assert results(search(client, sign))["programs"] == [f"含{sign}的项目"]


@pytest.mark.parametrize(("kind", "page"), [("measures", "x"), ("measures", "999"), ("nothing", "1"), ("%00", "%00")])
def test_odd_addresses_still_answer(portal, client, kind, page):
    search(client, "标准", f"&kind={kind}&page={page}")


def test_nothing_typed_says_what_can_be_typed(portal, client):
    page = client.get("/search/").content.decode()
    examples = re.findall(r'<a href="\?q=([^"]*)">([^<]+)</a>', page)
    assert len(examples) >= 4
    for _href, word in examples:
        assert results(search(client, word)), word
    assert search(client, "   ").count("<h2") == 0


def test_an_empty_portal_still_answers(db, client):
    assert "<h1" in client.get("/search/").content.decode()
    assert 'class="empty"' in search(client, "陶瓷")


def test_nothing_found_says_what_to_try(portal, client):
    page = search(client, "陶瓷 没有这样的词")
    assert 'class="empty"' in page
    assert f'href="?q={quote("陶瓷")}"' in page
    assert 'href="/programs/"' in page.split("<main", 1)[1]


def test_results_are_bounded_and_the_rest_has_pages(program, client):
    for number in range(25):
        records.measure(program, f"more-{number:02}", title=f"计量举措 {number:02}", position=number)
    first = search(client, "计量")
    assert len(results(first)["measures"]) == FIRST
    more = re.search(r'<p class="more"><a href="([^"]+)"', first)
    assert more
    page = client.get("/search/" + more[1].replace("&amp;", "&")).content.decode()
    assert len(results(page)["measures"]) == 20
    assert "25" in words(page)
    rest = client.get("/search/" + more[1].replace("&amp;", "&") + "&page=2").content.decode()
    assert len(results(rest)["measures"]) == 5
    assert not set(results(rest)["measures"]) & set(results(page)["measures"])


def test_a_measure_leads_to_its_place_on_the_page(portal, client):
    page = search(client, "对标达标")
    href = re.search(r'<h2 id="measures".*?<li><a href="([^"#]+)#([^"]+)"', page, re.DOTALL)
    assert href
    assert f'id="{href[2]}"' in client.get(href[1]).content.decode()


def test_the_masthead_searches(portal, client):
    for path, address in (("/", "/search/"), ("/en/regions/", "/en/search/"), ("/search/?q=x", "/search/")):
        assert f'<form role="search" action="{address}">' in client.get(path).content.decode()


def test_the_program_list_finds_by_pinyin_too(portal, client):
    page = client.get("/programs/?q=zs").content.decode()
    assert "/programs/zhangshu-metal-furniture/" in page.split("<main", 1)[1]


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("query", ["q=江西", "q=jx&kind=regions", "q=标准&kind=measures", "q=江西+陶瓷", ""])
def test_the_number_of_queries_does_not_grow(portal, client, query):
    chain, parent = IndustryChain.objects.get(slug="ceramics"), Region.objects.get(code="360200")

    def grow(number: int) -> None:
        county = records.region(f"3602{number + 10}", name=f"江西县 {number}", level="county", parent=parent)
        FormerRegionCode.objects.create(region=county, code=f"3622{number + 10}")
        records.program(f"grown-{number}", name="江西陶瓷", region=county, chain=chain, measures=5)
        records.source(f"grown-{number}", title="江西陶瓷标准")
        records.indicator(f"grown-{number}", name="江西陶瓷标准")
        records.chain(f"grown-{number}", name="江西陶瓷标准")

    grow(0)  # a kind without any result asks less
    before = cost(client, f"/search/?{query}")
    for number in range(1, 11):
        grow(number)
    assert cost(client, f"/search/?{query}") <= before + 1  # the ninth row of a kind asks nothing; a second page counts


def test_rows_of_before_are_filled_by_the_migration(portal):
    models = [Region, IndustryChain, Program, Measure, SourceDocument, Indicator]
    columns = ("pk", "search_text", "search_pinyin")
    saved = {model: list(model._default_manager.order_by("pk").values_list(*columns)) for model in models}
    assert all(text for rows in saved.values() for _pk, text, _pinyin in rows)
    for model in models:
        model._default_manager.update(search_text="", search_pinyin="")
    importlib.import_module("programs.migrations.0003_search").fill(apps, None)
    importlib.import_module("indicators.migrations.0002_search").fill(apps, None)
    for model in models:
        assert list(model._default_manager.order_by("pk").values_list(*columns)) == saved[model]
