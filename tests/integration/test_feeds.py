"""The Atom feeds: what is told of a figure that came, changed or went, to whom it is never told, and RFC 4287."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from lxml.html import fragment_fromstring

from indicators.models import Breakdown, Observation
from indicators.updates import FIGURES, MOST, SPARE
from programs.actions.publication import publish, send, withdraw
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.models import Program
from qualityportal.roles import EDITOR, REVIEWER
from tests import records
from tests.integration.test_pages import html

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
WHOLE, OWN = "/feeds/updates.atom", "/programs/jingdezhen/updates.atom"


@pytest.fixture
def editor():
    return records.person("zhangsan", EDITOR, records.region())


@pytest.fixture
def reviewer():
    return records.person("wangxiaoming", REVIEWER, records.region())


@pytest.fixture
def figure(program, editor, reviewer):
    """A bound, typed by one person and approved by another."""
    row = Observation(
        program=program,
        indicator=records.indicator(),
        value=Decimal("352.6"),
        decimals=1,
        unit_mult=8,
        comparator="gt",
        citation=records.citation(),
        editor=editor,
        **records.year(2023),
    )
    write(row, by=editor)
    send(row, by=editor)
    return publish(row, by=reviewer)


def revise(figure, editor, reviewer, reason, **fields):
    typed = Observation.objects.get(pk=figure.pk)
    for name, value in fields.items():
        setattr(typed, name, value)
    waiting = propose(typed, by=editor, reason=reason)
    send(waiting, by=editor)
    publish(waiting, by=reviewer)


def feed(client, path: str = WHOLE):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def entries(client, path: str = WHOLE) -> list[dict[str, str]]:
    """Title, text, link and id of each entry, in the order of the feed."""
    return [
        {
            "title": entry.findtext(f"{ATOM}title"),
            "text": plain(entry.findtext(f"{ATOM}content")),
            "link": entry.find(f"{ATOM}link").get("href"),
            "id": entry.findtext(f"{ATOM}id"),
        }
        for entry in feed(client, path).iter(f"{ATOM}entry")
    ]


def plain(text: str) -> str:
    return " ".join(fragment_fromstring(text, "div").text_content().split())


def test_a_published_figure_comes_with_sign_unit_period_and_words_of_its_source(figure, client):
    for path in (WHOLE, OWN):
        (entry,) = entries(client, f"/en{path}")
        assert entry["title"] == "Program jingdezhen: Revenue revenue more than CNY 35.26 billion, 2023"
        assert "营收突破860亿元" in entry["text"]
        assert "paragraph 1" in entry["text"]
        assert entry["link"] == f"http://testserver/en/observations/{figure.pk}/"
        assert html(client, entry["link"].removeprefix("http://testserver"))
    (chinese,) = entries(client)
    assert "352.6 亿元" in chinese["title"]
    assert chinese["link"] == f"http://testserver/observations/{figure.pk}/"


def test_a_revised_figure_says_what_it_was_and_why(figure, editor, reviewer, client):
    revise(figure, editor, reviewer, "复核原文", value=Decimal("360.7"))
    new, old = entries(client, f"/en{WHOLE}")
    assert new["title"].startswith("Revised: Program jingdezhen: Revenue revenue more than CNY 36.07 billion")
    assert "It was more than CNY 35.26 billion, 2023; it is now more than CNY 36.07 billion, 2023." in new["text"]
    assert "Changed: value" in new["text"]
    assert "Reason: 复核原文" in new["text"]
    assert "35.26" in old["title"]
    assert new["id"] != old["id"]


def test_what_has_been_told_stays_as_it_was_told(figure, editor, reviewer, client):
    """A reader knows an entry by its id: nothing that comes later may change it."""
    (before,) = entries(client)
    revise(figure, editor, reviewer, "复核原文", value=Decimal("360.7"))
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    assert entries(client)[-1] == before


def test_a_withdrawn_figure_says_what_it_said_and_why_it_went(figure, reviewer, client):
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    new, _old = entries(client, f"/en{OWN}")
    assert new["title"].startswith("Withdrawn: Program jingdezhen: Revenue revenue more than CNY 35.26 billion")
    assert "Reason: 来源撤稿" in new["text"]
    assert html(client, new["link"].removeprefix("http://testserver"))


def test_a_figure_that_comes_back_is_published_again(figure, editor, reviewer, client):
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    revise(figure, editor, reviewer, "来源恢复", publication="published")
    titles = [entry["title"].split(":")[0] for entry in entries(client, f"/en{OWN}")]
    assert titles == ["Program jingdezhen", "Withdrawn", "Program jingdezhen"]


def test_what_readers_cannot_see_is_no_event(figure, editor, reviewer, client):
    """Neither a place on the page, nor what waits, nor a draft, nor what was sent back."""
    revise(figure, editor, reviewer, "放到前面", is_key=True)
    typed = Observation.objects.get()
    typed.value = Decimal("999.9")
    send(propose(typed, by=editor, reason="尚在商议"), by=editor)
    for publication in ("draft", "in-review", "withdrawn"):
        records.observation(
            figure.program, records.indicator(f"secret-{publication}"), "777.77", publication=publication
        )
    for path in (WHOLE, OWN):
        (entry,) = entries(client, path)
        assert "352.6" in entry["title"]


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_a_program_that_is_not_public_has_no_feed_and_no_entries(figure, client, publication):
    Program.objects.update(publication=publication)
    assert entries(client) == []
    assert client.get(OWN).status_code == 404


def test_nobody_is_named(figure, editor, reviewer, client):
    revise(figure, editor, reviewer, "复核原文", value=Decimal("360.7"))
    for path in (WHOLE, OWN):
        text = etree.tostring(feed(client, path), encoding="unicode")
        assert "zhangsan" not in text
        assert "wangxiaoming" not in text


def test_plans_and_inferred_years_say_so(program, client):
    records.observation(program, value="200", obs_status="planned", role="target", **records.year(2030))
    inferred = {"period_inferred": True, "inference": "今年", **records.year(2024)}
    records.observation(program, records.indicator("other"), "7", **inferred)
    inferred_one, planned = entries(client, f"/en{WHOLE}")
    assert "(target)" in planned["title"]
    assert "2024 (inferred)" in inferred_one["title"]


def test_a_program_tells_only_of_its_own_figures(figure, client):
    other = records.program("fujian", measures=0)
    records.observation(other, value="5")
    assert [entry["title"].split("：")[0].split(":")[0] for entry in entries(client, OWN)] == ["项目 jingdezhen"]
    assert len(entries(client)) == 2


def test_signs_of_html_are_text(figure, editor, reviewer, client):
    Program.objects.update(name="A & <b>B</b>")
    revise(figure, editor, reviewer, "<script>alert(1)</script> & more", value=Decimal("360.7"))
    new = entries(client)[0]
    assert "A & <b>B</b>" in new["title"]
    assert "<script>alert(1)</script> & more" in new["text"]
    (content, *_rest) = feed(client).iter(f"{ATOM}content")
    assert not fragment_fromstring(content.text, "div").xpath("//script")


def test_links_are_of_the_public_site(figure, client, settings):
    settings.SITE_URL = "https://quality.example.cn"
    tree = feed(client)
    assert all(link.get("href").startswith(settings.SITE_URL) for link in tree.iter(f"{ATOM}link"))
    assert entries(client)[0]["id"].startswith("tag:quality.example.cn,")


def one(element, name: str) -> str:
    """The only child of this name, which RFC 4287 demands."""
    (found,) = element.findall(f"{ATOM}{name}")
    return (found.text or "").strip()


@pytest.mark.parametrize("path", [WHOLE, OWN, f"/en{WHOLE}", f"/en{OWN}"])
def test_the_musts_of_rfc_4287(figure, editor, reviewer, client, path):
    revise(figure, editor, reviewer, "复核原文", value=Decimal("360.7"))
    tree = feed(client, path)
    assert tree.tag == f"{ATOM}feed"  # 4.1.1
    assert one(tree.find(f"{ATOM}author"), "name")  # 4.1.1: of the feed, since no entry has one
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == ("en" if path.startswith("/en") else "zh-Hans")
    (own,) = (link.get("href") for link in tree.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own == f"http://testserver{path}"
    ids = []
    for element in (tree, *tree.iter(f"{ATOM}entry")):
        assert one(element, "title")
        assert datetime.fromisoformat(one(element, "updated")).tzinfo  # 3.3: RFC 3339 with its zone
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1  # 4.1.1, 4.1.2: not two of one type and language
        assert re.match(r"[a-z]+:", one(element, "id"))  # 4.2.6: an IRI, not relative
        ids.append(one(element, "id"))
        for content in element.findall(f"{ATOM}content"):
            assert content.get("type") == "html"  # 4.1.3.3: then it holds no elements
            assert len(content) == 0
    assert len(set(ids)) == len(ids) == 3
    assert one(tree, "updated") == one(next(tree.iter(f"{ATOM}entry")), "updated")


def test_an_empty_feed_is_the_same_each_time(program, client):
    first = client.get(WHOLE)
    assert entries(client) == []
    assert client.get(WHOLE).content == first.content
    assert one(feed(client), "updated")


def test_length_and_cost_do_not_grow_with_the_portal(figure, editor, reviewer, client):
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            feed(client, path)
        return len(queries)

    revise(figure, editor, reviewer, "一", value=Decimal("1.0"))
    breakdown = Breakdown.objects.create(code="world", dimension="market", name="全球")
    records.observation(figure.program, value="3", breakdown=breakdown, **records.year(2020))
    before = [cost(path) for path in (WHOLE, OWN)]
    for number in range(MOST):
        indicator = records.indicator(f"more-{number}")
        row = records.observation(figure.program, indicator, citation=records.citation(f"第 {number} 处", number + 2))
        row.other_citations.add(records.citation(f"另一处 {number}", number + 2))
    revise(figure, editor, reviewer, "二", value=Decimal("2.0"))
    for path, queries in zip((WHOLE, OWN), before, strict=True):
        assert cost(path) <= queries
        found = entries(client, path)
        assert len(found) == MOST
        assert "2.0" in found[0]["text"]


def test_a_figure_is_told_though_another_was_written_many_times_since(program, client):
    """More versions than the first statement reads."""
    records.observation(program)
    busy = records.observation(program, records.indicator("jobs"), value="7")
    for value in range(2 * FIGURES + 1):
        busy.position = value
        busy.save()
    assert [entry["title"].split(": ")[1][:15] for entry in entries(client, f"/en{WHOLE}")] == [
        "Revenue jobs CN",
        "Revenue revenue",
    ]


def test_news_is_told_before_what_only_moved_on_its_page(program, client):
    """More figures that only moved than are looked at first."""
    old = [records.observation(program, records.indicator(f"old-{number}")) for number in range(MOST + SPARE + 1)]
    for number in range(3):
        records.observation(program, records.indicator(f"new-{number}"))
    for row in old:
        row.position = 9
        row.save()
    told = [entry["title"].split(": ")[1].split()[1] for entry in entries(client, f"/en{WHOLE}")]
    assert told[:4] == ["new-2", "new-1", "new-0", f"old-{MOST + SPARE}"]
    assert len(told) == MOST


def test_pages_lead_to_the_feeds(figure, client):
    for language in ("", "/en"):
        for page, path in ((f"{language}/", WHOLE), (f"{language}/programs/jingdezhen/", OWN)):
            text = html(client, page)
            assert f'<link rel="alternate" type="application/atom+xml" href="{language}{path}">' in text
            assert f'<a href="{language}{path}">' in text
