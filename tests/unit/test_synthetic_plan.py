"""The plan of a synthetic country: pure, complete, with a believable spread."""

from __future__ import annotations

from collections import Counter
from statistics import median

import pytest

from programs.models.region import Level
from programs.models.source import PHRASE_LENGTH
from seeds.divisions import read_divisions
from seeds.synthetic.places import Site, TooManyError, sites
from seeds.synthetic.plan import ProgramPlan
from seeds.synthetic.program import program_plan
from seeds.synthetic.words import words


def country(seed: int = 7, programs: int = 10_000, figures: int = 1_000_000) -> list[Site]:
    return sites(seed, programs, figures, read_divisions(), len(words().chains))


def plan(seed: int = 7, number: int = 0) -> ProgramPlan:
    return program_plan(seed, country(seed, 50, 5_000)[number], words())


def test_figures_add_up_with_a_tail_of_large_programs():
    sizes = [site.figures for site in country()]
    assert sum(sizes) == 1_000_000
    assert 70 < median(sizes) < 110
    assert 250 < max(sizes) <= 400
    assert min(sizes) >= 1


def test_programs_cover_every_division_and_no_region_has_two_on_one_chain():
    made = country()
    assert len({(site.region.code, site.chain) for site in made}) == 10_000
    assert {site.region.code for site in made if site.region.level is Level.COUNTY} == {
        division.code for division in read_divisions() if division.level is Level.COUNTY
    }
    assert {site.region.level for site in made} == set(Level)
    assert len({site.chain for site in made}) == 60


def test_the_same_seed_plans_the_same_whatever_was_planned_before():
    assert plan(number=1) == plan(number=1)
    first = plan(number=0)
    plan(number=2)
    assert plan(number=0) == first
    assert plan(seed=8) != first


def test_a_plan_holds_as_many_figures_as_its_site_and_cites_each():
    for site in country(7, 20, 2_000):
        made = program_plan(7, site, words())
        assert len(made.figures) == site.figures
        assert len(made.places) == len(set(made.places))
        assert all(0 < len(phrase) <= PHRASE_LENGTH and paragraph > 0 for _, paragraph, phrase in made.places)
        slots = Counter(
            (f.indicator, f.breakdown, f.time.role, f.time.start, f.time.end, f.time.stage) for f in made.figures
        )
        assert max(slots.values()) == 1


def test_more_programs_than_there_are_places_is_an_error():
    with pytest.raises(TooManyError):
        country(programs=200_000, figures=200_000)
