"""verify_evidence over the database: what the portal shows is what the article says, also for records made by hand."""

from __future__ import annotations

import hashlib
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from indicators.claims import observation_claim
from indicators.models import Observation
from programs.models import EvidenceCheck
from seeds.management.commands import verify_evidence
from tests import records

ARTICLE = "一、简介\n2021年,全市陶瓷产业营收突破860亿元,合格率由96%提升至98%。\n"


@pytest.fixture
def articles(tmp_path, monkeypatch):
    """One article, and a portal whose figures were typed by hand: no seed files."""
    monkeypatch.setattr(verify_evidence, "claims_from_seeds", lambda _seeds: [])
    (tmp_path / "report.txt").write_text(ARTICLE, "utf-8")
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    document = records.source("hand", file_name="report.txt", sha256=digest)
    program = records.program(citation=records.citation("全市陶瓷产业营收", 2, document), measures=0)
    revenue = records.citation("营收突破860亿元", 2, document)
    records.observation(program, value="860", comparator="gt", citation=revenue, **records.year(2021))
    return tmp_path


def verify(folder) -> str:
    out = io.StringIO()
    call_command("verify_evidence", articles=folder, stdout=out)
    return out.getvalue()


def test_a_true_record_holds(db, articles):
    assert "all hold" in verify(articles)


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", Decimal(861)), ("comparator", "eq"), ("unit_mult", 4), ("period_end", "2022-12-31")],
)
def test_a_changed_record_is_named(db, articles, field, value):
    Observation.objects.update(**{field: value})
    with pytest.raises(CommandError, match="row/jingdezhen/observation/revenue"):
        verify(articles)


def test_a_draft_is_not_yet_checked(db, articles):
    Observation.objects.update(value=861, publication="draft")
    assert "all hold" in verify(articles)


def test_a_changed_article_is_named(db, articles):
    (articles / "report.txt").write_text(ARTICLE + "更正。\n", "utf-8")
    with pytest.raises(CommandError, match="source/hand"):
        verify(articles)


def test_recorded_checks_hold_only_while_the_record_stands(db, articles, client, monkeypatch):
    monkeypatch.setattr(verify_evidence, "write_checks", lambda *_arguments: None)
    address = "/en/programs/jingdezhen/"
    Observation.objects.update(is_key=True)
    assert "Not yet checked" in client.get(address).content.decode()
    call_command("verify_evidence", articles=articles, record=True, stdout=io.StringIO())
    assert "Found in the source" in client.get(address).content.decode()
    Observation.objects.update(value=861)
    assert "Not yet checked" in client.get(address).content.decode()


def test_a_faulty_record_is_not_kept_as_checked(db, articles, monkeypatch):
    monkeypatch.setattr(verify_evidence, "write_checks", lambda *_arguments: None)
    Observation.objects.update(value=861)
    with pytest.raises(CommandError):
        call_command("verify_evidence", articles=articles, record=True, stdout=io.StringIO())
    kept = set(EvidenceCheck.objects.values_list("digest", flat=True))
    assert observation_claim(Observation.objects.for_series().get()).digest not in kept
    assert kept
