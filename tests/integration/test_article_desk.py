"""An article comes in, an editor decides on its figures, drafts come out; by the pages that an editor uses."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from indicators.actions.desk.deciding import accept, reject
from indicators.actions.desk.intake import Source, take_in
from indicators.actions.desk.undoing import undo
from indicators.actions.desk.wanted import Wanted
from indicators.admin.desk.wanting import as_read, portal_of
from indicators.article_words import DOUBTS
from indicators.models import ArticleReading, Breakdown, IndicatorAlias, Observation, ReadFigure, ReportedChange
from indicators.reading.article.doubt_words import SENTENCES
from programs.actions.publication import publish, send
from programs.actions.refused import Refused
from programs.actions.writing import write
from programs.models import Citation, SourceDocument
from programs.models.base import Publication
from qualityportal.caching.version import data_version
from qualityportal.roles import EDITOR, REVIEWER
from tests import records

pytestmark = pytest.mark.django_db

ADD = "/admin/indicators/articlereading/add/"
TEXT = "\n".join(
    [
        "江西省陶瓷工作情况",
        "2023年，全省陶瓷产业营收达860余亿元。",
        "产品合格率由2021年的96.5%提高到2023年的98.0%。",
        "2023年陶瓷产业营收达860余亿元，同比增长7.5%。",
        "2025年力争建成检验中心3个。",
        "某某名录收入企业12家。",
    ]
)


@pytest.fixture
def home(db) -> Any:
    records.indicator("ceramics-revenue", name="陶瓷产业营收")
    records.percent("pass-rate", name="产品合格率")
    return records.program("jiangxi-ceramics", publication="draft", measures=0)


@pytest.fixture
def editor(home) -> Any:
    return records.person("editor", EDITOR, home.region)


@pytest.fixture
def client(editor) -> Client:
    return signed_in(editor)


def signed_in(person: Any) -> Client:
    made = Client()
    made.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return made


def read(home: Any, by: Any, text: str = TEXT) -> ArticleReading:
    return take_in(text, home, Source(title="工作情况", published_on=datetime.date(2024, 1, 8)), by=by)


def figure_of(reading: ArticleReading, words: str, place: int = 0) -> ReadFigure:
    return list(reading.figures.filter(phrase__contains=words).order_by("number"))[place]


def decide(client: Client, figure: ReadFigure, decision: str, /, **typed: str) -> Any:
    data = {"figure": figure.number, "decision": decision}
    return client.post(figure.reading.desk, data | {f"c-{name}": value for name, value in typed.items()}, follow=True)


def typed_as_read(client: Client, figure: ReadFigure) -> dict[str, str]:
    """What the form for a figure is filled with."""
    form = client.get(f"{figure.reading.desk}?figure={figure.number}").context["desk"].chosen.form
    kept = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in kept.items() if value not in (None, False)}


def correct(client: Client, figure: ReadFigure, /, **typed: str) -> Any:
    fields = typed_as_read(client, figure) | typed
    return decide(client, figure, "correct", **{name: value for name, value in fields.items() if value})


def read_as(figure: ReadFigure) -> Wanted:
    return as_read(figure, portal_of(figure.reading.program, [figure]))


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_pasted_article_proposes_its_program_and_keeps_the_text(client, home):
    response = client.post(ADD, {"text": TEXT})
    assert response.status_code == 200
    assert response.context["form"].proposals == [home]
    assert response.context["form"]["text"].value() == TEXT
    response = client.post(ADD, {"text": TEXT, "proposed": home.pk, "title": "工作情况"})
    reading = ArticleReading.objects.get()
    assert response.url == reading.desk
    assert reading.document.publication == Publication.DRAFT
    assert reading.document.region == home.region


def test_the_same_article_is_read_once(client, home):
    for _ in range(2):
        client.post(ADD, {"text": TEXT, "program": home.pk})
    assert ArticleReading.objects.count() == 1
    assert SourceDocument.objects.filter(readings__isnull=False).count() == 1


def test_a_text_whose_session_has_ended_is_carried_through_the_sign_in(home):
    response = Client().post(ADD, {"text": TEXT, "program": home.pk})
    assert response.status_code == 403
    assert "工作情况" in response.context["kept"]


def test_an_accepted_figure_is_a_draft_with_its_place_and_reason(client, home, editor):
    reading = read(home, editor)
    figure = figure_of(reading, "860余亿元")
    decide(client, figure, "accept")
    made: Any = Observation.objects.get()
    assert (str(made.stated_value), made.comparator, made.unit_mult) == ("860", "gt", 8)
    assert (made.period_start, made.period_end) == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert (made.publication, made.editor) == (Publication.DRAFT, editor)
    assert (made.citation.document, made.citation.paragraph) == (reading.document, 2)
    assert "860余亿元" in made.citation.phrase
    version = made.history.get()
    assert (version.history_user, bool(version.history_change_reason)) == (editor, True)
    figure.refresh_from_db()
    assert (figure.decision, figure.decided_by) == ("accepted", editor)


def test_a_change_becomes_two_figures_with_the_decimals_stated(client, home, editor):
    reading = read(home, editor)
    decide(client, figure_of(reading, "98.0%"), "accept")
    rows: Any = Observation.objects.order_by("period_end")
    found = [(str(row.stated_value), row.period_end.year) for row in rows]
    assert found == [("96.5", 2021), ("98.0", 2023)]


def test_a_repeat_is_a_further_citation_and_a_rate_is_of_the_figure_before_it(client, home, editor):
    reading = read(home, editor)
    first, second = figure_of(reading, "860余亿元"), figure_of(reading, "860余亿元", 1)
    assert "2" in said(decide(client, second, "accept"))
    assert Observation.objects.count() == 0
    decide(client, first, "accept")
    decide(client, second, "accept")
    made: Any = Observation.objects.get()
    assert [place.paragraph for place in made.all_citations] == [2, 4]
    decide(client, figure_of(reading, "7.5%"), "accept")
    change = ReportedChange.objects.get()
    assert (change.kind, str(change.stated_value), change.to_observation) == ("percent", "7.5", made)


def test_what_the_portal_holds_is_cited_again_or_stands_in_the_way(client, home, editor):
    held = records.observation(
        home, records.indicator("ceramics-revenue"), "860", comparator="gt", **records.year(2023)
    )
    reading = read(home, editor)
    decide(client, figure_of(reading, "860余亿元"), "accept")
    held.refresh_from_db()
    waiting = held.revisions.get()  # the public has seen the figure, so its further citation waits
    assert held.all_citations == [held.citation]
    assert waiting.changes.keys() == {"other_citations"}
    Observation.objects.filter(pk=held.pk).update(value=850)
    other = take_in(TEXT + "\n", home, reading.document, by=editor)
    response = decide(client, figure_of(other, "860余亿元"), "accept")
    assert "850" in said(response)
    assert figure_of(other, "860余亿元").is_open
    assert Observation.objects.count() == 1


def test_a_correction_is_kept_and_its_name_is_learned(client, home, editor):
    wanted = records.indicator(
        "listed", name="入录单位", value_kind="count", unit="enterprise", unit_name="家", unit_mult=0
    )
    reading = read(home, editor, TEXT.replace("某某名录收入企业", "某某名录内企业数为"))
    figure = figure_of(reading, "12家")
    assert figure.indicator is None
    response = decide(client, figure, "accept")
    assert figure_of(reading, "12家").is_open, said(response)
    correct(client, figure, indicator="listed", period="2022")
    made: Any = Observation.objects.get()
    assert (made.indicator, made.period_end.year) == (wanted, 2022)
    assert figure_of(reading, "12家").decision == "corrected"
    alias = IndicatorAlias.objects.get()
    assert (alias.indicator, alias.figure) == (wanted, figure)
    again = take_in(f"{alias.name}13家。", home, reading.document, by=editor)
    assert again.figures.get().indicator == wanted
    decide(client, figure, "undo")
    assert IndicatorAlias.objects.count() == 0


def test_a_form_with_faults_says_so_and_keeps_what_was_typed(client, home, editor):
    figure = figure_of(read(home, editor), "860余亿元")
    response = correct(client, figure, indicator="no such", figure="many", period="2023-99", phrase="not there")
    form = response.context["desk"].chosen.form
    assert form.errors.keys() == {"indicator", "figure", "phrase"}
    assert form["period"].value() == "2023-99"
    response = correct(client, figure, figure="860余家")
    assert response.context["desk"].chosen.form.errors.keys() == {"figure"}
    response = correct(client, figure, period="2023-99")
    assert response.context["desk"].chosen.form.errors.keys() == {"period"}
    assert Observation.objects.count() == 0


def test_a_plan_is_a_target(client, home, editor):
    centres = records.indicator("centres", name="检验中心数", value_kind="count", unit="c", unit_name="个", unit_mult=0)
    decide(client, figure_of(read(home, editor), "3个"), "accept")
    made: Any = Observation.objects.get(indicator=centres)
    assert (made.role, made.obs_status, made.period_end.year) == ("target", "planned", 2025)


def test_undo_takes_back_what_nobody_has_touched(client, home, editor):
    reading = read(home, editor)
    figure = figure_of(reading, "98.0%")
    decide(client, figure, "accept")
    assert Citation.objects.filter(document=reading.document).count() == 1
    decide(client, figure, "undo")
    assert Observation.objects.count() == 0
    assert Citation.objects.filter(document=reading.document).count() == 0
    assert figure_of(reading, "98.0%").is_open
    decide(client, figure, "reject")
    assert figure_of(reading, "98.0%").decision == "rejected"
    decide(client, figure_of(reading, "12家"), "undo")  # nothing decided there: what was decided last
    assert figure_of(reading, "98.0%").is_open


def test_undo_says_why_not(client, home, editor):
    reading = read(home, editor)
    figure = figure_of(reading, "860余亿元")
    decide(client, figure, "accept")
    decide(client, figure_of(reading, "860余亿元", 1), "accept")
    assert "4" in said(decide(client, figure, "undo"))
    decide(client, figure_of(reading, "860余亿元", 1), "undo")
    made: Any = Observation.objects.get()
    assert made.all_citations == [made.citation]
    decide(client, figure, "undo")
    assert Observation.objects.count() == 0  # what the desk itself did to it stands not in the way
    decide(client, figure, "accept")
    made = Observation.objects.get()
    other = records.person("other", EDITOR, home.region)
    write(made, by=other)
    assert "other" in said(decide(client, figure, "undo"))
    send(made, by=editor)
    decide(client, figure, "undo")
    assert Observation.objects.filter(pk=made.pk).exists()
    assert not figure_of(reading, "860余亿元").is_open


def test_certain_figures_are_accepted_together_and_undone_together(client, home, editor):
    reading = read(home, editor)
    figure = figure_of(reading, "860余亿元")
    decide(client, figure, "certain")
    accepted = set(reading.figures.exclude(decision="open").values_list("phrase", flat=True))
    assert figure.phrase in accepted
    assert figure_of(reading, "12家").is_open  # no indicator
    assert figure_of(reading, "860余亿元", 1).is_open  # a repeat is looked at
    decide(client, figure_of(reading, "12家"), "undo")
    assert not reading.figures.exclude(decision="open").exists()
    assert Observation.objects.count() == 0


def test_of_two_who_decide_at_once_the_second_is_told(home, editor):
    reading = read(home, editor)
    mine, theirs = figure_of(reading, "860余亿元"), figure_of(reading, "860余亿元")
    other = records.person("other", EDITOR, home.region)
    accept(mine, read_as(mine), by=editor)
    with pytest.raises(Refused, match="editor"):
        reject(theirs, by=other)
    with pytest.raises(Refused):
        accept(theirs, read_as(theirs), by=other)
    assert Observation.objects.count() == 1


def test_only_programs_of_ones_own_regions_are_seen_and_touched(client, home, editor):
    reading = read(home, editor)
    elsewhere = records.region("440000", name="广东省")
    stranger = records.person("stranger", EDITOR, elsewhere)
    foreign = signed_in(stranger)
    figure = figure_of(reading, "860余亿元")
    assert foreign.get(reading.desk).status_code == 404
    assert decide(foreign, figure, "accept").status_code == 404
    assert foreign.post(ADD, {"text": TEXT, "program": home.pk}).status_code == 200
    assert "工作情况" not in foreign.get("/admin/indicators/articlereading/").content.decode()
    for refused in (lambda: reject(figure, by=stranger), lambda: undo(figure, by=stranger)):
        with pytest.raises(Refused):
            refused()
    with pytest.raises(Refused):
        accept(figure, read_as(figure), by=stranger)
    with pytest.raises(Refused):
        take_in(TEXT + " ", home, reading.document, by=stranger)
    assert Observation.objects.count() == 0


def test_who_only_reviews_has_no_desk(home, editor):
    reading = read(home, editor)
    reviewer = signed_in(records.person("reviewer", REVIEWER, home.region))
    assert reviewer.get(reading.desk).status_code == 403
    assert reviewer.get(ADD).status_code == 403


def test_nothing_is_published_and_four_eyes_are_needed(client, home, editor):
    reading = read(home, editor)
    decide(client, figure_of(reading, "860余亿元"), "accept")
    assert not Observation.objects.live().exists()
    made: Any = Observation.objects.get()
    send(made, by=editor)
    both = records.person("both", REVIEWER, home.region)
    editor.groups.set(both.groups.all())
    with pytest.raises(Refused):
        publish(made, by=type(editor).objects.get(pk=editor.pk))


def test_reading_an_article_leaves_the_public_version(home, editor):
    document = records.source("known")
    before = data_version()
    reading = take_in(TEXT, home, document, by=editor)
    reject(figure_of(reading, "12家"), by=editor)
    assert data_version() == before


def test_a_finished_article_takes_no_decision_until_it_is_opened(client, home, editor):
    figure = figure_of(read(home, editor), "860余亿元")
    decide(client, figure, "close")
    decide(client, figure, "reject")
    assert ReadFigure.objects.get(pk=figure.pk).is_open
    decide(client, figure, "reopen")
    decide(client, figure, "reject")
    assert not ReadFigure.objects.get(pk=figure.pk).is_open


def queries_of(client: Client, reading: ArticleReading) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reading.desk).status_code == 200
    return len(found)


def test_queries_do_not_grow_with_the_article(client, home, editor):
    few = read(home, editor)
    many = read(
        home, editor, "\n".join([TEXT] + [f"2023年，陶瓷产业营收达{n}.5亿元，某县{n}家。" for n in range(1, 900)])
    )
    assert many.figures.count() > 1000
    client.get(few.desk)
    assert queries_of(client, many) <= queries_of(client, few) <= 30


def test_marks_and_figures_lead_to_each_other(client, home, editor):
    reading = read(home, editor)
    page = client.get(f"{reading.desk}?figure=2").content.decode()
    marks = re.findall(r'id="m(\d+)" href="\?figure=(\d+)#m(\d+)"', page)
    assert [mark[0] for mark in marks] == [str(figure.number) for figure in reading.figures.all()]
    assert all(len(set(mark)) == 1 for mark in marks)
    assert '<a href="#m2"' in page


def test_the_list_and_the_start_page_lead_here(client, home, editor):
    read(home, editor)
    page = client.get(reverse("admin:indicators_articlereading_changelist")).content.decode()
    assert "0 / " in page
    assert ADD in client.get("/admin/").content.decode()


def test_the_doubts_are_said_in_the_readers_own_sentences():
    """They are collected for translation from `article_words`; the reader's are the same."""
    with translation.override("en"):
        assert {doubt: str(words) for doubt, words in DOUBTS.items()} == SENTENCES


