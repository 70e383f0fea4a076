"""Draft, review, publication and history through the plain functions: who may do what, and what the public sees."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.models import Observation
from programs.actions.publication import (
    propose_withdrawal,
    publish,
    send,
    send_back,
    take_back,
    withdraw,
)
from programs.actions.refused import Refused
from programs.actions.restoring import restore
from programs.actions.revising import open_revision, propose
from programs.actions.writing import write
from programs.models import Measure, Program, Revision
from programs.scope import scope_of
from qualityportal.roles import ADMINISTRATOR, EDITOR, REVIEWER
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
def draft(program, editor):
    """A figure just typed by the editor."""
    row = Observation(
        program=program,
        indicator=records.indicator(),
        value=Decimal("352.6"),
        decimals=1,
        unit_mult=8,
        citation=records.citation(),
        editor=editor,
        **records.UNDATED,
    )
    write(row, by=editor)
    return row


def changed(record, **fields):
    """The record as a form holds it after typing."""
    typed = type(record).objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(typed, name, value)
    return typed


def test_a_figure_goes_from_draft_to_the_public_by_two_people(draft, editor, reviewer):
    assert not Observation.objects.live().exists()
    send(draft, by=editor)
    assert not Observation.objects.live().exists()
    publish(draft, by=reviewer)
    row = Observation.objects.live().get()
    assert row.reviewed_by == reviewer
    assert [v.publication for v in row.history.all()] == ["published", "in-review", "draft"]
    assert [v.history_user for v in row.history.all()] == [reviewer, editor, editor]


@pytest.mark.parametrize("role", [REVIEWER, ADMINISTRATOR])
def test_nobody_publishes_what_they_wrote(draft, editor, jiangxi, role):
    both = records.person("both", role, jiangxi)
    write(changed(draft, editor=both, is_key=True), by=both)
    send(draft, by=editor)
    with pytest.raises(Refused):
        publish(draft, by=both)
    assert not Observation.objects.live().exists()


def test_an_editor_cannot_publish_nor_a_reviewer_of_elsewhere(draft, editor, jiangxi):
    send(draft, by=editor)
    elsewhere = records.person("elsewhere", REVIEWER, records.region("440000", name="广东省"))
    for person in (editor, records.person("second", EDITOR, jiangxi), elsewhere):
        with pytest.raises(Refused):
            publish(draft, by=person)
        with pytest.raises(Refused):
            send_back(draft, by=person, reason="错")


def test_a_reviewer_sends_back_with_a_reason(draft, editor, reviewer):
    send(draft, by=editor)
    with pytest.raises(Refused):
        send_back(draft, by=reviewer, reason="  ")
    send_back(draft, by=reviewer, reason="单位不对")
    draft.refresh_from_db()
    assert (draft.publication, draft.review_note) == ("draft", "单位不对")
    send(draft, by=editor)
    take_back(draft, by=editor)
    draft.refresh_from_db()
    assert draft.publication == "draft"


def test_nothing_without_a_citation_is_sent(draft, editor):
    write(changed(draft, citation=None), by=editor)
    with pytest.raises(Refused):
        send(draft, by=editor)


@pytest.fixture
def published(draft, editor, reviewer):
    send(draft, by=editor)
    return publish(draft, by=reviewer)


def test_the_public_keeps_the_approved_value_while_a_change_waits(published, editor, reviewer, client):
    published.program.refresh_from_db()
    waiting = propose(changed(published, value=Decimal("352.7")), by=editor, reason="复核原文")
    address = published.program.get_absolute_url()
    assert "352.6" in client.get(address).content.decode()
    send(waiting, by=editor)
    with pytest.raises(Refused):
        publish(waiting, by=editor)
    assert "352.7" not in client.get(address).content.decode()
    publish(waiting, by=reviewer)
    assert "352.7" in client.get(address).content.decode()
    newest = Observation.objects.get().history.first()
    assert (newest.history_user, newest.history_change_reason) == (editor, "复核原文")


def test_a_change_of_a_published_record_needs_a_reason_and_one_change_waits(published, editor, reviewer):
    with pytest.raises(Refused):
        propose(changed(published, value=Decimal("1")), by=editor, reason="")
    first = propose(changed(published, value=Decimal("352.7")), by=editor, reason="一")
    second = propose(changed(published, value=Decimal("352.8")), by=editor, reason="二")
    assert first
    assert first == second
    assert propose(changed(published), by=editor, reason="") is None  # back to what is approved: nothing waits
    assert open_revision(Observation.objects.get()) is None
    assert Revision.objects.get().state == "dropped"


def test_many_to_many_rows_wait_too(published, editor, reviewer):
    other = records.citation("另一处", 2)
    waiting = propose(changed(published), many={"other_citations": [other]}, by=editor, reason="第二处")
    assert not published.other_citations.exists()
    send(waiting, by=editor)
    publish(waiting, by=reviewer)
    assert list(published.other_citations.all()) == [other]


def test_a_change_is_refused_where_the_record_moved_meanwhile(published, editor, reviewer):
    waiting = propose(changed(published, value=Decimal("352.7")), by=editor, reason="一")
    send(waiting, by=editor)
    write(changed(published, value=Decimal("9.9")), reason="Seed files")
    with pytest.raises(Refused):
        publish(waiting, by=reviewer)
    assert Observation.objects.get().value == Decimal("9.9")


def test_a_withdrawal_is_a_change_for_an_editor_and_an_act_for_a_reviewer(published, editor, reviewer):
    waiting = propose_withdrawal(published, by=editor, reason="来源撤稿")
    assert Observation.objects.live().exists()
    send(waiting, by=editor)
    publish(waiting, by=reviewer)
    row = Observation.objects.get()
    assert (row.publication, row.review_note) == ("withdrawn", "来源撤稿")


def test_withdrawing_at_once_needs_a_reviewer_and_a_reason(published, editor, reviewer):
    with pytest.raises(Refused):
        withdraw(published, by=editor, reason="x")
    with pytest.raises(Refused):
        withdraw(published, by=reviewer, reason="")
    withdraw(published, by=reviewer, reason="数字有误")
    assert not Observation.objects.live().exists()


def test_a_draft_is_restored_at_once_and_a_published_record_through_review(draft, published, editor, reviewer):
    old = published.history.last()
    waiting = propose(changed(published, value=Decimal("352.7")), by=editor, reason="一")
    send(waiting, by=editor)
    publish(waiting, by=reviewer)
    made = restore(old, by=editor, reason="改错了")
    assert Observation.objects.get().value == Decimal("352.7")
    send(made[0], by=editor)
    publish(made[0], by=reviewer)
    row = Observation.objects.get()
    assert (row.value, row.publication) == (Decimal("352.6"), "published")


def test_a_program_is_restored_with_its_parts(editor, jiangxi):
    program = records.program(measures=0, publication="draft", region=jiangxi)
    write(program, by=editor)
    kept = records.measure(program, "kept", publication="draft")
    gone = records.measure(program, "gone", publication="draft")
    write(program, by=editor, reason="then")
    version = program.history.first()
    write(changed(kept, title="改了"), by=editor)
    key = gone.pk
    gone.delete()
    records.measure(program, "later", publication="draft")
    write(changed(program, name="别名"), by=editor)
    restore(version, by=editor, reason="回到当时")
    titles = dict(Measure.objects.values_list("slug", "title"))
    assert titles == {"kept": "编制标准", "gone": "编制标准"}
    assert Measure.objects.get(slug="gone").pk == key
    assert Program.objects.get().name == "项目 jingdezhen"


def test_a_restore_that_touches_another_region_changes_nothing(editor, jiangxi):
    elsewhere = records.program("gd", measures=0, publication="draft", region=records.region("440000", name="广东省"))
    write(elsewhere, reason="x")
    version = elsewhere.history.first()
    write(changed(elsewhere, name="改"), reason="y")
    with pytest.raises(Refused):
        restore(version, by=editor, reason="z")
    assert Program.objects.get(slug="gd").name == "改"


def test_scope_follows_the_tree_and_not_the_digits(jiangxi):
    henan = records.region("410000", name="河南省")
    direct = records.region("419001", name="济源市", level="county", parent=henan)
    other = records.region("411700", name="驻马店市", level="prefecture", parent=henan)
    keeper = records.person("keeper", EDITOR, direct)
    own, foreign = (records.program(slug, region=place) for slug, place in (("own", direct), ("foreign", other)))
    scope = scope_of(keeper)
    assert list(scope.rows(Program.objects.all())) == [own]
    assert scope.covers(own)
    assert not scope.covers(foreign)
    assert list(scope_of(records.person("p", EDITOR, henan)).rows(Program.objects.order_by("slug"))) == [foreign, own]
    assert not scope_of(records.person("nobody", EDITOR)).rows(Program.objects.all()).exists()
