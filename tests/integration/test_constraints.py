"""Every rule of the database: a row that breaks it is refused by the engine itself, whatever code wrote it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from indicators.models import (
    ArticleReading,
    Correction,
    Indicator,
    IndicatorAlias,
    Observation,
    ReadFigure,
    ReportedChange,
    ReportedIndicator,
)
from programs.models import (
    Citation,
    FormerRegionCode,
    ImportFile,
    IndustryClass,
    Measure,
    Program,
    Region,
    Responsibility,
    Revision,
    SourceDocument,
    SourceNote,
)
from qualityportal.roles import EDITOR
from tests import records

pytestmark = pytest.mark.django_db

NAMED = r'(?:broken_by\(\s*|\n        \()"(\w+)"'  # as the first word of a call, or of a row of parameters
TESTED = set(re.findall(NAMED, Path(__file__).read_text(encoding="utf-8")))


def broken_by(name: str, model: type[models.Model], pk: int, /, **fields: object) -> None:
    """`fields` set on the row past all model code must be refused by the constraint `name`, with a human sentence."""
    constraint = next(c for c in model._meta.constraints if c.name == name)
    assert constraint.violation_error_message != constraint.default_violation_error_message
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        model._default_manager.filter(pk=pk).update(**fields)
    if connection.vendor == "postgresql" or isinstance(constraint, models.CheckConstraint):
        assert re.search(rf"\b{name}\b", str(caught.value)), caught.value


def test_region_code_has_six_digits():
    broken_by("region_code_six_digits", Region, records.region().pk, code="36098")


def test_a_province_has_no_parent_and_others_have_one():
    broken_by("region_province_has_no_parent", Region, records.region().pk, level="county")


def test_a_region_does_not_end_before_it_starts():
    dates = {"valid_from": "2020-01-01", "valid_to": "2019-12-31"}
    broken_by("region_valid_to_after_from", Region, records.region().pk, **dates)


def test_a_former_code_has_six_digits():
    former = FormerRegionCode.objects.create(region=records.region(), code="362203")
    broken_by("former_code_six_digits", FormerRegionCode, former.pk, code="36220a")


def test_a_class_code_stands_once_in_an_edition():
    IndustryClass.objects.create(edition="2017", code="C3073", name="特种陶瓷制品制造")
    other = IndustryClass.objects.create(edition="2011", code="C3073", name="日用陶瓷制品制造")
    broken_by("industry_class_once_per_edition", IndustryClass, other.pk, edition="2017")


def test_a_class_code_is_a_letter_and_digits():
    row = IndustryClass.objects.create(edition="2017", code="C3073", name="特种陶瓷制品制造")
    broken_by("industry_class_code_form", IndustryClass, row.pk, code="3073")


def test_a_digest_has_64_digits():
    broken_by("source_sha256_form", SourceDocument, records.source().pk, sha256="abc")


def test_a_place_is_cited_once():
    records.citation("一处")
    broken_by("citation_once", Citation, records.citation("另一处").pk, phrase="一处")


def test_paragraphs_are_counted_from_one():
    broken_by("citation_paragraph_from_one", Citation, records.citation().pk, paragraph=0)


def test_a_citation_has_a_phrase():
    broken_by("citation_phrase_not_empty", Citation, records.citation().pk, phrase="")


@pytest.mark.parametrize(
    ("name", "model", "make"),
    [
        ("program_published_needs_citation", Program, lambda p: p),
        ("measure_published_needs_citation", Measure, lambda p: p.measures.get()),
        ("observation_published_needs_citation", Observation, records.observation),
        ("change_published_needs_citation", ReportedChange, records.change),
        ("source_note_published_needs_citation", SourceNote, records.note),
    ],
)
def test_nothing_is_published_without_a_citation(name, model, make, program):
    row = make(program)
    broken_by(name, model, row.pk, citation=None)
    model._default_manager.filter(pk=row.pk).update(citation=None, publication="draft")


def test_a_program_does_not_end_before_it_starts(program):
    broken_by("program_end_not_before_start", Program, program.pk, start_year=2022, end_year=2019)
    broken_by("program_end_not_before_start", Program, program.pk, start_year=None, end_year=2019)


def test_a_program_year_has_four_digits(program):
    broken_by("program_years_plausible", Program, program.pk, start_year=19)


def test_a_measure_has_its_short_name_once(program):
    second = records.measure(program, "second")
    broken_by("measure_slug_once_per_program", Measure, second.pk, slug="measure-0")


def test_a_measure_does_not_end_before_it_starts(program):
    row = program.measures.get()
    broken_by("measure_end_not_before_start", Measure, row.pk, start_year=2020, end_year=2019)


def test_a_percent_has_bounds():
    broken_by("indicator_percent_has_bounds", Indicator, records.percent().pk, upper_bound=None)


def test_bounds_are_in_order():
    broken_by("indicator_bounds_in_order", Indicator, records.percent().pk, lower_bound=100, upper_bound=0)


def test_an_indicator_keeps_at_most_four_decimals():
    broken_by("indicator_decimals_few", Indicator, records.indicator().pk, decimals=5)


def test_codes_of_joined_charts_are_reserved():
    broken_by("indicator_code_not_reserved", Indicator, records.indicator().pk, code="topic-brand")


def test_a_period_has_both_ends_or_none(program):
    row = records.observation(program, **records.year(2021))
    broken_by("observation_period_both_or_none", Observation, row.pk, period_end=None)


def test_a_period_does_not_end_before_it_starts(program):
    row = records.observation(program, **records.year(2021))
    broken_by("observation_period_in_order", Observation, row.pk, period_end="2020-12-31")


def test_a_figure_is_dated_or_staged(program):
    undated, dated = records.observation(program), records.observation(program, **records.year(2021))
    broken_by("observation_dated_or_staged", Observation, undated.pk, stage_order=None)
    broken_by("observation_dated_or_staged", Observation, undated.pk, stage_label="")
    broken_by("observation_dated_or_staged", Observation, dated.pk, stage_order=1, stage_label="提升前")


def test_an_inferred_year_is_explained(program):
    dated, undated = records.observation(program, **records.year(2021)), records.observation(program)
    broken_by("observation_inference_explained", Observation, dated.pk, period_inferred=True, inference="")
    broken_by("observation_inference_explained", Observation, undated.pk, period_inferred=True, inference="文中")


def test_a_plan_is_a_target_and_no_result(program):
    row = records.observation(program)
    broken_by("observation_plan_is_target", Observation, row.pk, obs_status="planned")
    broken_by("observation_plan_is_target", Observation, row.pk, role="target")


@pytest.mark.parametrize("wrong", [{"comparator": "xx"}, {"obs_status": "guessed"}, {"role": "other"}])
def test_sign_status_and_role_come_from_their_lists(program, wrong):
    broken_by("observation_known_codes", Observation, records.observation(program).pk, **wrong)


def test_a_figure_keeps_at_most_four_decimals(program):
    broken_by("observation_decimals_few", Observation, records.observation(program).pk, decimals=5)


def test_a_figure_stands_once_per_period(program):
    records.observation(program, **records.year(2021))
    second = records.observation(program, **records.year(2020))
    broken_by("observation_once_per_period", Observation, second.pk, **records.year(2021))


def test_a_figure_stands_once_per_stage(program):
    records.observation(program, stage_order=1, stage_label="提升前")
    second = records.observation(program, stage_order=2, stage_label="提升后")
    broken_by("observation_once_per_stage", Observation, second.pk, stage_order=1)


def test_a_withdrawn_figure_leaves_its_place_free(program):
    records.observation(program, publication="withdrawn", **records.year(2021))
    assert records.observation(program, value="353", **records.year(2021)).pk


def test_target_and_result_of_one_period_stand_side_by_side(program):
    records.observation(program, **records.year(2025))
    assert records.observation(program, role="target", obs_status="planned", **records.year(2025)).pk


def test_a_change_has_its_short_name_once(program):
    records.change(program)
    broken_by("change_slug_once_per_program", ReportedChange, records.change(program, slug="other").pk, slug="growth")


def test_a_change_has_known_codes(program):
    broken_by("change_known_codes", ReportedChange, records.change(program).pk, kind="ratio-of-ratios"[:12])


def test_a_change_joins_two_figures(program):
    row = records.observation(program)
    broken_by(
        "change_ends_differ", ReportedChange, records.change(program).pk, from_observation=row, to_observation=row
    )


def test_a_change_keeps_at_most_four_decimals(program):
    broken_by("change_decimals_few", ReportedChange, records.change(program).pk, decimals=5)


def test_a_person_keeps_a_region_once():
    keeper = records.person("keeper", EDITOR, records.region())
    extra = Responsibility.objects.create(user=keeper, region=records.region("440000", name="广东省"))
    broken_by("responsibility_once", Responsibility, extra.pk, region=records.region())


def test_one_change_of_a_record_waits(program):
    def waiting() -> Revision:
        kind = ContentType.objects.get_for_model(program)
        return Revision.objects.create(record_type=kind, record_id=program.pk, reason="x", state="dropped")

    Revision.objects.filter(pk=waiting().pk).update(state="draft")
    broken_by("revision_one_open_per_record", Revision, waiting().pk, state="in-review")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("correction_known_state", {"state": "lost", "closed_at": "2026-01-01T00:00Z"}),
        ("correction_closed_says_when", {"closed_at": "2026-01-01T00:00Z"}),
        ("correction_closed_has_answer", {"state": "accepted", "closed_at": "2026-01-01T00:00Z"}),
        ("correction_closed_forgets_reader", {"state": "spam", "closed_at": "2026-01-01T00:00Z", "contact": "a@b.cn"}),
    ],
)
def test_a_closed_report_is_closed_whole(program, name, fields):
    report = Correction.objects.create(observation=records.observation(program), text="数字有误")
    broken_by(name, Correction, report.pk, **fields)


def test_a_file_is_carried_out_once(db):
    for state in ("applied", "checked"):
        ImportFile.objects.create(table="programs.program", name="x.csv", sha256="0" * 64, reason="x", state=state)
    broken_by("import_applied_once", ImportFile, ImportFile.objects.get(state="checked").pk, state="applied")


def read_once(program, digest: str) -> ArticleReading:
    return ArticleReading.objects.create(document=records.source(), program=program, text="一。", sha256=digest)


def test_an_article_is_read_once_for_a_program(program):
    read_once(program, "1")
    broken_by("reading_once_per_program", ArticleReading, read_once(program, "2").pk, sha256="1")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("read_figure_once", {"number": 1}),
        ("read_figure_known_decision", {"decision": "lost", "decided_at": "2026-01-01T00:00Z"}),
        ("read_figure_decided_says_when", {"decision": "rejected"}),
    ],
)
def test_a_figure_that_was_read_is_there_once_and_decided_whole(program, name, fields):
    place = {"paragraph": 1, "start": 0, "end": 1, "phrase": "一", "kind": "level", "confidence": 0.5}
    reading = read_once(program, "1")
    figures = [ReadFigure.objects.create(reading=reading, number=number, **place) for number in (1, 2)]
    broken_by(name, ReadFigure, figures[1].pk, **fields)


def test_a_learned_name_is_there_once_and_is_not_empty():
    aliases = [IndicatorAlias.objects.create(name=name, indicator=records.indicator()) for name in ("营业额", "收入")]
    broken_by("alias_once", IndicatorAlias, aliases[1].pk, name="营业额")
    broken_by("alias_not_empty", IndicatorAlias, aliases[1].pk, name="")


def test_no_constraint_is_untested():
    """Every constraint of our apps is broken by a test of this file."""
    ours = {
        constraint.name
        for app in ("programs", "indicators")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if model is not ReportedIndicator  # nobody but triggers writes it
    }
    assert ours - TESTED == set()


def test_decimals_are_kept_as_stated(program):
    """19.0 stays 19.0 on an engine that drops zeros and on one that pads them; 15 significant digits survive."""
    row = records.observation(program, value="19.0")
    assert str(row.stated_value) == "19.0"
    long = records.observation(program, records.indicator("long"), value="12345678901.2345")
    assert long.stated_value == Decimal("12345678901.2345")


def test_a_percent_out_of_bounds_says_what_to_type(program):
    row = records.observation(program, records.percent(), value="98", unit_mult=0)
    row.value = Decimal("9800")
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert "98" in caught.value.message_dict["value"][0]


def test_subtrees_follow_parents_not_codes():
    """Code 429004 (Xiantao) lies directly under Hubei; a code that only shares digits does not belong to it."""
    hubei = records.region("420000", name="湖北省")
    xiantao = records.region("429004", name="仙桃市", level="county", parent=hubei)
    wuhan = records.region("420100", name="武汉市", level="prefecture", parent=hubei)
    jiangan = records.region("420102", name="江岸区", level="county", parent=wuhan)
    assert set(Region.objects.subtree(hubei)) == {hubei, xiantao, wuhan, jiangan}
    assert set(Region.objects.subtree(wuhan)) == {wuhan, jiangan}


def test_moving_a_region_moves_all_below_it():
    old, new = records.region("420000"), records.region("430000")
    city = records.region("420100", level="prefecture", parent=old)
    county = records.region("420102", level="county", parent=city)
    city.parent = new
    city.save()
    county.refresh_from_db()
    assert county.path == "430000/420100/420102/"
