"""The page of a figure: what it says, what it said before, and the trace that a withdrawal leaves."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Observation
from programs.actions.publication import publish, send, withdraw
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.models import Program
from qualityportal.roles import EDITOR, REVIEWER
from tests import records
from tests.integration.test_pages import html, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return records.person("zhangsan", EDITOR, records.region())


@pytest.fixture
def reviewer():
    return records.person("wangxiaoming", REVIEWER, records.region())


@pytest.fixture
def figure(program, editor, reviewer):
    """A figure that one person typed and another approved."""
    row = Observation(
        program=program,
        indicator=records.indicator(),
        value=Decimal("352.6"),
        decimals=1,
        unit_mult=8,
        comparator="gt",
        citation=records.citation(),
        editor=editor,
        **records.UNDATED,
    )
    write(row, by=editor)
    send(row, by=editor)
    return publish(row, by=reviewer)


def changed(record, **fields):
    typed = type(record).objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(typed, name, value)
    return typed


def revise(figure, editor, reviewer, reason, **fields):
    waiting = propose(changed(figure, **fields), by=editor, reason=reason)
    send(waiting, by=editor)
    publish(waiting, by=reviewer)


def rows(page: str) -> list[str]:
    """The values of the history, each as the words of its row."""
    table = page.split('id="history"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [words(row).strip() for row in table.split("</tr>")[:-1]]


def move_versions(figure, *days: int) -> None:
    """The versions, oldest first, as if written on these days of March 2026."""
    for version, day in zip(figure.history.order_by("history_id"), days, strict=True):
        version.history_date = datetime(2026, 3, day, 4, tzinfo=UTC)
        version.save()


def test_a_figure_shows_its_value_evidence_and_approval(figure, client):
    page = html(client, f"/en/observations/{figure.pk}/")
    said = words(page)
    for text in ("Revenue revenue", "Program jingdezhen", "Jiangxi", "35.26", "more than", "A report", "paragraph 1"):
        assert text in said
    assert "营收突破860亿元" in said
    assert f"Approved on {timezone.localdate(figure.reviewed_at)} after review" in said
    assert f'href="/en/observations/{figure.pk}/report/"' in page
    assert "popover" not in page.split("<main", 1)[1]


def test_the_page_names_nobody(figure, editor, reviewer, client):
    revise(figure, editor, reviewer, "复核原文", value=Decimal("352.7"))
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    for address in (f"/observations/{figure.pk}/", f"/en/observations/{figure.pk}/", "/programs/jingdezhen/"):
        page = html(client, address)
        assert "zhangsan" not in page
        assert "wangxiaoming" not in page


def test_the_change_since_the_figure_before_stands_as_on_the_program_page(program, client):
    records.observation(program, value="100.0", **records.year(2020))
    later = records.observation(program, value="150.0", is_key=True, **records.year(2021))
    for address in ("/programs/jingdezhen/", f"/observations/{later.pk}/"):
        assert "+50.0%" in words(html(client, address))


def test_earlier_values_stand_with_their_time_and_the_reason(figure, editor, reviewer, client):
    revise(figure, editor, reviewer, "复核原文", value=Decimal("352.7"))
    move_versions(figure, 1, 2, 3, 9)
    new, old = rows(html(client, f"/en/observations/{figure.pk}/"))
    assert "35.27" in new
    assert "2026-03-09" in new
    assert "today" in new
    assert "复核原文" in new
    assert "Changed: value" in new
    assert "35.26" in old
    assert re.search(r"2026-03-03.*2026-03-09.*First published here", old)


def test_a_place_on_the_page_is_no_new_value_and_a_further_citation_is(figure, editor, reviewer, client):
    revise(figure, editor, reviewer, "放到前面", is_key=True)
    assert len(rows(html(client, f"/observations/{figure.pk}/"))) == 1
    other = records.citation("另一处", 2)
    waiting = propose(changed(figure, is_key=True), many={"other_citations": [other]}, by=editor, reason="第二处")
    send(waiting, by=editor)
    publish(waiting, by=reviewer)
    page = html(client, f"/en/observations/{figure.pk}/")
    assert "further citations" in rows(page)[0]
    assert "另一处" in page


def test_a_waiting_change_is_not_shown(figure, editor, client):
    send(propose(changed(figure, value=Decimal("999.9")), by=editor, reason="尚在商议"), by=editor)
    page = html(client, f"/observations/{figure.pk}/")
    assert "999.9" not in page
    assert "尚在商议" not in page


def test_a_figure_without_a_recorded_history_invents_no_date(figure, client):
    Observation.history.all().delete()
    page = html(client, f"/en/observations/{figure.pk}/")
    (only,) = rows(page)
    assert str(timezone.localdate(figure.reviewed_at)) in only
    assert "before this portal kept a history is not recorded" in page
    assert "First published" not in page
    # the first recorded version is a change: when the value before came is not known
    write(changed(figure, value=Decimal("352.7")), reason="Seed files")
    page = html(client, f"/en/observations/{figure.pk}/")
    assert len(rows(page)) == 1
    assert "before this portal kept a history is not recorded" in page


def test_a_row_that_differs_from_its_last_version_says_that_the_time_is_not_recorded(figure, client):
    Observation.objects.update(value=Decimal("352.7"))
    new, old = rows(html(client, f"/en/observations/{figure.pk}/"))
    assert "35.27" in new
    assert "Public since" not in new
    assert "not recorded" in new
    assert "not recorded" in old


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_what_was_never_public_has_no_page(program, client, publication):
    row = records.observation(program, value="777.77", publication=publication)
    for address in (f"/observations/{row.pk}/", f"/observations/{row.pk}/report/"):
        assert "777.77" not in html(client, address, 404)
    assert "Withdrawn figures" not in html(client, "/en/programs/jingdezhen/")


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_a_figure_of_a_program_that_is_not_public_has_no_page(figure, client, publication):
    Program.objects.update(publication=publication)
    html(client, f"/observations/{figure.pk}/", 404)


@pytest.mark.parametrize("key", ["0", "999999", "9" * 40])
def test_other_numbers_have_no_page(figure, client, key):
    html(client, f"/observations/{key}/", 404)
    html(client, f"/observations/{key}/report/", 404)


def test_a_withdrawn_figure_leaves_a_trace(figure, reviewer, client):
    Observation.objects.update(is_key=True)
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    today = str(timezone.localdate())
    page = html(client, f"/en/observations/{figure.pk}/")
    assert f"withdrawn on {today}" in page
    assert "来源撤稿" in page
    assert "35.26" in words(page.split("<del>")[1].split("</del>")[0])
    assert "Former value, withdrawn" in page
    assert today in rows(page)[0]
    assert f"/observations/{figure.pk}/report/" not in page
    html(client, f"/observations/{figure.pk}/report/", 404)
    program = html(client, "/programs/jingdezhen/")
    assert f'<a href="/observations/{figure.pk}/">' in program
    assert "来源撤稿" in program
    assert "352.6" not in program
    for address in ("/", "/indicators/revenue/", "/sources/report/"):
        assert "352.6" not in html(client, address)


def test_a_figure_withdrawn_before_histories_were_kept_leaves_a_trace(figure, reviewer, client):
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    Observation.history.all().delete()
    page = html(client, f"/observations/{figure.pk}/")
    assert "来源撤稿" in page
    assert "<del>" in page


def test_a_value_published_again_after_a_withdrawal_shows_the_gap(figure, editor, reviewer, client):
    withdraw(Observation.objects.get(), by=reviewer, reason="来源撤稿")
    again = changed(figure, publication="published")
    revise(again, editor, reviewer, "来源恢复", publication="published")
    move_versions(figure, 1, 2, 3, 9, 12)
    new, old = rows(html(client, f"/observations/{figure.pk}/"))
    assert "2026-03-12" in new
    assert re.search(r"2026-03-03.*2026-03-09", old)


@pytest.mark.parametrize(("address", "model"), [("/programs/jingdezhen/", "program"), ("/sources/report/", "source")])
def test_a_withdrawn_program_or_source_says_so(figure, reviewer, client, address, model):
    record = figure.program if model == "program" else figure.citation.document
    record.refresh_from_db()
    withdraw(record, by=reviewer if model == "program" else nationwide(), reason="内容有误")
    for language in ("", "/en"):
        page = html(client, language + address, 410)
        assert "内容有误" in page
        assert str(timezone.localdate()) in page
        assert record.name in page if model == "program" and not language else True
        assert "352.6" not in page


def nationwide():
    """A reviewer for sources of the whole country."""
    person = records.person("nationwide", "管理员 Administrator")
    assert person.has_perm("programs.whole_country")
    return person


def test_a_program_or_source_that_was_never_public_is_not_found(client):
    records.program("secret", publication="withdrawn")
    records.source("hidden", publication="withdrawn")
    html(client, "/programs/secret/", 404)
    html(client, "/sources/hidden/", 404)


def test_the_cost_does_not_grow_with_the_history(figure, editor, reviewer, client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            html(client, f"/observations/{figure.pk}/")
        return len(queries)

    def one_more(number: int) -> None:
        other = records.citation(f"另一处 {number}", 10 + number)
        waiting = propose(
            changed(figure, value=Decimal(f"{number}.5"), indicator=records.indicator(f"other-{number}")),
            many={"other_citations": [other]},
            by=editor,
            reason=f"第 {number} 次",
        )
        send(waiting, by=editor)
        publish(waiting, by=reviewer)
        more = records.note(figure.program, slug=f"more-{number}", citation=other)
        more.other_citations.add(other)
        Observation.objects.get().source_notes.add(more)
        records.change(figure.program, slug=f"more-{number}", to_observation=figure)

    note = records.note(figure.program, slug="note-0")
    note.other_citations.add(records.citation("说法", 5))
    figure.source_notes.add(note)
    records.change(figure.program, to_observation=figure, from_observation=None)
    for number in range(2):  # from then on versions name an indicator and a place that the figure no longer names
        one_more(number)
    before = cost()
    for number in range(2, 5):
        one_more(number)
    assert cost() <= before


def test_the_cost_of_a_program_page_does_not_grow_with_withdrawn_figures(program, reviewer, client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            html(client, "/programs/jingdezhen/")
        return len(queries)

    costs = []
    for number in range(4):
        row = records.observation(program, records.indicator(f"gone-{number}"))
        withdraw(row, by=reviewer, reason="错")
        costs.append(cost())
    assert len(set(costs)) == 1


def test_the_page_sets_no_cookie(figure, client):
    response = client.get(f"/observations/{figure.pk}/")
    assert not response.cookies
    assert client.get(f"/observations/{figure.pk}/", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_figures_lead_to_their_page(figure, client):
    Observation.objects.update(is_key=True)
    page = html(client, "/programs/jingdezhen/")
    link = f'href="/observations/{figure.pk}/"'
    assert link in page.split('<dl class="keys">')[1].split("</dl>")[0]
    assert link in page.split('class="figures"')[1]
