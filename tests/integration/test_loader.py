"""load_seeds: idempotent, all or nothing, and never over an editor's change."""

from __future__ import annotations

import io
import shutil

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Indicator, Observation, ReportedChange
from programs.models import Citation, IndustryClass, Measure, Program, Region, SourceNote
from seeds.files import FACTS

COUNTED = [Region, IndustryClass, Program, Measure, SourceNote, Citation, Indicator, Observation, ReportedChange]


def load(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("load_seeds", *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FACTS, tmp_path / "facts")


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_second_load_changes_nothing(portal):
    counts = [model._default_manager.count() for model in COUNTED]
    stamps = list(Observation.objects.order_by("pk").values_list("pk", "updated_at"))
    assert "created" not in load()
    assert "updated" not in load()
    assert counts == [model._default_manager.count() for model in COUNTED]
    assert stamps == list(Observation.objects.order_by("pk").values_list("pk", "updated_at"))


def test_all_five_programs_are_public(portal):
    assert set(Program.objects.live().values_list("region__code", flat=True)) == {
        *("440000", "350000", "360000", "360200", "360982")
    }


def test_zhangshu_answers_to_its_former_code(portal):
    assert Region.objects.get(former_codes__code="362203").code == "360982"


def test_figures_keep_sign_and_multiplier(portal):
    revenue = Observation.objects.get(program__region__code="360200", value=860)
    assert (revenue.comparator, revenue.unit_mult, revenue.indicator.unit) == ("gt", 8, "cny")
    assert not revenue.period.is_dated


def test_a_repeated_fact_is_one_figure_with_two_citations(portal):
    firms = Observation.objects.get(program__region__code="360982", value=30, breakdown=None, comparator="eq")
    assert {citation.paragraph for citation in firms.all_citations} == {5, 9}


def test_a_corrected_file_updates_the_row(portal, folder):
    edit(folder, "programs/zhangshu-metal-furniture.yaml", '"352.6"', '"352.7"')
    assert "1 updated" in load(folder=folder)
    assert Observation.objects.filter(value="352.7").exists()


def test_an_editors_change_is_left_alone(portal, folder):
    row = Observation.objects.get(value="352.6")
    row.value = row.value + 1
    row.save()
    edit(folder, "programs/zhangshu-metal-furniture.yaml", '"352.6"', '"352.7"')
    assert "changed in the admin" in load(folder=folder)
    row.refresh_from_db()
    assert f"{row.value:.1f}" == "353.6"
    load("--force", folder=folder)
    row.refresh_from_db()
    assert f"{row.value:.1f}" == "352.7"


def test_an_editors_deletion_is_left_alone(portal):
    Observation.objects.get(value="352.6").delete()
    assert "deleted in the admin" in load()
    assert not Observation.objects.filter(value="352.6").exists()


def test_an_editors_withdrawal_is_left_alone(portal):
    Program.objects.filter(slug="zhangshu-metal-furniture").update(publication="withdrawn")
    load()
    assert Program.objects.get(slug="zhangshu-metal-furniture").publication == "withdrawn"


def test_check_writes_nothing(db):
    assert "nothing written" in load("--check")
    assert not Program.objects.exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("programs/zhangshu-metal-furniture.yaml", 'value: "352.6"', 'value: "about 350"', "value"),
        ("programs/zhangshu-metal-furniture.yaml", "region: ", "region: 9", "region"),
        ("programs/zhangshu-metal-furniture.yaml", "indicator: main-business-revenue", "indicator: nothing", "nothing"),
        ("indicators.yaml", "value_kind: money", "value_kind: coins", "value_kind"),
        ("regions.yaml", "level: province", "level: kingdom", "level"),
    ],
)
def test_a_fault_names_file_record_and_field_and_writes_nothing(db, folder, name, old, new, said):
    edit(folder, name, old, new)
    out = io.StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load_seeds", folder=folder, stderr=out)
    assert name in out.getvalue()
    assert said in out.getvalue()
    assert not Region.objects.exists()


def test_a_value_that_the_model_refuses_names_its_record(db, folder):
    edit(folder, "programs/jingdezhen-ceramics.yaml", 'value: "98"', 'value: "9800"')
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_seeds", folder=folder, stderr=out)
    assert "jingdezhen-ceramics" in out.getvalue()
    assert not Program.objects.exists()
