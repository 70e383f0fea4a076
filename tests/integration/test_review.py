"""The pages of review: what a reviewer sees is what the public would see, and the public page changes only then."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group

from indicators.models import Observation
from programs.actions.publication import propose_withdrawal, publish, send, withdraw
from programs.actions.refused import Refused
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.models import Program, Revision, SourceDocument
from qualityportal.roles import EDITOR, REVIEWER
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def jiangxi():
    return records.region()


@pytest.fixture
def editor(jiangxi):
    return records.person("editor", EDITOR, jiangxi)


@pytest.fixture
def reviewer(jiangxi):
    return records.person("reviewer", REVIEWER, jiangxi)


@pytest.fixture
def entered(editor, jiangxi):
    """A program with a source, a measure and a figure, typed by the editor."""
    source = records.source("new-source", publication="draft", title="新报道", region=jiangxi)
    cited = records.citation("产值 12.5 亿元", 3, source)
    draft = {"publication": "draft", "editor": editor, "citation": cited}
    program = records.program("entered", measures=0, name="新录入项目", **draft)
    rows: list[Any] = [source, program, records.measure(program, title="新举措", **draft)]
    rows.append(records.observation(program, value="12.5", **draft))
    source.editor = editor
    for row in rows:
        write(row, by=editor)
    return program


def decide(client, address, decision, **more):
    """Ticks everything on the page and presses one button."""
    return client.post(address, all_ticked(client.get(address), decision) | more, follow=True)


def all_ticked(page, decision):
    """What the page's form sends with every box ticked."""
    versions = dict(re.findall(r'name="(version-[^"]+)" value="([^"]+)"', page.content.decode()))
    return {"decision": decision, "item": [name.removeprefix("version-") for name in versions], **versions}


def test_a_whole_program_is_sent_sent_back_and_published_in_one_go(client, entered, editor, reviewer):
    address = "/admin/review/programs/entered/"
    client.force_login(editor)
    assert client.get("/programs/entered/").status_code == 404
    decide(client, address, "send")
    assert set(Observation.objects.values_list("publication", flat=True)) == {"in-review"}
    client.force_login(reviewer)
    page = client.get(address).content.decode()
    assert "12.5" in page
    assert "新举措" in page
    decide(client, address, "send_back", reason="请补英文名")
    assert "请补英文名" in client.get(address).content.decode()
    client.force_login(editor)
    decide(client, address, "send")
    assert client.get("/programs/entered/").status_code == 404
    client.force_login(reviewer)
    decide(client, address, "publish")
    assert SourceDocument.objects.get(slug="new-source").is_live
    client.logout()
    public = client.get("/programs/entered/").content.decode()
    assert "12.5" in public
    assert "新举措" in public


def test_the_page_on_trial_shows_what_would_be_and_leaves_no_trace(client, entered, reviewer):
    client.force_login(reviewer)
    trial = client.get("/admin/review/programs/entered/page/").content.decode()
    assert "12.5" in trial
    assert not Program.objects.get(slug="entered").is_live
    assert client.get("/programs/entered/").status_code == 404


def test_old_and_new_stand_side_by_side(client, program, editor, reviewer):
    row = records.observation(program, value="352.6")
    row.value = Decimal("352.7")
    send(propose(row, by=editor, reason="复核"), by=editor)
    client.force_login(reviewer)
    page = client.get("/admin/review/programs/jingdezhen/").content.decode()
    assert "352.6" in page
    assert "352.7" in page
    assert "复核" in page
    assert "352.7" not in client.get("/programs/jingdezhen/").content.decode()


def test_a_decision_on_an_old_page_decides_nothing(client, entered, editor, reviewer):
    address = "/admin/review/programs/entered/"
    client.force_login(editor)
    decide(client, address, "send")
    client.force_login(reviewer)
    data = all_ticked(client.get(address), "publish")
    figure = Observation.objects.get(program=entered)
    figure.value = Decimal("99")
    write(figure, by=editor)
    said = client.post(address, data).content.decode()
    assert "99" in said
    assert not Program.objects.get(slug="entered").is_live