def test_the_breakdown_that_the_words_name_is_proposed(client, home, editor):
    Breakdown.objects.create(code="exports", dimension="market", name="出口", name_en="Exports")
    text = "2023年，出口产品合格率为99.1%。\n2023年，产品合格率为98.0%。"
    reading = read(home, editor, text)
    for figure in reading.figures.all():
        decide(client, figure, "accept")
    assert {row.breakdown and row.breakdown.code for row in Observation.objects.all()} == {"exports", None}


def test_a_figure_of_another_place_is_doubted(client, home, editor):
    records.region("440000", name="广东省")
    reading = read(home, editor, "2023年，广东省陶瓷产业营收达900亿元。")
    chosen = client.get(reading.desk).context["desk"].chosen
    assert any("广东" in words or "440000" in words for words in chosen.doubts)
    assert client.get(reading.desk).context["desk"].certain == set()


def test_a_period_that_only_other_sentences_give_can_be_left_out(client, home, editor):
    reading = read(home, editor, "2023年，全省开展行动。陶瓷产业营收达900亿元。")
    figure = reading.figures.get()
    decide(client, figure, "undated")
    made: Any = Observation.objects.get()
    assert (made.period_start, made.stage_order, made.period_inferred) == (None, 0, False)
    decide(client, figure, "undo")
    decide(client, figure, "accept")
    made = Observation.objects.get()
    assert (made.period_start.year, made.period_inferred, bool(made.inference)) == (2023, True, True)


def test_an_article_of_two_programs_is_one_source(client, home, editor):
    first = read(home, editor)
    second = read(records.program("second", region=home.region, measures=0), editor)
    assert second != first
    assert second.document == first.document


def test_what_another_article_states_again_is_not_undone_under_it(client, home, editor):
    first = read(home, editor)
    decide(client, figure_of(first, "860余亿元"), "accept")
    second = read(home, editor, "2023年，全省陶瓷产业营收达860余亿元。")
    decide(client, second.figures.get(), "accept")
    decide(client, figure_of(first, "860余亿元"), "undo")
    assert Observation.objects.get().other_citations.count() == 1
    decide(client, second.figures.get(), "undo")
    decide(client, figure_of(first, "860余亿元"), "undo")
    assert Observation.objects.count() == 0
