"""The synthetic country: the same for the same seed on both engines, valid, marked on every page, removed whole.

One country serves all tests here; each changes it in a transaction of its own.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.change_cards import check_change
from indicators.claims import observation_claim
from indicators.models import Breakdown, Indicator, Observation, ReportedChange
from indicators.public_values import public_history
from indicators.reading.stated import stated_numbers
from indicators.rules.changes import Verdict
from programs.models import Citation, IndustryChain, Measure, Program, Region, Revision, SourceDocument, SourceNote
from programs.models.searchable import Searchable, search_columns
from qualityportal.models import DataVersion
from qualityportal.roles import EDITOR
from seeds.evidence.checks import _faults
from seeds.models import SyntheticSet
from tests import records
from tests.conftest import fill

MODELS: list[Any] = [IndustryChain, Indicator, Breakdown, SourceDocument, Citation, Program, Measure, SourceNote]
MODELS += [Observation, ReportedChange]
COUNTRY = {"programs": 30, "observations": 600, "seed": 7}
# Of what the figures, changes and measures of that country say; the same on every engine and machine.
DIGEST = "c470fb8847b70b82"
BANNER = 'id="synthetic"'
OURS = {"program__slug__startswith": "synthetic-"}


def synthesize(**options: Any) -> str:
    out = StringIO()
    call_command("synthesize", stdout=out, **(COUNTRY | options))
    return out.getvalue()


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The seeds with a synthetic country beside them; gives all rows that were there before."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        records.person("li", EDITOR, Region.objects.get(code="360000"))
        before = everything()
        synthesize()
        yield before
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("country", "db")


def everything() -> dict[str, Any]:
    """All rows of all tables, but for the moment of the last change."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and m is not DataVersion]
    return {model._meta.label: sorted(model._base_manager.order_by().values_list(), key=repr) for model in models}


def digest() -> str:
    names = ("program__slug", "indicator__code", "breakdown__code", "citation__phrase")
    figures = Observation.objects.filter(**OURS).values_list(
        *(*names, "comparator", "value", "decimals", "unit_mult", "period_start", "period_end", "stage_order"),
        *("role", "obs_status", "publication", "created_at", "reviewed_at"),
    )
    changes = ReportedChange.objects.filter(**OURS).values_list(
        *(*names, "kind", "value", "decimals", "from_observation__citation__phrase"),
    )
    measures = Measure.objects.filter(**OURS).values_list(
        *("program__slug", "title", "title_en", "state", "start_year", "citation__document__title", "search_pinyin"),
    )
    lines = [repr([_plain(value) for value in row]) for rows in (figures, changes, measures) for row in rows]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def _plain(value: Any) -> str:
    return f"{value:.4f}" if hasattr(value, "quantize") else str(value)


def test_the_same_seed_gives_the_same_records_on_both_engines():
    assert Program.objects.filter(slug__startswith="synthetic-").count() == 30
    assert Observation.objects.filter(**OURS).count() == 600
    assert digest() == DIGEST


@pytest.mark.parametrize("model", MODELS)
def test_what_is_made_passes_every_rule_of_the_admin(model):
    for row in model._default_manager.order_by("-pk")[:20]:
        row.full_clean()
        if isinstance(row, Searchable):
            assert (row.search_text, row.search_pinyin) == search_columns(row, row.SEARCHED)


def test_it_holds_all_that_a_country_holds():
    made = Observation.objects.filter(**OURS)
    assert {"eq", "gt", "ge", "ap"} <= set(made.values_list("comparator", flat=True))
    assert {"reported", "planned", "provisional"} <= set(made.values_list("obs_status", flat=True))
    assert {"published", "draft", "in-review", "withdrawn"} <= set(made.values_list("publication", flat=True))
    assert made.filter(stage_order=1).count() == made.filter(stage_order=2).count() > 0
    for part in ("breakdown", "other_citations", "source_notes"):
        assert made.filter(**{f"{part}__isnull": False}).exists(), part
    assert made.filter(period_inferred=True).exists()
    assert Revision.objects.filter(state="in-review", record_id__in=made.values("pk")).exists()
    assert set(Program.objects.values_list("region__level", flat=True)) == {"province", "prefecture", "county"}


def test_a_phrase_states_the_figure_as_it_is_stored():
    for row in Observation.objects.live().for_series().filter(**OURS):
        figure = observation_claim(row).figure
        assert row.citation
        assert figure
        phrase = row.citation.phrase
        assert any(not _faults(figure, number, phrase) for number in stated_numbers(phrase)), (row, phrase)