def test_one_refusal_decides_nothing_at_all(client, entered, editor, reviewer):
    address = "/admin/review/programs/entered/"
    client.force_login(editor)
    decide(client, address, "send")
    row = Observation.objects.get(program=entered)
    row.editor = reviewer
    write(row, by=reviewer)
    client.force_login(reviewer)
    decide(client, address, "publish")
    assert not Program.objects.get(slug="entered").is_live
    assert not SourceDocument.objects.get(slug="new-source").is_live


def test_review_needs_the_region(client, entered):
    client.force_login(records.person("gd", REVIEWER, records.region("440000", name="广东省")))
    assert client.get("/admin/review/programs/entered/").status_code == 404
    assert client.get("/admin/review/programs/entered/page/").status_code == 404
    assert "新录入项目" not in client.get("/admin/review/").content.decode()


def test_the_queue_tells_each_what_waits(client, entered, editor, reviewer):
    client.force_login(editor)
    assert "新录入项目" in client.get("/admin/review/").content.decode()
    decide(client, "/admin/review/programs/entered/", "send")
    client.force_login(reviewer)
    assert "新录入项目" in client.get("/admin/review/").content.decode()


def test_nothing_is_published_before_what_it_rests_on(client, entered, editor, reviewer):
    address = "/admin/review/programs/entered/"
    client.force_login(editor)
    decide(client, address, "send")
    figure = Observation.objects.get(program=entered)
    source = SourceDocument.objects.get(slug="new-source")
    with pytest.raises(Refused):
        publish(figure, by=reviewer)
    publish(source, by=reviewer)
    with pytest.raises(Refused):
        publish(figure, by=reviewer)
    publish(entered, by=reviewer)
    assert publish(figure, by=reviewer).is_live


def test_who_wrote_a_cited_place_is_an_author_of_what_rests_on_it(entered, editor, jiangxi):
    both = records.person("both", EDITOR, jiangxi)
    both.groups.add(Group.objects.get(name=REVIEWER))
    both = type(both).objects.get(pk=both.pk)
    place = entered.citation
    place.phrase = "改过的一句"
    write(place, by=both)
    source = SourceDocument.objects.get(slug="new-source")
    for row in (source, entered):
        send(row, by=editor)
    publish(source, by=both)
    with pytest.raises(Refused):
        publish(entered, by=both)


def test_drafts_are_not_ticked_for_a_reviewer_nor_shown_on_the_trial_page(client, program, editor, reviewer):
    sent = records.measure(program, "sent", title="已提交的举措", publication="in-review", editor=editor)
    draft = records.measure(program, "draft", title="还是草稿的举措", publication="draft", editor=editor)
    client.force_login(reviewer)
    page = client.get("/admin/review/programs/jingdezhen/").content.decode()
    assert re.findall(r'name="item" value="([^"]+)"[^>]* checked', page) == [f"measure-{sent.pk}"]
    assert f'value="measure-{draft.pk}"' in page
    trial = client.get("/admin/review/programs/jingdezhen/page/").content.decode()
    assert sent.title in trial
    assert draft.title not in trial
    assert "公众尚未看到" in trial


def test_a_waiting_change_is_given_up_by_its_editor(client, program, editor):
    row = records.observation(program, value="352.6")
    row.value = Decimal("352.7")
    propose(row, by=editor, reason="复核")
    client.force_login(editor)
    decide(client, "/admin/review/programs/jingdezhen/", "give_up")
    assert Revision.objects.get().state == "dropped"
    assert Observation.objects.get().value == Decimal("352.6")


def test_a_withdrawal_says_so_beside_what_is_public(client, program, editor, reviewer):
    row = records.observation(program, value="352.6")
    send(propose_withdrawal(row, by=editor, reason="来源撤稿"), by=editor)
    client.force_login(reviewer)
    assert "将从公开页面移除" in client.get("/admin/review/programs/jingdezhen/").content.decode()


def test_a_withdrawal_does_not_replace_what_another_has_written(program, editor, reviewer):
    row = records.observation(program, value="352.6")
    typed = Observation.objects.get(pk=row.pk)
    typed.value = Decimal("352.7")
    propose(typed, by=editor, reason="复核")
    with pytest.raises(Refused):
        propose_withdrawal(row, by=editor, reason="x")
    withdraw(row, by=reviewer, reason="来源撤稿")
    assert Revision.objects.get().state == "dropped"
