"""The seed files are complete and keep the portal's rules of honesty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators.rules.series import Status, ValueKind
from programs.models.source import PHRASE_LENGTH
from seeds.evidence.checks import check_claims
from seeds.evidence.from_seeds import claims_from_seeds
from seeds.files import FACTS, SeedError, read_seeds
from seeds.records import CitedRecord

ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SEEDS = read_seeds()


def cited_records() -> list[CitedRecord]:
    return [
        record
        for program in SEEDS.programs
        for record in (
            *(program, *program.measures, *program.observations),
            *(*program.reported_changes, *program.source_notes),
        )
    ]


def test_every_fact_is_carried_or_left_out_with_a_reason():
    carried = {fact for record in cited_records() for fact in record.facts}
    left_out = {row.fact for row in SEEDS.left_out}
    assert carried | left_out == {f"F{number:03}" for number in range(1, 86)}
    assert carried & left_out == set()


def test_the_five_programs_are_there():
    assert {program.slug: (program.region, program.chain) for program in SEEDS.programs} == {
        "fujian-household-ceramics": ("350000", "ceramics"),
        "guangdong-key-chains": ("440000", "ceramics"),
        "jiangxi-quality-chains": ("360000", "ceramics"),
        "jingdezhen-ceramics": ("360200", "ceramics"),
        "zhangshu-metal-furniture": ("360982", "metal-furniture"),
    }
    assert {path.stem for path in (FACTS / "programs").iterdir()} == {program.slug for program in SEEDS.programs}


def test_phrases_are_short_and_in_one_line():
    for record in cited_records():
        for citation in record.citations:
            assert len(citation.phrase) <= PHRASE_LENGTH
            assert citation.phrase.split("\n") == [citation.phrase.strip()]


def test_regions_and_classes_have_all_their_parents():
    regions = {region.code: region for region in SEEDS.regions}
    for region in SEEDS.regions:
        assert (region.parent is None) == (region.level == "province")
        assert region.parent is None or region.parent in regions
    assert [former.code for former in regions["360982"].former_codes] == ["362203"]
    classes = {row.code for row in SEEDS.industry_classes}
    assert {row.parent for row in SEEDS.industry_classes if row.parent} <= classes


def test_a_unit_code_means_one_counter():
    names: dict[str, set[tuple[str, ValueKind]]] = {}
    for indicator in SEEDS.indicators:
        names.setdefault(indicator.unit, set()).add((indicator.unit_name, indicator.value_kind))
    assert [unit for unit, found in names.items() if len(found) > 1] == []


def test_every_indicator_and_breakdown_is_used():
    figures = [figure for program in SEEDS.programs for figure in program.observations]
    assert {indicator.code for indicator in SEEDS.indicators} == {figure.indicator for figure in figures}
    assert {row.code for row in SEEDS.breakdowns} == {figure.breakdown for figure in figures if figure.breakdown}


def test_an_inferred_year_says_what_it_was_read_from_in_both_languages():
    inferred = [
        figure.period
        for program in SEEDS.programs
        for figure in program.observations
        if figure.period and figure.period.inferred_from
    ]
    assert inferred
    for period in inferred:
        assert "2023" in period.inferred_from
        assert "2023" in period.inferred_from_en


def test_plans_and_notices_are_marked():
    figures = {figure.id: figure for program in SEEDS.programs for figure in program.observations}
    assert figures["testing-items-planned"].status is Status.PLANNED
    assert figures["provincial-award-organization"].status is Status.PROVISIONAL
    assert not figures["testing-items-planned"].key


def test_every_text_has_its_english():
    pairs = ("name", "scope", "goal", "summary", "title", "detail", "text", "note", "lead_agency", "definition")
    records = [*cited_records(), *SEEDS.indicators, *SEEDS.chains, *SEEDS.regions, *SEEDS.sources]
    for record in records:
        for field in pairs:
            if hasattr(record, f"{field}_en"):
                assert bool(getattr(record, field)) == bool(getattr(record, f"{field}_en")), (record, field)


def test_our_chinese_texts_use_chinese_punctuation():
    records = [*cited_records(), *SEEDS.indicators, *SEEDS.chains, *SEEDS.sources, *SEEDS.industry_classes]
    for record in records:
        for field, text in record:
            if isinstance(text, str) and not field.endswith("_en"):
                assert not re.search(r"[\u4e00-\u9fff] ?[,;:?!(]", text), (field, text)


def test_faults_are_named(tmp_path):
    with pytest.raises(SeedError, match=r"regions\.yaml: the file is missing"):
        read_seeds(tmp_path)


@pytest.mark.skipif(not ARTICLES.is_dir(), reason=f"the articles are not at {ARTICLES}")
def test_the_seeds_hold_against_the_articles():
    assert [finding for finding in check_claims(claims_from_seeds(SEEDS), ARTICLES) if not finding.ok] == []


def test_every_record_was_checked_as_it_stands():
    """A fact that is changed without running `verify_evidence --record` again is found here."""
    checked = {check.digest for check in SEEDS.evidence_checks}
    assert [claim.key for claim in claims_from_seeds(SEEDS) if claim.digest not in checked] == []
