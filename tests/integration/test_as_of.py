"""`?as_of=DATE`: page, chart and citation as the portal knew them then, and what became of it since."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions.corrections import accept, report
from indicators.models import Observation
from programs.actions.publication import publish, send, withdraw
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.models import Measure, Program, Region
from qualityportal.roles import EDITOR, REVIEWER
from tests import past, records
from tests.integration.test_observation_page import changed, revise, rows
from tests.integration.test_pages import html, words

pytestmark = pytest.mark.django_db

PROGRAM = "/en/programs/jingdezhen/"
CHART = "/en/charts/jingdezhen/revenue.json"


@pytest.fixture
def editor():
    return records.person("zhangsan", EDITOR, records.region())


@pytest.fixture
def reviewer():
    return records.person("wangxiaoming", REVIEWER, records.region())


@pytest.fixture
def figure(program):
    """Two published figures of 30 days ago, which make a chart; the later one is given."""
    records.observation(program, value="148.92", **records.year(2012))
    row = records.observation(program, value="352.6", is_key=True, **records.year(2019))
    past.written(30)
    return row


@pytest.fixture
def revised(figure, editor, reviewer):
    """The figure says something else since 10 days ago."""
    revise(figure, editor, reviewer, "复核原文", value=Decimal("360.5"))
    past.written(10)
    return figure


@pytest.fixture
def gone(figure, reviewer):
    """The figure was withdrawn 10 days ago."""
    withdraw(figure, by=reviewer, reason="来源撤稿")
    Observation.objects.filter(pk=figure.pk).update(reviewed_at=past.noon(10))
    past.written(10)
    return figure


def on(path: str, days: int) -> str:
    return f"{path}?as_of={past.days_ago(days)}"


def seen(client, path: str, days: int | None = None, status: int = 200) -> str:
    return words(html(client, path if days is None else on(path, days), status))


def charted(client, path: str) -> list[float]:
    """The values of the marks: first and last of the only series."""
    response = client.get(path)
    assert response.status_code == 200, path
    drawn = [value for trace in response.json()["wide"]["data"] for value in trace.get("y", []) if value]
    return [drawn[0], drawn[-1]]


def test_a_revised_figure_stands_as_it_was(revised, client):
    for page in (PROGRAM, f"/en/observations/{revised.pk}/", "/en/indicators/revenue/"):
        assert "35.26" in seen(client, page, 11)
        for later in (seen(client, page, 10), seen(client, page)):
            assert "36.05" in later
            assert "35.26" not in later.split("What it has said")[0]


def test_a_chart_draws_the_figures_of_then(revised, client):
    assert charted(client, on(CHART, 11)) == [14.892, 35.26]
    assert charted(client, on(CHART, 10)) == charted(client, CHART) == [14.892, 36.05]


def test_the_change_is_computed_from_the_figures_of_then(revised, client):
    assert "+136.8%" in seen(client, PROGRAM, 11)
    assert "+142.1%" in seen(client, PROGRAM)


def test_a_figure_changed_since_says_so_and_what_it_says_today(revised, client):
    assert "changed since" in seen(client, PROGRAM, 11)
    assert "changed since" in seen(client, f"/en/observations/{revised.pk}/", 11)
    assert "Today it says: CNY 36.05 billion (2019)" in seen(client, f"/en/observations/{revised.pk}/", 11)
    for page in (seen(client, PROGRAM, 10), seen(client, PROGRAM)):
        assert "changed since" not in page


def test_what_stood_in_a_region_that_was_not_known_is_not_known(figure, client):
    assert seen(client, PROGRAM, 20)
    Region.history.filter(code="360000").update(history_date=past.noon(5))
    for page in (PROGRAM, f"/en/observations/{figure.pk}/"):
        assert "Not public here" in seen(client, page, 20, status=404)
        assert seen(client, page, 4)


def test_the_history_ends_with_the_moment(revised, client):
    page = f"/en/observations/{revised.pk}/"
    assert len(rows(html(client, on(page, 11)))) == 1
    assert "复核原文" not in html(client, on(page, 11))
    assert len(rows(html(client, on(page, 10)))) == 2


def test_a_withdrawn_figure_stands_as_it_was_and_says_that_it_is_gone(gone, client):
    withdrawn = f"withdrawn on {past.days_ago(10)}"
    for page in (PROGRAM, f"/en/observations/{gone.pk}/", "/en/indicators/revenue/"):
        assert "35.26" in seen(client, page, 11)
        assert withdrawn in seen(client, page, 11)
    assert "来源撤稿" in seen(client, f"/en/observations/{gone.pk}/", 11)
    assert charted(client, on(CHART, 11)) == [14.892, 35.26]
    notes = html(client, on(PROGRAM, 11)).split('class="chart-notes"')[1].split("</ul>")[0]
    assert f"2019: {withdrawn}" in notes


def test_a_figure_withdrawn_before_the_day_is_withdrawn_on_it(gone, client):
    page = seen(client, PROGRAM, 10)
    assert "35.26" not in page
    assert "Withdrawn figures" in page
    assert "Withdrawn figures" not in seen(client, PROGRAM, 11)
    assert "It was published here and withdrawn" in seen(client, f"/en/observations/{gone.pk}/", 10)
    assert client.get(on(CHART, 10)).status_code == 404


def test_a_withdrawn_program_is_there_before_and_gone_after(figure, reviewer, client):
    withdraw(Program.objects.get(), by=reviewer, reason="内容有误")
    past.written(10)
    page = seen(client, PROGRAM, 11)
    assert "35.26" in page
    assert "Withdrawn since" in page
    assert "内容有误" in page
    assert "内容有误" in seen(client, f"/en/observations/{figure.pk}/", 11)
    assert charted(client, on(CHART, 11)) == [14.892, 35.26]
    assert "内容有误" in seen(client, PROGRAM, 10, 410)
    assert client.get(on(CHART, 10)).status_code == 404


def test_names_are_those_of_then_and_both_addresses_lead_there(figure, client):
    program, indicator = Program.objects.get(), figure.indicator
    program.slug, program.name_en = "porcelain", "The porcelain program"
    indicator.name_en, indicator.definition_en = "Turnover", "Counted anew."
    region = records.region()
    region.name_en = "Kiangsi"
    for record in (program, indicator, region):
        write(record, reason="Renamed")
    past.written(10)
    today = "/en/programs/porcelain/"
    for address in (PROGRAM, today):
        page = html(client, on(address, 11))
        for text in ("Program jingdezhen", "Revenue revenue", "Jiangxi"):
            assert text in page
        for text in ("The porcelain program", "Turnover", "Kiangsi"):
            assert text not in page
        assert f'href="{today}">See this page as it is today' in page
    assert "Turnover" in seen(client, today, 10)
    assert "Counted anew" not in seen(client, "/en/indicators/revenue/", 11)
    assert "Counted anew" in seen(client, "/en/indicators/revenue/", 10)
    assert charted(client, on(CHART, 11)) == charted(client, on("/en/charts/porcelain/revenue.json", 11))


def test_the_words_of_the_source_are_those_of_then(figure, editor, reviewer, client):
    better, other = records.citation("另一处说法", 7), records.citation("第三处", 8)
    note = records.note(figure.program, text_en="A doubt of later.")
    many: dict[str, list[Any]] = {"other_citations": [other], "source_notes": [note]}
    waiting = propose(changed(figure, citation=better), many=many, by=editor, reason="更准确")
    send(waiting, by=editor)
    publish(waiting, by=reviewer)
    past.written(10)
    then, now = seen(client, PROGRAM, 11), seen(client, PROGRAM, 10)
    for text in ("另一处说法", "第三处", "A doubt of later", "1 doubt"):
        assert text not in then
        assert text in now


def test_what_came_later_is_not_there(figure, client):
    program = figure.program
    records.observation(program, records.indicator("later"), value="777.77")
    records.measure(program, "later", title_en="A later measure", start_year=2015)
    records.change(program, "555.5", to_observation=figure)
    past.written(10)
    for text in ("77.777", "A later measure", "555.5"):
        assert text not in seen(client, PROGRAM, 11)
        assert text in seen(client, PROGRAM, 10)
    assert "A later measure" not in client.get(on(CHART, 11)).content.decode()
    assert "A later measure" in client.get(CHART).content.decode()


def test_of_two_revisions_on_one_day_the_last_counts(figure, editor, reviewer, client):
    for value in ("360.5", "361.5"):
        revise(figure, editor, reviewer, "复核", value=Decimal(value))
    past.written(10)  # both at the same moment: the order in which they were written decides
    assert "36.15" in seen(client, f"/en/observations/{figure.pk}/", 10).split("What it has said")[0]
    assert charted(client, on(CHART, 10)) == [14.892, 36.15]
    assert charted(client, on(CHART, 11)) == [14.892, 35.26]


def test_a_draft_is_never_shown(figure, editor, client):
    draft = records.observation(figure.program, records.indicator("draft"), value="777.77", publication="draft")
    send(propose(changed(figure, value=Decimal("888.8")), by=editor, reason="尚在商议"), by=editor)
    past.written(20)
    draft.publication = "published"
    write(draft)
    past.written(10)
    for text in ("77.777", "88.88"):
        assert text not in seen(client, PROGRAM, 11)
    assert "77.777" in seen(client, PROGRAM, 10)
    html(client, on(f"/observations/{draft.pk}/", 11), 404)
    html(client, on(f"/observations/{draft.pk}/", 10))


def test_what_was_not_public_then_says_so_and_leads_to_today(figure, client):
    records.program("later")
    past.written(10)
    page = html(client, on("/en/programs/later/", 11), 404)
    assert f"Not public here on {past.days_ago(11)}" in words(page)
    assert 'href="/en/programs/later/"' in page
    assert "noindex" in page
    html(client, on("/programs/later/", 10))


@pytest.mark.parametrize("path", [PROGRAM, "/en/observations/1/", "/en/indicators/x/", CHART, "/en/charts/x/y.png"])
def test_a_moment_that_is_not_known_is_answered_with_what_to_do(figure, client, path):
    for text, said in [
        ("2019-13-45", "“2019-13-45” is no date"),
        (str(past.days_ago(-1)), "still to come"),
        (str(past.days_ago(31)), f"begin on {past.days_ago(30)}"),
    ]:
        response = client.get(path, {"as_of": text})
        assert response.status_code == 400
        assert said in unescape(response.content.decode())
        assert response["X-Robots-Tag"] == "noindex"


def test_an_empty_date_is_today(revised, client):
    page = seen(client, f"{PROGRAM}?as_of=")
    assert "36.05" in page
    assert "This is what the portal knew" not in page


def test_a_page_of_the_past_says_so_and_its_links_stay_there(revised, client):
    date = past.days_ago(11)
    page = html(client, on(PROGRAM, 11))
    assert f"This is what the portal knew on {date}" in words(page)
    assert f'href="{PROGRAM}">See this page as it is today' in page
    assert '<meta name="robots" content="noindex">' in page
    for link in (
        f'href="/en/observations/{revised.pk}/?as_of={date}"',
        f'href="/en/indicators/revenue/?as_of={date}"',
        f'href="/en/regions/360000/?as_of={date}"',
        f'href="/en/chains/ceramics/?as_of={date}"',
        f'href="/en/sources/report/?as_of={date}"',
        f'data-figure="{CHART}?as_of={date}"',
        f'href="/programs/jingdezhen/?as_of={date}"',  # the other language
    ):
        assert link in page, link
    for link in re.findall(r'href="(/en/[^"]+as_of=[^"]+)"', page):
        answer = client.get(unescape(link))
        assert answer.status_code == 200, link
        assert b"".join(answer)  # read to its end, a streamed file is closed
    assert "noindex" not in html(client, PROGRAM)
    assert "as_of=" not in html(client, PROGRAM).split('class="definition citing"')[0]


def test_today_and_then_are_never_one_cached_answer(revised, client):
    tags = {client.get(address)["ETag"] for address in (CHART, on(CHART, 11), PROGRAM, on(PROGRAM, 11))}
    assert len(tags) == 4
    assert not client.get(on(PROGRAM, 11)).cookies


def test_regions_chains_and_sources_stand_as_they_were(figure, client):
    records.program("later", name_en="A later program")
    past.written(10)
    for address in ("/en/regions/360000/", "/en/chains/ceramics/"):
        assert "A later program" not in seen(client, address, 11)
        assert "A later program" in seen(client, address, 10)
    assert "35.26" in seen(client, "/en/sources/report/", 11)


def test_what_readers_doubted_later_is_not_told(figure, editor, client):
    typed = {"text": "不对", "better_source": "", "contact": "", "address": "127.0.0.1"}
    accept(report(observation=figure, **typed), by=editor, answer="We looked again.")
    assert "We looked again" in seen(client, f"/en/observations/{figure.pk}/")
    then = seen(client, f"/en/observations/{figure.pk}/", 10)
    assert "We looked again" not in then
    assert "reported a doubt" not in then
    assert "Report a doubt" not in then


def cited_address(page: str) -> str:
    found = re.search(r"https?://testserver(/[^<]*as_of=[^<]*?)\.</p>", page)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("page", [PROGRAM, "/en/observations/{}/"])
def test_a_cited_address_shows_the_same_number_whatever_comes(figure, editor, reviewer, client, page):
    """Also where the next revision follows within the same second."""
    records.observation(figure.program, records.indicator("fresh"), value="11.1")
    address = cited_address(html(client, page.format(figure.pk)))
    assert "35.26" in words(html(client, address))
    revise(figure, editor, reviewer, "复核", value=Decimal("360.5"))
    then = words(html(client, address))
    assert "35.26" in then
    assert "CNY 36.05 billion" not in then.replace("Today it says: CNY 36.05 billion", "")
    again = cited_address(html(client, address))
    assert again == address


def test_the_citation_says_what_when_and_where(figure, client, settings):
    settings.SITE_URL = "https://portal.example"
    page = unescape(html(client, f"/en/observations/{figure.pk}/"))
    today = timezone.localdate()
    assert f'href="https://portal.example/en/observations/{figure.pk}/"' in page
    assert (
        "Quality portal. Program jingdezhen: Revenue revenue, 2019, CNY 35.26 billion[DB/OL]. "
        f"({past.days_ago(30)})[{today}]. https://portal.example/en/observations/{figure.pk}/?as_of="
    ) in page
    assert f"@misc{{quality-portal-observation-{figure.pk}-{today}," in page
    assert "note = {A report, paragraph 1: “营收突破860亿元”}" in page


def test_the_citation_of_a_page_of_the_past_is_of_that_day(revised, client):
    page = unescape(html(client, on(f"/en/observations/{revised.pk}/", 11)))
    day = past.days_ago(11)
    assert f"CNY 35.26 billion[DB/OL]. ({past.days_ago(30)})[{day}]." in page
    assert f"/en/observations/{revised.pk}/?as_of={day}." in page


def test_a_bound_and_a_plan_are_cited_as_such(program, client):
    bound = records.observation(program, value="860", comparator="gt")
    plan = records.observation(program, records.indicator("plan"), role="target", obs_status="planned")
    assert "more than CNY 86.0 billion[DB/OL]" in seen(client, f"/en/observations/{bound.pk}/")
    assert "CNY 35.26 billion (target)[DB/OL]" in seen(client, f"/en/observations/{plan.pk}/")


def test_an_unchanged_page_with_its_citation_costs_a_304(figure, client):
    for page in (PROGRAM, f"/en/observations/{figure.pk}/"):
        tag = client.get(page)["ETag"]
        assert client.get(page, headers={"If-None-Match": tag}).status_code == 304


def test_the_number_of_queries_does_not_grow(figure, editor, reviewer, client):
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            html(client, path)
        return len(queries)

    pages = [on(PROGRAM, 5), on(f"/en/observations/{figure.pk}/", 5), on("/en/indicators/revenue/", 5)]
    revise(figure, editor, reviewer, "复核", value=Decimal("360.5"))
    note = records.note(figure.program, slug="note-0")
    Observation.objects.get(pk=figure.pk).source_notes.add(note)
    Measure.objects.get().other_citations.add(records.citation("一处", 3))
    past.written(10)
    before = [cost(page) for page in pages]
    for number in range(5):
        row = records.observation(figure.program, value=f"{number}.5", **records.year(2001 + number))
        row.source_notes.add(records.note(figure.program, slug=f"more-{number}"))
        row.other_citations.add(records.citation(f"说法 {number}", 9))
        records.measure(figure.program, f"more-{number}").other_citations.add(records.citation(f"说法 {number}", 9))
        past.written(9)
        row.value = Decimal("3.5")
        write(row)
        past.written(4)
    assert [cost(page) for page in pages] == before
