"""Editing in the admin: two people at once, waiting changes in the form, history, withdrawal, the start page."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Observation
from programs.actions.publication import propose_withdrawal
from programs.actions.refused import Refused
from programs.actions.restoring import restore
from programs.actions.revising import open_revision, propose
from programs.actions.writing import write
from programs.models import Citation, Program, Revision
from qualityportal.roles import EDITOR, REVIEWER
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = records.person("editor", EDITOR, records.region())
    client.force_login(person)
    return person


@pytest.fixture
def figure(program):
    row = records.observation(program, value="352.6", **records.year(2021))
    write(row, reason="made")
    return Observation.objects.get(pk=row.pk)


def change(record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def filled(client, record, **typed) -> dict:
    """The form as a browser opened it, with what was typed over it."""
    form = client.get(change(record)).context["adminform"].form
    data: dict[str, str | list[str]] = {}
    for field in form:
        value = field.value()
        if isinstance(value, (list, tuple)):
            data[field.html_name] = [str(getattr(row, "pk", row)) for row in value]
        elif value is not None and value is not False:
            data[field.html_name] = str(value)
    return data | typed


def errors(response) -> str:
    assert response.status_code == 200
    return " ".join(re.findall(r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>', response.content.decode(), re.DOTALL))


def test_the_second_save_of_an_old_version_is_refused_with_both_values(client, editor, program):
    program.publication = "draft"
    write(program, by=editor)
    mine = filled(client, program, name="我的名称")
    theirs = filled(client, program, name="别人的名称")
    assert client.post(change(program), theirs).status_code == 302
    response = client.post(change(program), mine)
    page = response.content.decode()
    assert "别人的名称" in page
    assert 'value="我的名称"' in page
    assert Program.objects.get().name == "别人的名称"
    again = mine | {"version": response.context["adminform"].form["version"].value()}
    assert client.post(change(program), again).status_code == 302
    assert Program.objects.get().name == "我的名称"


def test_two_people_changing_a_published_figure_see_each_other(client, editor, figure):
    mine = filled(client, figure, figure="352.7亿元", reason="甲")
    theirs = filled(client, figure, figure="352.8亿元", reason="乙")
    assert client.post(change(figure), theirs).status_code == 302
    response = client.post(change(figure), mine)
    assert "352.8" in response.content.decode()
    assert 'value="352.7亿元"' in response.content.decode()
    waiting = open_revision(Observation.objects.get())
    assert waiting
    assert waiting.changes["value"] == "352.8000"


def test_a_published_figure_waits_and_the_form_shows_what_waits(client, editor, figure):
    assert "原因" in errors(client.post(change(figure), filled(client, figure, figure="352.7亿元")))
    client.post(change(figure), filled(client, figure, figure="352.7亿元", reason="按原件更正", _send="1"))
    assert Observation.objects.get().value == Decimal("352.6")
    waiting = Revision.objects.get()
    assert (waiting.state, waiting.reason) == ("in-review", "按原件更正")
    page = client.get(change(figure)).content.decode()
    assert "352.7" in page
    client.post(change(figure), filled(client, figure, figure="352.6亿元"))
    assert Revision.objects.get().state == "dropped"


def test_nothing_the_public_has_seen_is_deleted(client, editor, figure):
    address = reverse("admin:indicators_observation_delete", args=[figure.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    client.post(
        reverse("admin:indicators_observation_changelist"),
        {"action": "delete_selected", "_selected_action": [figure.pk], "post": "yes"},
    )
    assert Observation.objects.filter(pk=figure.pk).exists()


def test_a_place_that_a_published_record_rests_on_stays_as_it_is(client, editor, figure):
    source = figure.citation.document
    source.region = records.region()
    source.save()
    response = client.post(change(figure.citation), {"document": source.pk, "paragraph": "9", "phrase": "改"})
    assert response.status_code == 403
    assert Citation.objects.get(pk=figure.citation_id).paragraph == 1


def test_history_tells_who_what_why_and_restores_through_review(client, editor, figure):
    figure.value = Decimal("352.7")
    write(figure, by=editor, reason="按原件更正")
    history = reverse("admin:indicators_observation_history", args=[figure.pk])
    page = client.get(history).content.decode()
    assert "按原件更正" in page
    assert "editor" in page
    assert "352.6" in page
    assert "352.7" in page
    first = figure.history.last()
    address = reverse("admin:indicators_observation_restore", args=[figure.pk, first.history_id])
    assert "352.6" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "原件无误"}).status_code == 302
    assert Observation.objects.get().value == Decimal("352.7")
    assert Revision.objects.get().changes == {"value": "352.6000"}


def test_withdrawing_is_proposed_by_an_editor_and_done_by_a_reviewer(client, editor, figure):
    address = reverse("admin:indicators_observation_withdraw", args=[figure.pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "来源撤稿"}).status_code == 302
    assert Observation.objects.get().is_live
    client.force_login(records.person("reviewer", REVIEWER, records.region()))
    assert client.post(address, {"reason": "来源撤稿"}).status_code == 302
    row = Observation.objects.get()
    assert (row.publication, row.review_note) == ("withdrawn", "来源撤稿")


def test_a_foreign_record_is_not_withdrawn(client, editor, figure):
    client.force_login(records.person("gd", REVIEWER, records.region("440000", name="广东省")))
    address = reverse("admin:indicators_observation_withdraw", args=[figure.pk])
    assert client.post(address, {"reason": "x"}).status_code == 404
    assert Observation.objects.get().is_live


def test_the_start_page_counts_and_links_to_the_filtered_lists(client, editor, program, figure):
    draft = records.observation(program, records.indicator("other"), publication="draft", editor=editor, citation=None)
    back = records.measure(program, "back", publication="draft", editor=editor, review_note="请补出处")
    records.change(program, "50", from_observation=figure, to_observation=records.observation(program, value="400.0"))
    Program.objects.filter(pk=program.pk).update(updated_at=timezone.now() - timedelta(days=200))
    propose_withdrawal(Observation.objects.get(pk=figure.pk), by=editor, reason="x")
    start = client.get("/admin/")
    counts = {block.title: block.count for block in start.context["work"]}
    assert counts == {
        "我的草稿": 3,
        "我已提交、尚未处理的": 0,
        "退回给我的": 1,
        "没有出处的": 1,
        "半年未更新的": 1,
        "与数值不符的公布变化": 1,
        "读者提出的疑问": 0,
    }
    for block in start.context["work"]:
        for line in block.lines:
            listed = client.get(line.address).context["cl"].result_count
            assert listed == line.count, line
    assert str(draft.pk) in client.get("/admin/indicators/observation/?work=uncited").content.decode()
    assert str(back) in client.get("/admin/programs/measure/?work=back").content.decode()


def test_what_waits_for_a_reviewer_is_on_their_start_page(client, editor, figure):
    client.post(change(figure), filled(client, figure, figure="352.7亿元", reason="x", _send="1"))
    client.force_login(records.person("reviewer", REVIEWER, records.region()))
    counts = {block.title: block.count for block in client.get("/admin/").context["work"]}
    assert counts["待我审核的"] == 1


@pytest.mark.parametrize("rows", [1, 60])
def test_the_start_page_costs_the_same_with_more_records(client, editor, program, rows, django_assert_max_num_queries):
    for number in range(rows):
        records.measure(program, f"m-{number}", publication="draft", editor=editor)
        records.change(program, slug=f"c-{number}")
    with django_assert_max_num_queries(60):
        client.get("/admin/")


def test_a_place_in_a_document_that_others_keep_may_be_recorded_but_not_changed(client, editor):
    national = records.source("national")
    address = reverse("admin:programs_citation_add")
    data = {"document": national.pk, "paragraph": "7", "phrase": "全国性文件里的一句"}
    assert client.post(address, data).status_code == 302
    made = Citation.objects.get(paragraph=7)
    assert client.post(change(made), data | {"paragraph": "8"}).status_code == 403
    hidden = records.source("hidden", publication="draft", region=records.region("440000", name="广东省"))
    assert "document" in client.post(address, data | {"document": hidden.pk}).context["adminform"].form.errors


def test_a_place_stays_as_it_is_while_a_reviewer_looks_at_what_rests_on_it(client, editor, program):
    own = records.source("own", region=records.region())
    cited = records.citation("审核中的一句", 2, own)
    row = records.observation(program, publication="in-review", citation=cited, editor=editor)
    data = {"document": own.pk, "paragraph": "3", "phrase": "改了的一句"}
    assert client.post(change(cited), data).status_code == 403
    Observation.objects.filter(pk=row.pk).update(publication="draft")
    form = client.get(change(cited)).context["adminform"].form
    assert client.post(change(cited), data | {"version": form["version"].value()}).status_code == 302


def test_a_settled_place_is_not_brought_back_to_older_words(client, editor, figure):
    own = records.source("own", region=records.region())
    cited = records.citation("原来的一句", 2, own)
    write(cited, by=editor)
    cited.phrase = "更正的一句"
    write(cited, by=editor)
    Observation.objects.filter(pk=figure.pk).update(citation=cited)
    old = cited.history.last()
    address = reverse("admin:programs_citation_restore", args=[cited.pk, old.history_id])
    assert client.post(address, {"reason": "x"}).status_code == 403
    with pytest.raises(Refused):
        restore(old, by=editor, reason="x")


def test_a_restore_does_not_touch_what_others_are_changing(client, editor, program, figure):
    write(program, by=editor, reason="then")
    version = program.history.first()
    figure.value = Decimal("352.7")
    propose(figure, by=editor, reason="复核")
    assert restore(version, by=editor, reason="x") == []
    assert Revision.objects.get().state == "draft"


def test_history_of_what_others_keep_is_not_shown(client, editor):
    national = records.source("national")
    write(national, reason="内部原因")
    assert client.get(reverse("admin:programs_sourcedocument_history", args=[national.pk])).status_code == 403
    assert client.get(change(national)).status_code == 200
