"""One field for a figure in the admin: read as printed, explained before saving, refused with a sentence."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.forms import modelform_factory
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indicators.admin.stated import CHECK, ObservationForm
from indicators.admin.understanding import Subject, is_same, printed
from indicators.models import Observation, ReportedChange
from indicators.models.choices import UNIT_MULTS
from indicators.reading.meant import KEPT_MULTS
from indicators.rules.changes import Kind
from indicators.rules.quantities import Comparator, Quantity
from programs.admin.forms import version_of
from programs.scope import Scope
from qualityportal.roles import EDITOR
from tests import records
from tests.integration.test_admin import errors, url

pytestmark = pytest.mark.django_db
HOSTILE = st.text(st.characters(exclude_categories=()), max_size=80)
NEAR = st.text("0123456789.,%万亿余约超→-元家个点 eEN+x×^²\u202e\x00\u0301", max_size=30)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

OBSERVATION_FORM: Any = modelform_factory(
    Observation, form=ObservationForm, exclude=["comparator", "value", "unit_mult"]
)
OBSERVATION_FORM.scope = Scope(None, everywhere=True)


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    return client


@pytest.fixture
def revenue():
    return records.indicator()


def observation_data(program, **fields):
    data = {
        "program": program.pk,
        "indicator": records.indicator().pk,
        "figure": "超19.0亿元",
        "period_start": "2021-01-01",
        "period_end": "2021-12-31",
        "role": "actual",
        "obs_status": "reported",
        "position": "0",
        "citation": records.citation().pk,
    }
    return {key: value for key, value in (data | fields).items() if value is not None}


def change(editor, row, **fields):
    """Posts the form of a kept figure as somebody who has just opened it and gives a reason."""
    data = {"version": version_of(row, None), "reason": "核对来源"} | fields
    return editor.post(url(Observation, "change", row.pk), observation_data(row.program, **data))


def post(editor, program, **fields):
    return editor.post(url(Observation, "add"), observation_data(program, **fields))


def said(response) -> str:
    """What the page says beside the figure."""
    found = re.search(r"<output[^>]*>(.*?)</output>", response.content.decode(), re.DOTALL)
    assert found
    return html.unescape(found[1])


def kept() -> tuple[str, str, int]:
    row = Observation.objects.get()
    return (row.comparator, str(row.stated_value), row.unit_mult)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("860余亿元", ("gt", "860", 8), "860余亿元"),
        ("超3.5亿元", ("gt", "3.5", 8), "超3.5亿元"),
        ("148.92", ("eq", "148.92", 8), "148.92亿元"),
        ("19.0亿元", ("eq", "19.0", 8), "19.0亿元"),
        ("35260000000元", ("eq", "35260000000", 0), "35260000000元"),
        ("3.5千万元", ("eq", "0.35", 8), "0.35亿元"),
        ("-15.70亿", ("eq", "-15.70", 8), "-15.70亿元"),
    ],
)
def test_what_is_typed_is_kept_and_printed_back(program, editor, typed, stored, shown):
    response = post(editor, program, figure=typed)
    assert response.status_code == 302, errors(response)
    assert kept() == stored
    page = editor.get(url(Observation, "change", Observation.objects.get().pk)).content.decode()
    assert f'name="figure" value="{shown}"' in page


@pytest.mark.parametrize(
    ("typed", "said_of_it"),
    [
        ("98%", "元"),
        ("860亿美元", "美元"),
        ("35260000000", "35260000000元"),
        ("增长5亿元", "公布变化"),
        ("30-40亿元", "30家以上"),
        ("约860余亿元", "约"),
        ("营收很高", "352.6"),
        ("9" * 100_000, "352.6"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays(program, editor, typed, said_of_it):
    response = post(editor, program, figure=typed)
    assert said_of_it in errors(response)
    assert f'value="{typed}"' in response.content.decode()
    assert not Observation.objects.exists()


def test_a_failed_save_shows_again_how_the_figure_was_read(program, editor):
    response = post(editor, program, figure="860余亿元", period_end=None)
    assert "86,000,000,000" in said(response)
    assert "超过" in said(response)


def test_a_refused_text_is_not_explained_by_the_figure_before_it(program, editor):
    row = records.observation(program)
    assert said(change(editor, row, figure="几百亿")) == ""


def test_the_button_explains_and_saves_nothing(program, editor):
    response = post(editor, program, figure="860余亿元", **{CHECK: "figure"})
    assert "86,000,000,000" in said(response)
    assert errors(response)
    assert 'value="860余亿元"' in response.content.decode()
    assert not Observation.objects.exists()


def test_what_was_assumed_is_said(program, editor):
    response = post(editor, program, figure="148.92", **{CHECK: "figure"})
    assert "亿元" in said(response)
    assert "148.92元" in said(response)


def test_the_bounds_of_an_indicator_speak_at_the_figure(program, editor):
    response = post(editor, program, figure="9800%", indicator=records.percent().pk)
    assert "100" in " ".join(response.context["adminform"].form.errors["figure"])


def test_the_earlier_of_a_pair_has_the_same_bounds(program, editor):
    response = post(editor, program, figure="960%→98%", indicator=records.percent().pk, **PAIR_TIMES)
    assert "100" in " ".join(response.context["adminform"].form.errors["figure"])
    assert not Observation.objects.exists()


PAIR_TIMES = {"earlier_start": "2017-01-01", "earlier_end": "2017-12-31"}
UNDATED = {"period_start": None, "period_end": None}


def test_a_dated_pair_becomes_two_figures(program, editor):
    response = post(editor, program, figure="148.92亿元→352.6亿元", **PAIR_TIMES)
    assert response.status_code == 302, errors(response)
    earlier, later = Observation.objects.order_by("period_end")
    assert (str(earlier.stated_value), earlier.time_text) == ("148.92", "2017")
    assert (str(later.stated_value), later.time_text) == ("352.6", "2021")
    assert earlier.citation == later.citation
    assert earlier.publication == later.publication == "draft"
    assert earlier.editor == later.editor
    assert earlier.history.count() == later.history.count() == 1


def test_an_undated_pair_becomes_a_before_and_an_after(program, editor):
    response = post(editor, program, figure="96%→98%", indicator=records.percent().pk, **UNDATED)
    assert response.status_code == 302, errors(response)
    rows = Observation.objects.order_by("stage_order").values_list("value", "stage_order", "stage_label")
    assert [(int(value), order, label) for value, order, label in rows] == [(96, 1, "提升前"), (98, 2, "提升后")]


def test_a_pair_is_sent_for_review_together(program, editor):
    post(editor, program, figure="96%→98%", indicator=records.percent().pk, _send="1", **UNDATED)
    assert set(Observation.objects.values_list("publication", flat=True)) == {"in-review"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "earlier_start"),
        (PAIR_TIMES | {"earlier_end": None}, "earlier_end"),
        (PAIR_TIMES | UNDATED, "period_start"),
        ({"earlier_start": "2022-01-01", "earlier_end": "2022-12-31"}, "earlier_end"),
        ({"earlier_start": "2017-12-31", "earlier_end": "2017-01-01"}, "__all__"),
        (PAIR_TIMES | {"role": "target", "obs_status": "planned"}, "figure"),
        (UNDATED | {"stage_order": "0", "stage_label": "来源未注明时间"}, "stage_order"),
        (PAIR_TIMES | {"figure": "12亿元"}, "earlier_start"),
    ],
)
def test_a_pair_says_which_time_is_missing_or_wrong(program, editor, fields, field):
    response = post(editor, program, **({"figure": "148.92亿元→352.6亿元"} | fields))
    assert errors(response)
    assert field in response.context["adminform"].form.errors
    assert not Observation.objects.exists()


def test_a_pair_whose_earlier_figure_is_there_already_is_refused(program, editor):
    records.observation(program, value="148.92", **records.year(2017))
    assert "出处" in errors(post(editor, program, figure="148.92亿元→352.6亿元", **PAIR_TIMES))
    assert Observation.objects.count() == 1


def test_a_pair_is_refused_where_one_figure_is_kept(program, editor):
    row = records.observation(program, **records.year(2021))
    response = change(editor, row, figure="96亿元→98亿元")
    assert "figure" in response.context["adminform"].form.errors
    assert kept() == ("eq", "352.6", 8)


def test_the_earlier_figure_shares_notes_and_further_citations(program, editor):
    note, more = records.note(program), records.citation("从148.92亿元")
    response = post(
        editor, program, figure="148.92→352.6亿元", source_notes=[note.pk], other_citations=[more.pk], **PAIR_TIMES
    )
    assert response.status_code == 302, errors(response)
    for row in Observation.objects.all():
        assert list(row.source_notes.all()) == [note]
        assert list(row.other_citations.all()) == [more]


@pytest.mark.parametrize(
    ("typed", "is_changed"),
    [
        ("19.0亿元", False),
        ("19.0", False),
        ("１９．０亿", False),
        ("19亿元", True),
        ("19.00亿元", True),
        ("超19.0亿元", True),
        ("19.0万元", True),
        ("", True),
        ("十九", True),
    ],
)
def test_only_another_statement_is_a_change(program, typed, is_changed):
    row = records.observation(program, value="19.0")
    bound = OBSERVATION_FORM({"figure": typed}, instance=row)
    assert bound.fields["figure"].has_changed(bound.initial["figure"], typed) is is_changed


@pytest.mark.parametrize("comparator", list(Comparator))
def test_every_kept_figure_of_money_or_count_can_be_printed(revenue, comparator):
    assert {mult for mult, _name in UNIT_MULTS} == KEPT_MULTS
    firms = records.indicator("firms", value_kind="count", unit="enterprise", unit_name="家", unit_mult=4)
    for mult, _name in UNIT_MULTS:
        for value in ("860", "19.0", "0.1234", "-3.90", "35260000000"):
            quantity = Quantity(Decimal(value), comparator, mult)
            for subject in (Subject(revenue), Subject(firms)):
                assert is_same(printed(quantity, subject), quantity, subject)


SUBJECTS: dict[str, Any] = {"revenue": records.indicator, "rate": records.percent, "none": lambda: None}


@FEW
@given(HOSTILE | NEAR, st.sampled_from(list(SUBJECTS)))
@example("1e999", "revenue")
@example("NaN", "rate")
@example("\x00860亿元", "revenue")
@example("\ud800", "revenue")
def test_hostile_text_never_raises_and_never_saves_what_was_not_read(program, text, what):
    indicator = SUBJECTS[what]()
    data = observation_data(program, figure=text, indicator=indicator and indicator.pk)
    form = OBSERVATION_FORM(data)
    if form.is_valid():
        row = form.save()
        assert is_same(printed(row.quantity, Subject(row.indicator)), row.quantity, Subject(row.indicator))
        assert row.stated_value == Observation.objects.get(pk=row.pk).stated_value
        row.delete()
    else:
        assert form.errors
        assert "<output" in str(form["figure"])
    assert not Observation.objects.exists()


def change_row(**fields):
    row = {"slug": "growth", "kind": "percent", "indicator": records.indicator().pk, "figure": "136.7%"}
    return row | {"position": "0"} | fields


@pytest.mark.parametrize(
    "row",
    [
        {"figure": "2个百分点"},
        {"figure": "96%→98%"},
        {"figure": "增长2倍", "kind": "multiple"},
        {"figure": "下降3.9%"},
        {"figure": "3万%"},
        {"figure": "\u202e068"},
        {"figure": ""},
        {"kind": ""},
    ],
)
def test_a_change_in_another_unit_is_refused_and_stays(program, editor, row):
    data = change_row(**row) | {"program": program.pk}
    response = editor.post(url(ReportedChange, "add"), data)
    assert errors(response)
    assert not ReportedChange.objects.exists()
    if data["figure"]:
        assert f'value="{data["figure"]}"' in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("percent", "增长136.7%", ("136.7", 0)),
        ("percent", "-3.9%", ("-3.9", 0)),
        ("points", "2.0个百分点", ("2.0", 0)),
        ("multiple", "翻番", ("2", 0)),
        ("share", "40%", ("40", 0)),
        ("difference", "66亿元", ("66", 8)),
        ("difference", "66", ("66", 8)),
    ],
)
def test_a_change_is_typed_in_the_unit_of_its_kind(program, editor, kind, typed, stored):
    data = change_row(kind=kind, figure=typed) | {"program": program.pk}
    response = editor.post(url(ReportedChange, "add"), data)
    assert response.status_code == 302, errors(response)
    row = ReportedChange.objects.get()
    assert (str(row.stated_value), row.unit_mult) == stored
    page = editor.get(url(ReportedChange, "change", row.pk))
    again = page.context["adminform"].form.initial["figure"]
    assert is_same(again, row.quantity, Subject(row.indicator, Kind(kind)))


def understand(client, language: str = "", **question) -> list[str]:
    with translation.override("zh-hans"):
        address = reverse("admin:indicators_observation_understand")
    response = client.get(language + address, question)
    assert response.status_code == 200
    return response.json()["sentences"]


def test_the_understanding_is_said_in_the_readers_language(editor, revenue):
    english = understand(editor, "/en", text="860余亿元", indicator=revenue.pk)
    assert english == ["Read as: more than 860 × 10⁸ CNY (86,000,000,000 CNY)."]
    (chinese,) = understand(editor, text="860余亿元", indicator=revenue.pk)
    assert "超过 860 亿元" in chinese
    assert "86,000,000,000" in chinese


def test_a_pair_says_at_once_what_the_two_values_give(editor, revenue):
    rate = records.percent()
    points = understand(editor, "/en", text="96%→98%", indicator=rate.pk, pair="1")
    assert points == ["Read as two figures: 96%, then 98%.", points[1]]
    assert "+2 percentage points" in points[1]
    growth = understand(editor, "/en", text="148.92→352.6亿元", indicator=revenue.pk, pair="1")
    assert "+136.8%" in growth[-1]
    bound = understand(editor, "/en", text="148.92亿元→超352.6亿元", indicator=revenue.pk, pair="1")
    assert "No exact change" in bound[-1]
    assert "%" not in bound[-1]


def test_a_change_says_at_once_what_the_chosen_figures_give(program, editor, revenue):
    before = records.observation(program, value="148.92", **records.year(2017))
    after = records.observation(program, value="352.6", **records.year(2021))
    question = {"indicator": revenue.pk, "kind": "percent", "from": before.pk, "to": after.pk}
    (alone,) = understand(editor, "/en", **question)
    assert "+136.77%" in alone
    typed = understand(editor, "/en", text="增长136.7%", **question)
    assert typed[0] == "Read as: +136.7%."
    assert "+136.77%" in typed[1]
    assert "allows" in typed[2]
    assert "differs" in understand(editor, "/en", text="150%", **question)[-1]
    bound = records.observation(program, value="860", comparator="gt", **records.year(2022))
    assert "bound" in understand(editor, "/en", **(question | {"to": bound.pk}))[-1]
    difference = question | {"kind": "difference"}
    assert "203.68" in understand(editor, **difference)[0]
    assert "203.68" in understand(editor, **difference, text="203.68亿元")[1]


def test_before_the_subject_is_chosen_the_reading_alone_is_said(editor, revenue):
    assert understand(editor, "/en", text="超860亿元") == ["Read as: 860余亿元.", "Choose the indicator."]
    assert understand(editor, "/en", text="2倍", indicator=revenue.pk, kind="")[-1] == "Choose the kind."
    assert understand(editor, text="", indicator=revenue.pk) == []
    assert "352.6" in understand(editor, text="许多", indicator=revenue.pk)[0]


@FEW
@given(st.dictionaries(st.sampled_from(["text", "indicator", "kind", "from", "to", "span", "pair"]), HOSTILE | NEAR))
@example({"text": "1", "indicator": "9" * 40, "from": "²", "kind": "percent"})
def test_hostile_questions_get_an_answer(editor, question):
    question = {name: value.encode("utf-8", "replace").decode() for name, value in question.items()}
    assert isinstance(understand(editor, **question), list)


def test_the_understanding_needs_a_login(client):
    with translation.override("zh-hans"):
        response = client.get(reverse("admin:indicators_observation_understand"), {"text": "1"})
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_the_earlier_observation_is_none_for_one_figure(program):
    form = OBSERVATION_FORM(observation_data(program))
    assert form.is_valid(), form.errors
    assert form.earlier_observation() is None


def test_another_persons_figure_is_shown_beside_what_was_typed(program, editor):
    row = records.observation(program, value="352.6", publication="draft")
    stale = version_of(row, None)
    row.value = Decimal("353.0")
    row.save()
    page = change(editor, row, figure="360亿元", version=stale).content.decode()
    assert "<b>353.0亿元</b>" in page
    assert "<b>360亿元</b>" in page


def test_a_published_figure_typed_anew_waits(program, editor):
    row = records.observation(program, **records.year(2021))
    assert change(editor, row, figure="352.60亿元").status_code == 302
    assert kept() == ("eq", "352.6", 8)
    page = editor.get(url(Observation, "change", row.pk)).content.decode()
    assert 'value="352.60亿元"' in page


def test_figures_of_other_regions_are_not_computed_with(program, client, revenue):
    elsewhere = records.program("elsewhere", region=records.region("350000", name="福建省"))
    ends = [records.observation(elsewhere, value=value, **records.year(2000 + int(value))) for value in ("10", "20")]
    question = {"indicator": revenue.pk, "kind": "percent", "from": ends[0].pk, "to": ends[1].pk}
    client.force_login(records.person("own", EDITOR, program.region))
    assert understand(client, "/en", **question) == []
    client.force_login(records.person("other", EDITOR, elsewhere.region))
    assert "+100.00%" in understand(client, "/en", **question)[0]


def test_a_figure_can_be_read_by_those_who_may_not_change_it(program, client):
    row = records.observation(program, value="19.0", comparator="gt")
    looker = get_user_model().objects.create_user("looker", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__in=["view_observation", "whole_country"]))
    client.force_login(looker)
    page = client.get(url(Observation, "change", row.pk))
    assert page.status_code == 200
    assert "&gt;19.0" in page.content.decode()
