"""The counts that the database keeps: true after every way to write, in the same transaction."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from indicators.models import Indicator, Observation, ReportedIndicator
from indicators.reads import figure_count, figures_of, reported_by
from programs.models import Measure, Program, ProgramTally, Region, RegionTally, SourceDocument, SourceTally
from programs.reads import chains_to_list, public_contents, region_tree, regions_to_choose, source_count
from programs.tallies import Kept, Repeated, Tally, keep, triggers_in
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[Program]:
    return [records.program(slug, measures=0) for slug in ("first", "second")]


def tallies() -> dict[str, tuple[int, int]]:
    kept = {row.program_id: row for row in ProgramTally.objects.all()}
    return {
        p.slug: (kept[p.pk].measures, kept[p.pk].figures) if p.pk in kept else (0, 0) for p in Program.objects.all()
    }


def reported() -> dict[tuple[str, str], int]:
    rows = ReportedIndicator.objects.filter(figures__gt=0).values_list("program__slug", "indicator__code", "figures")
    return {(program, indicator): figures for program, indicator, figures in rows}


def places() -> dict[str, int]:
    """Public programs in each region and below it."""
    return dict(RegionTally.objects.filter(programs__gt=0).values_list("region__code", "programs"))


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_what_is_published_counts_and_what_is_not_does_not(two):
    first, second = two
    records.measure(first)
    records.measure(first, "draft", publication="draft")
    records.observation(first)
    records.observation(first, records.indicator("other"), publication="in-review")
    records.observation(second)
    assert tallies() == {"first": (1, 1), "second": (0, 1)}
    assert reported() == {("first", "revenue"): 1, ("second", "revenue"): 1}


def test_publishing_and_withdrawing_move_the_counts(two):
    row = records.observation(two[0], publication="draft")
    assert tallies()["first"] == (0, 0)
    row.publication = "published"
    row.save()
    assert (tallies()["first"], reported()) == ((0, 1), {("first", "revenue"): 1})
    row.value = 7
    row.save()
    assert tallies()["first"] == (0, 1)
    Observation.objects.update(publication="withdrawn")
    assert (tallies()["first"], reported()) == ((0, 0), {})


def test_a_figure_of_another_program_or_indicator_counts_there(two):
    row = records.observation(two[0])
    Observation.objects.update(program=two[1], indicator=records.indicator("other"))
    assert tallies() == {"first": (0, 0), "second": (0, 1)}
    assert reported() == {("second", "other"): 1}
    row.delete()
    assert (tallies()["second"], reported()) == ((0, 0), {})


def test_many_rows_of_one_statement_count_each(two):
    rows = [records.observation(program, records.indicator(f"n-{n}")) for program in two for n in range(3)]
    Observation.objects.all().delete()
    for row in rows:
        row.pk = None
    Observation.objects.bulk_create(rows)
    assert tallies() == {"first": (0, 3), "second": (0, 3)}
    assert len(reported()) == 6


def test_raw_sql_counts_too(two):
    records.observation(two[0])
    execute("UPDATE indicators_observation SET publication = 'draft'")
    assert tallies()["first"] == (0, 0)
    execute("UPDATE indicators_observation SET publication = 'published'")
    execute("DELETE FROM programs_measure")
    assert tallies()["first"] == (0, 1)
    execute("DELETE FROM indicators_observation")
    assert tallies()["first"] == (0, 0)


def in_public() -> set[tuple[str, str]]:
    """Which public programs report which indicators, as the counts have it."""
    rows = ReportedIndicator.objects.filter(figures__gt=0, public=1)
    return set(rows.values_list("program__slug", "indicator__code"))


def test_what_a_program_reports_is_public_while_the_program_is(two):
    draft = records.program("draft", measures=0, publication="draft")
    for program in (*two, draft):
        records.observation(program)
    assert in_public() == {("first", "revenue"), ("second", "revenue")}
    draft.publication, two[0].publication = "published", "withdrawn"
    draft.save()
    two[0].save()
    assert in_public() == {("second", "revenue"), ("draft", "revenue")}
    records.observation(draft, records.indicator("other"))
    records.observation(two[0], records.indicator("other"))
    assert in_public() == {("second", "revenue"), ("draft", "revenue"), ("draft", "other")}
    execute("UPDATE programs_program SET publication = 'published'")
    assert in_public() == {(slug, code) for slug in ("first", "draft") for code in ("revenue", "other")} | {
        ("second", "revenue")
    }
    execute("DELETE FROM indicators_observation WHERE indicator_id = %s", records.indicator("other").pk)
    assert in_public() == {(slug, "revenue") for slug in ("first", "second", "draft")}


def test_an_indicator_says_how_many_public_programs_report_it(two):
    records.observation(two[0])
    records.observation(two[1])
    records.observation(records.program("draft", measures=0, publication="draft"))
    (counted,) = reported_by(Indicator.objects.filter(code="revenue"))
    assert counted.program_count == 2
    assert figure_count("revenue") == figures_of(counted).count() == 2


def test_what_is_rolled_back_was_never_counted(two):
    with transaction.atomic():
        records.observation(two[0])
        assert tallies()["first"] == (0, 1)
        transaction.set_rollback(True)
    assert tallies()["first"] == (0, 0)


def test_a_program_goes_with_its_parts_and_the_others_stay(two):
    for program in two:
        records.measure(program)
        records.observation(program)
    two[0].delete()
    assert tallies() == {"second": (1, 1)}
    assert public_contents().figures == 1


def test_the_first_page_counts_public_programs_only(two, client):
    for program in two:
        records.measure(program)
        records.observation(program)
    Program.objects.filter(slug="second").update(publication="withdrawn")
    contents = public_contents()
    assert (contents.programs, contents.measures, contents.figures) == (1, 1, 1)


def test_a_chain_counts_its_public_programs(two):
    ceramics, toys = two[0].chain, records.chain("toys", name="玩具")
    assert dict(chains_to_list().values_list("pk", "program_count")) == {ceramics.pk: 2, toys.pk: 0}
    Program.objects.filter(slug="second").update(chain=toys)
    assert dict(chains_to_list().values_list("pk", "program_count")) == {ceramics.pk: 1, toys.pk: 1}
    Program.objects.filter(slug="first").update(publication="draft")
    assert dict(chains_to_list().values_list("pk", "program_count")) == {ceramics.pk: 0, toys.pk: 1}
    execute("DELETE FROM programs_program WHERE slug = 'second'")
    assert dict(chains_to_list().values_list("pk", "program_count")) == {ceramics.pk: 0, toys.pk: 0}
    assert public_contents().programs == 0


def test_documents_are_counted_as_they_become_public(client):
    assert source_count() == 0
    first, _draft = records.source(), records.source("draft", publication="draft")
    assert source_count() == 1
    SourceDocument.objects.update(publication="published")
    assert source_count() == client.get("/api/v1/sources").json()["count"] == 2
    assert client.get("/en/sources/").content.count(b"issuer not named") == 2
    first.region = records.region()
    first.save()
    assert source_count() == 2
    assert dict(SourceTally.objects.values_list("kept_by", "documents")) == {0: 1, first.region.pk: 1}
    SourceDocument.objects.filter(slug="draft").update(publication="withdrawn")
    assert source_count() == 1
    first.delete()
    assert source_count() == 0


def test_where_the_triggers_were_lost_all_is_counted_anew(two):
    measures = Tally("programs_measure", "programs_programtally", ("program_id",), "measures")
    take_away(measures)
    records.measure(two[0])
    assert tallies()["first"] == (0, 0)
    keep(connection, [measures])
    assert tallies()["first"] == (1, 0)
    records.measure(two[0], "another")
    assert tallies()["first"] == (2, 0)
    Measure.objects.all().delete()
    assert tallies()["first"] == (0, 0)


def take_away(kept: Kept) -> None:
    with connection.cursor() as cursor:
        placed = [name for name in triggers_in(cursor) if name.startswith(f"{kept.name}_")]
    for name in placed:
        on_postgresql = connection.vendor == "postgresql"
        execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE" if on_postgresql else f"DROP TRIGGER {name}")


def test_where_the_triggers_of_a_mark_were_lost_it_is_set_anew(two):
    mark = Repeated("programs_programtally", "indicators_reportedindicator", ("program_id",), "public")
    take_away(mark)
    records.observation(two[0])
    assert in_public() == set()
    keep(connection, [mark])
    assert in_public() == {("first", "revenue")}
    Program.objects.update(publication="withdrawn")
    assert in_public() == set()


def test_triggers_of_a_former_name_give_way(two):
    measures = Tally("programs_measure", "programs_programtally", ("program_id",), "measures")
    former = f"{measures.former_name}_insert"
    take_away(measures)
    if connection.vendor == "postgresql":
        execute(f"CREATE FUNCTION {former}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'former'; END $$")
        execute(f"CREATE TRIGGER {former} AFTER INSERT ON programs_measure EXECUTE FUNCTION {former}()")
    else:
        execute(f"CREATE TRIGGER {former} AFTER INSERT ON programs_measure BEGIN SELECT RAISE(FAIL, 'former'); END")
    keep(connection, [measures])
    records.measure(two[0])
    assert tallies()["first"] == (1, 0)


@pytest.fixture
def tree() -> dict[str, Region]:
    """Two provinces; in the first a city, in it a county."""
    made = {code: records.region(code, name=code) for code in ("360000", "440000")}
    made["360900"] = records.region("360900", name="宜春市", level="prefecture", parent=made["360000"])
    made["360982"] = records.region("360982", name="樟树市", level="county", parent=made["360900"])
    return made


def test_a_program_counts_in_its_region_and_above(tree):
    row = records.program("county", region=tree["360982"], measures=0)
    records.program("city", region=tree["360900"], measures=0)
    records.program("draft", region=tree["440000"], measures=0, publication="draft")
    assert places() == {"360000": 2, "360900": 2, "360982": 1}
    row.region = tree["440000"]
    row.save()
    assert places() == {"360000": 1, "360900": 1, "440000": 1}
    Program.objects.update(publication="published")
    assert places() == {"360000": 1, "360900": 1, "440000": 2}
    execute("DELETE FROM programs_program WHERE slug = 'city'")
    assert places() == {"440000": 2}


def test_programs_go_with_a_region_that_moves(tree):
    records.program("county", region=tree["360982"], measures=0)
    tree["360900"].parent = tree["440000"]
    tree["360900"].save()
    assert places() == {"440000": 1, "360900": 1, "360982": 1}
    tree["360982"].name = "樟树"
    tree["360982"].save()
    assert places() == {"440000": 1, "360900": 1, "360982": 1}


def test_regions_say_how_many_programs_are_in_them_and_below(tree):
    records.program("county", region=tree["360982"], measures=0)
    assert [(row.region.code, row.program_count) for row in region_tree()] == [
        *(("360000", 1), ("360900", 1), ("360982", 1), ("440000", 0)),
    ]
    assert [row.region.code for row in regions_to_choose(None)] == ["360000", "360900", "360982"]
    assert [row.region.code for row in regions_to_choose(tree["360900"], most=1)] == ["360000", "360900", "360982"]
