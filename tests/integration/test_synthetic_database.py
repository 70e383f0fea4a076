"""What a synthetic country leaves of the database itself: indexes, triggers, constraints as they were; true counts."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Observation, ReportedIndicator
from programs.models import (
    ChainTally,
    Measure,
    Program,
    ProgramTally,
    Region,
    RegionTally,
    SourceDocument,
    SourceTally,
)
from programs.rules.pinyin import stored_forms
from qualityportal.caching.version import data_version
from seeds.synthetic import writing
from tests import records

SIZE = {"programs": 6, "observations": 120, "seed": 7}
ON_POSTGRESQL = connection.vendor == "postgresql"


def synthesize(**options: Any) -> None:
    call_command("synthesize", stdout=StringIO(), stderr=StringIO(), **(SIZE | options))


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(cursor.fetchall(), key=repr)


def structure() -> dict[str, list[tuple[Any, ...]]]:
    """All that the database says of its indexes, triggers and constraints."""
    if not ON_POSTGRESQL:
        return {"all": rows("SELECT type, name, tbl_name, sql FROM sqlite_master")}
    return {
        "indexes": rows(
            "SELECT tablename, indexname, tablespace, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        ),
        "statistics": rows("SELECT attrelid::regclass::text, attnum, attstattarget FROM pg_attribute WHERE attnum > 0"),
        "triggers": rows(
            "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE NOT tgisinternal"
        ),
        "checks of references": rows(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE tgisinternal"
        ),
        "constraints": rows(
            "SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint"
        ),
    }


def planned_for() -> int:
    """How many programs the database's planner believes there are."""
    if ON_POSTGRESQL:
        ((count,),) = rows("SELECT reltuples::int FROM pg_class WHERE relname = 'programs_program'")
        return int(count)
    counts = {int(stat.split()[0]) for (stat,) in rows("SELECT stat FROM sqlite_stat1 WHERE tbl = 'programs_program'")}
    assert len(counts) == 1
    return counts.pop()


def counted() -> dict[str, dict[Any, int]]:
    """What the tallies should say, one by one from the records."""
    live = Program.objects.filter(publication="published")
    figures = Observation.objects.filter(publication="published")
    above = (code for path in live.values_list("region__path", flat=True) for code in path.strip("/").split("/"))
    return {
        "public": Counter(live.values_list("pk", flat=True)),
        "figures": Counter(figures.values_list("program", flat=True)),
        "measures": Counter(Measure.objects.filter(publication="published").values_list("program", flat=True)),
        "reported": Counter(figures.values_list("program", "indicator")),
        "regions": Counter(above),
        "chains": Counter(live.values_list("chain", flat=True)),
        "documents": Counter(key or 0 for key in SourceDocument.objects.live().values_list("region", flat=True)),
    }


def kept() -> dict[str, dict[Any, int]]:
    tallies = ProgramTally.objects.values_list
    found = {column: dict(tallies("program", column)) for column in ("public", "figures", "measures")}
    reported = ReportedIndicator.objects.values_list("program", "indicator", "figures")
    found["reported"] = {(program, indicator): figures for program, indicator, figures in reported}
    found["regions"] = dict(RegionTally.objects.values_list("region__code", "programs"))
    found["chains"] = dict(ChainTally.objects.values_list("chain", "programs"))
    found["documents"] = dict(SourceTally.objects.values_list("kept_by", "documents"))
    return {name: {key: count for key, count in tally.items() if count} for name, tally in found.items()}


def assert_is_found() -> None:
    """Old and new texts, through the index and one by one, which agree."""
    for model in (Program, Measure, Region, SourceDocument):
        for column, words in (("search_text", ["合成", "樟树", "质量"]), ("search_pinyin", stored_forms("zhangshu"))):
            for word in words:
                asked = model._default_manager.filter(**{f"{column}__holds": word})
                read = model._default_manager.filter(**{f"{column}__has": word})
                assert set(asked) == set(read), (model, word)
    assert Program.objects.filter(search_text__holds="合成").exists()
    assert Program.objects.filter(search_text__holds="樟树").exclude(slug__startswith="synthetic-").exists()


@pytest.mark.parametrize("beside", [False, True])
def test_the_database_is_built_as_before_and_all_that_it_keeps_is_true(portal, beside):
    if beside:
        records.program("by-hand")
    before, version = structure(), data_version()
    synthesize(beside_real_data=beside)
    assert structure() == before
    assert kept() == counted()
    assert planned_for() == Program.objects.count()
    assert data_version() != version
    assert_is_found()
    assert not Observation.objects.exclude(pk__in=Observation.history.values("id")).exists()
    synthesize(remove=True)
    assert structure() == before
    assert kept() == counted()


def test_a_failure_leaves_the_database_as_it_was(portal, monkeypatch):
    def fails(*_given: Any) -> None:
        raise OSError("no space left on the disk")

    before, tallies, programs = structure(), kept(), Program.objects.count()
    monkeypatch.setattr(writing, "write_versions", fails)
    with pytest.raises(OSError, match="no space"):
        synthesize()
    assert (structure(), kept(), Program.objects.count()) == (before, tallies, programs)


def test_readers_are_kept_out_of_postgresql_and_only_where_nobody_works_in_it(portal):
    assert ("DROP INDEX" in asked_of_the_database()) is ON_POSTGRESQL
    synthesize(remove=True)
    records.program("by-hand")
    assert "DROP INDEX" not in asked_of_the_database(beside_real_data=True)


def asked_of_the_database(**options: Any) -> str:
    with CaptureQueriesContext(connection) as queries:
        synthesize(**options)
    return "\n".join(query["sql"] for query in queries)


if ON_POSTGRESQL:

    def test_the_planner_knows_the_new_sizes_and_an_index_that_an_administrator_has_marked_stays(portal):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the rows of this very transaction still wait for it
            cursor.execute("CREATE INDEX by_hand ON indicators_observation (value) WITH (fillfactor = 70)")
            cursor.execute("ALTER TABLE indicators_observation CLUSTER ON observation_by_indicator")
            cursor.execute("COMMENT ON INDEX by_hand IS 'for the yearly report'")
        marked = (
            "SELECT indexrelid, indisclustered FROM pg_index WHERE indisclustered OR indexrelid = 'by_hand'::regclass"
        )
        before = rows(marked)
        synthesize()
        assert rows(marked) == before
        assert rows("SELECT reltuples::int FROM pg_class WHERE relname = 'indicators_observation'") == [
            (Observation.objects.count(),)
        ]
