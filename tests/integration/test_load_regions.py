"""All divisions of China as regions, and where a synthetic country is not made."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programs.models import FormerRegionCode, Program, Region
from seeds.divisions import load_regions, read_divisions
from tests import records


def test_regions_are_the_whole_list_with_parents_by_the_list_and_not_by_the_digits(portal):
    call_command("load_regions", stdout=StringIO())
    assert Region.objects.count() == len(read_divisions()) == 3212
    paths = dict(Region.objects.values_list("code", "path"))
    assert paths["429004"] == "420000/429004/"  # Xiantao, a county directly under its province
    assert paths["469021"] == "460000/469021/"
    assert paths["659012"] == "650000/659012/"
    assert paths["110101"] == "110000/110101/"  # no city between a municipality and its districts
    assert paths["441900"] == "440000/441900/"  # Dongguan, a city without counties
    assert paths["360982"] == "360000/360900/360982/"
    for region in Region.objects.filter(code__startswith="46").select_related("parent"):
        region.full_clean()
    assert load_regions(read_divisions()) == []


def test_a_region_that_is_there_stays_as_it_is_and_so_does_one_with_a_new_code(db):
    hainan = records.region("460000", name="海南", name_en="Hainan", level="province")
    sanya = records.region("469902", name="三亚市", name_en="Sanya", level="prefecture", parent=hainan)
    FormerRegionCode.objects.create(region=sanya, code="460200")
    divisions = [division for division in read_divisions() if division.code.startswith("460")]
    load_regions(divisions)
    assert Region.objects.get(code="460000").name == "海南"
    assert not Region.objects.filter(code="460200").exists()
    assert Region.objects.get(code="460202").path == "460000/469902/460202/"  # a district of Sanya


def test_a_country_is_not_mixed_with_the_work_of_editors_by_accident(portal):
    records.program("our-own")
    with pytest.raises(CommandError, match="--beside-real-data"):
        call_command("synthesize", programs=1, observations=1)
    assert not Program.objects.filter(slug__startswith="synthetic-").exists()


@pytest.mark.parametrize(
    ("programs", "observations", "advice"),
    [(0, 10, "at least one"), (10, 5, "at least one"), (500_000, 500_000, "Fewer")],
)
def test_impossible_sizes_are_refused(db, programs, observations, advice):
    with pytest.raises(CommandError, match=advice):
        call_command("synthesize", programs=programs, observations=observations)