def test_reported_changes_mostly_agree_with_the_figures_and_conflicts_carry_a_note():
    changes = list(ReportedChange.objects.filter(**OURS).for_page())
    conflicts = [change for change in changes if check_change(change).verdict is Verdict.DIFFERS]
    assert 0 < len(conflicts) < len(changes) / 3
    assert all(change.source_notes.exists() for change in conflicts)


def test_a_corrected_figure_tells_what_it_said_before():
    made = Observation.history.filter(history_type="+").values("id")
    version = Observation.history.filter(history_type="~", publication="published", id__in=made).first()
    row = Observation.objects.for_series().get(pk=version.id)
    history = public_history(row)
    assert history.complete
    assert len(history.values) == 2
    assert history.values[1].until == history.values[0].since == row.reviewed_at
    assert row.history.as_of(row.created_at).value != row.value


def test_a_past_day_shows_what_was_known_of_it(client):
    """Figures were recorded over years, each on a page of a day between."""
    added = Region.objects.exclude(code__in=["360000", "440000", "350000", "360200", "360982"])
    rows = Observation.objects.live().filter(**OURS, program__region__in=added).order_by("created_at")
    row = rows.select_related("program", "indicator")[0]
    assert row.created_at.year < 2020
    day = f"?as_of={row.created_at.date() + timedelta(days=1)}"
    for path in (row.get_absolute_url(), row.program.get_absolute_url(), row.indicator.get_absolute_url()):
        assert str(row.stated_value) in client.get(path + day).content.decode(), path


def test_every_page_says_that_it_is_synthetic(client):
    programs = Program.objects.live().filter(slug__startswith="synthetic-").alias(size=Count("observations"))
    program = programs.order_by("size", "pk")[0]
    figure = Observation.objects.live().filter(program=program)[0]
    pages = [*map(reverse, ("home", "programs", "regions", "chains", "indicators", "sources", "about", "search"))]
    pages += [program.get_absolute_url(), figure.get_absolute_url(), figure.indicator.get_absolute_url()]
    pages += [program.region.get_absolute_url(), program.chain.get_absolute_url()]
    assert figure.citation
    pages += [figure.citation.document.get_absolute_url(), "/en/programs/", reverse("admin:login")]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert BANNER in answer.content.decode(), page
    missing = client.get("/nowhere/")
    assert (missing.status_code, BANNER in missing.content.decode()) == (404, True)


def test_keys_go_on_after_it():
    last = Observation.objects.order_by("-pk")[0]
    made = records.observation(Program.objects.get(slug="zhangshu-metal-furniture"))
    assert made.pk > last.pk


def test_removal_leaves_everything_else_as_it_was(client, country):
    assert everything() != country
    synthesize(remove=True)
    after = everything()
    assert [label for label in country if after[label] != country[label]] == []
    assert BANNER not in client.get("/about/").content.decode()
    with pytest.raises(CommandError, match="no synthetic country"):
        synthesize(remove=True)


def test_removal_takes_what_editors_added_to_it_and_leaves_regions_in_use():
    program = Program.objects.filter(slug__startswith="synthetic-").order_by("pk")[0]
    records.measure(program, "added-by-hand")
    records.person("wang", EDITOR, Region.objects.get(code="429004"))
    synthesize(remove=True)
    assert not Program.objects.filter(pk=program.pk).exists()
    assert not Measure.history.filter(slug="added-by-hand").exists()
    assert Region.objects.filter(code__in=["420000", "429004"]).count() == 2
    assert not Region.objects.filter(code="429005").exists()


def test_nothing_is_removed_while_a_real_record_rests_on_it():
    records.program("real-tea", chain=IndustryChain.objects.get(slug="synthetic-tea"), measures=0)
    before = everything()
    with pytest.raises(CommandError, match=r"real-tea.* uses a synthetic"):
        synthesize(remove=True)
    assert everything() == before


def test_a_second_country_is_refused_with_the_way_out():
    with pytest.raises(CommandError, match="--remove"):
        synthesize()
    assert SyntheticSet.objects.count() == 1


def test_a_page_asks_once_whether_there_is_synthetic_data(client):
    indicator = Observation.objects.live().filter(**OURS)[0].indicator
    with CaptureQueriesContext(connection) as queries:
        client.get(indicator.get_absolute_url())
    assert len([query for query in queries if "seeds_syntheticset" in query["sql"]]) == 1
