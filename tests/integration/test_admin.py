"""The admin: every model is there, and bad input gets a sentence that says what to do and keeps what was typed."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from indicators.models import (
    ArticleReading,
    Correction,
    FigureOutcome,
    IndicatorAlias,
    Observation,
    ReadFigure,
    ReportedChange,
    ReportedIndicator,
)
from programs.admin.forms import version_of
from programs.models import (
    ChainTally,
    EvidenceCheck,
    ImportFile,
    Measure,
    Program,
    ProgramTally,
    Region,
    RegionTally,
    Revision,
    SourceDocument,
    SourceTally,
)
from tests import records
from tests.integration.test_pages import PROGRAMS

OURS = [model for app in ("programs", "indicators") for model in apps.get_app_config(app).get_models()]
NOT_TYPED = {EvidenceCheck, Correction, ArticleReading, IndicatorAlias}  # made by a command, readers, the desk
MADE_BY_ACTS = {Revision, ImportFile, ReadFigure, FigureOutcome}
KEPT_BY_TRIGGERS = {ChainTally, ProgramTally, RegionTally, ReportedIndicator, SourceTally}
REGISTERED = [model for model in OURS if model in admin.site._registry and model not in NOT_TYPED]


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    return client


def url(model, page: str, *args) -> str:
    """The Chinese address, whatever language the request before spoke."""
    with translation.override("zh-hans"):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def errors(response) -> str:
    assert response.status_code == 200, "the form was accepted"
    return " ".join(re.findall(r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>', response.content.decode(), re.DOTALL))


def test_every_model_can_be_edited():
    inlined = {inline.model for options in admin.site._registry.values() for inline in options.inlines}
    versions = {model for model in OURS if model.__name__.startswith("Historical")}
    assert set(OURS) - set(REGISTERED) - inlined - versions == NOT_TYPED | MADE_BY_ACTS | KEPT_BY_TRIGGERS


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("model", REGISTERED)
def test_every_model_has_list_search_and_form(portal, editor, model, language):
    options = admin.site._registry[model]
    assert options.search_fields
    assert len(options.list_display) > 1
    for page, query in (("changelist", ""), ("changelist", "?q=x"), ("add", "")):
        assert editor.get(language + url(model, page) + query).status_code == 200
    row = model._default_manager.first()
    assert editor.get(language + url(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", [Program, Measure, Observation, ReportedChange, SourceDocument])
def test_lists_cost_the_same_with_more_rows(portal, editor, model):
    address = url(model, "changelist")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        return len(queries)

    before = cost()
    for number in range(5):
        more = records.program(f"more-{number}", measures=3, region=records.region(f"5{number}0000"))
        row = records.observation(more)
        records.change(more, to_observation=row)
        records.source(f"more-{number}")
    assert cost() <= before


def observation_data(program, **fields):
    data = {
        "program": program.pk if program else None,
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


def test_a_figure_can_be_made_by_hand(program, editor):
    response = editor.post(url(Observation, "add"), observation_data(program))
    assert response.status_code == 302
    row = Observation.objects.get()
    assert (row.comparator, str(row.stated_value), row.unit_mult) == ("gt", "19.0", 8)
    page = editor.get(url(Observation, "change", row.pk)).content.decode()
    assert 'value="超19.0亿元"' in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"period_start": "2022-01-01"}, "结束"),
        ({"period_end": None}, "结束日期"),
        ({"period_start": None, "period_end": None}, "阶段"),
        ({"obs_status": "planned"}, "规划"),
        ({"figure": "八百多"}, "352.6"),
        ({"figure": "1.23456"}, "4"),
        ({"period_inferred": "on"}, "推定"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(program, editor, fields, said):
    response = editor.post(url(Observation, "add"), observation_data(program, **fields))
    assert said in errors(response)
    typed = fields.get("figure", "超19.0亿元")
    assert f'value="{typed}"' in response.content.decode()
    assert not Observation.objects.exists()


def test_a_percent_of_9800_is_refused_with_the_right_way_to_type_it(program, editor):
    data = observation_data(program, indicator=records.percent().pk, figure="9800")
    said = errors(editor.post(url(Observation, "add"), data))
    assert "98" in said
    assert "100" in said


def test_the_same_figure_twice_is_refused_as_a_further_citation(program, editor):
    address = url(Observation, "add")
    assert editor.post(address, observation_data(program)).status_code == 302
    assert "出处" in errors(editor.post(address, observation_data(program)))


def test_a_program_is_not_sent_for_review_without_a_citation(db, editor):
    data = {
        "name": "新项目",
        "slug": "new",
        "region": records.region().pk,
        "chain": records.chain().pk,
        "state": "unstated",
        "summary": "一句话。",
        "start_year": "2022",
        "end_year": "2019",
    }
    response = editor.post(url(Program, "add"), data)
    assert "结束" in errors(response)
    assert 'value="新项目"' in response.content.decode()
    response = editor.post(url(Program, "add"), data | {"end_year": "", "_send": "1"}, follow=True)
    assert "出处" in response.content.decode()
    assert Program.objects.get().publication == "draft"
    again = data | {"end_year": "", "citation": records.citation().pk, "_send": "1", "version": version(Program)}
    assert editor.post(url(Program, "change", Program.objects.get().pk), again).status_code == 302
    assert Program.objects.get().publication == "in-review"


def test_the_admin_needs_a_login(db, client):
    response = client.get("/admin/programs/program/")
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_evidence_checks_can_be_seen_but_not_made_by_hand(portal, editor):
    check = EvidenceCheck.objects.first()
    assert check
    assert editor.get(url(EvidenceCheck, "changelist")).status_code == 200
    assert editor.get(url(EvidenceCheck, "add")).status_code == 403
    assert editor.post(url(EvidenceCheck, "delete", check.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("slug", PROGRAMS)
def test_every_record_can_be_saved_as_it_stands(portal, editor, slug):
    """Each form of a program and of its parts, posted back as it is: accepted, and nothing counts as changed."""
    program = Program.objects.get(slug=slug)
    for record in (program, program.measures.first(), program.observations.first(), program.reported_changes.first()):
        if record is None:
            continue
        address = url(type(record), "change", record.pk)
        response = editor.post(address, filled(editor.get(address)))
        assert response.status_code == 302, errors(response)
    assert not Revision.objects.exists()


def filled(page) -> dict[str, str | list[str]]:
    """What a browser would send for the form as it stands."""
    data: dict[str, str | list[str]] = {}
    for field in page.context["adminform"].form:
        value = field.value()
        if isinstance(value, (list, tuple)):
            data[field.html_name] = [str(getattr(v, "pk", v)) for v in value]
        elif value is not None and value is not False:
            data[field.html_name] = str(value)
    return data


def version(model) -> str:
    """What the form of the only record of a model was filled from."""
    return version_of(model.objects.get(), None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"period_start": "2022-01-01"}, "颠倒"),
        ({"period_end": None}, "结束日期"),
        ({"period_start": None, "period_end": None}, "阶段"),
    ],
)
def test_bad_dates_on_a_kept_figure_are_answered_too(program, editor, fields, said):
    assert editor.post(url(Observation, "add"), observation_data(program)).status_code == 302
    address = url(Observation, "change", Observation.objects.get().pk)
    response = editor.post(address, observation_data(program, version=version(Observation), **fields))
    assert errors(response)
    assert 'value="超19.0亿元"' in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"), [("３５２．６", "352.6"), ("1,846", "1846"), ("19.0", "19.0"), ("−15.70", "-15.70")]
)
def test_numbers_are_taken_as_people_type_them(program, editor, typed, kept):
    response = editor.post(url(Observation, "add"), observation_data(program, figure=typed))
    assert response.status_code == 302, errors(response)
    assert str(Observation.objects.get().stated_value) == kept


@pytest.mark.parametrize("typed", ["148，92", "148,92", "1_000", "1e3", "1,23,456"])
def test_numbers_that_could_mean_two_things_are_refused(program, editor, typed):
    assert "352.6" in errors(editor.post(url(Observation, "add"), observation_data(program, figure=typed)))


def test_a_control_character_is_refused_and_does_not_break_pages(program, editor, client):
    data = observation_data(program, period_start=None, period_end=None, stage_order="0", stage_label="未注明\x0b时间")
    assert "控制字符" in errors(editor.post(url(Observation, "add"), data))
    for value, order in (("96", 1), ("98", 2)):
        records.observation(
            program, records.percent(), value=value, unit_mult=0, is_key=True, stage_order=order, stage_label="提\x0b升"
        )
    assert client.get("/programs/jingdezhen/").status_code == 200
    assert client.get("/").status_code == 200


def test_a_region_cannot_lie_within_itself(portal, editor):
    jiangxi = Region.objects.get(code="360000")
    city = Region.objects.get(code="360200")
    data = {"code": "360200", "name": "景德镇市", "level": "prefecture", "parent": str(city.pk)}
    data |= {"former_codes-TOTAL_FORMS": "0", "former_codes-INITIAL_FORMS": "0"}
    data["version"] = version_of(city, None)
    assert "隶属" in errors(editor.post(url(Region, "change", city.pk), data))
    data |= {"parent": str(jiangxi.pk), "level": "province"}
    assert errors(editor.post(url(Region, "change", city.pk), data))
