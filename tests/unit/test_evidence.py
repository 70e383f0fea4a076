"""What is recorded is held against small made-up articles: file, phrase, year, figure, reported change."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from indicators.rules.changes import Kind
from indicators.rules.claims import Change, Claim, Figure, Place, figure_of_change
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import ValueKind
from seeds.evidence.checks import check_claims
from seeds.evidence.from_seeds import claims_from_seeds
from seeds.files import read_seeds
from seeds.management.commands import verify_evidence

ARTICLE = """某县竹器产业
竹器收入由2018年的20.00亿元增长到2020年的50.0億(yì)元，增长率达150.0%。
全县逾3000家企业参加，制定17个标准，培训六项，送检12.5万件，1家企业获奖(公示中)。
合格率由90%提升至93%，次品下降2.5%，产值突破860亿元，3年实现翻番。
"""


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "bamboo.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def place(paragraph, phrase, text=ARTICLE):
    return Place("bamboo", "bamboo.txt", hashlib.sha256(text.encode()).hexdigest(), paragraph, phrase)


def quantity(value, comparator=Comparator.EQ, mult=0):
    return Quantity(Decimal(value), comparator, mult)


def claim(paragraph, phrase, value, *, comparator=Comparator.EQ, mult=0, unit="家", kind=ValueKind.COUNT, years=()):
    figure = Figure(quantity(value, comparator, mult), unit, kind)
    return Claim("program/bamboo/observation/x", (place(paragraph, phrase),), years, figure)


def bad(claims, folder):
    return [finding for finding in check_claims(claims, folder) if not finding.ok]


MONEY = {"unit": "元", "kind": ValueKind.MONEY, "mult": 8}
GT = {"comparator": Comparator.GT}


@pytest.mark.parametrize(
    "good",
    [
        claim(2, "由2018年的20.00亿元", "20.00", years=(2018,), **MONEY),
        claim(2, "增长到2020年的50.0亿元", "50.0", **MONEY),
        claim(3, "全县逾3000家企业", "3000", **GT),
        claim(3, "3000家企业", "3000", **GT),  # the sign stands before the phrase
        claim(3, "制定17个标准", "17", unit="项"),
        claim(3, "培训六项", "6", unit="项"),
        claim(3, "送检12.5万件", "12.5", mult=4, unit="件"),
        claim(3, "1家企业获奖（公示中）", "1"),
        claim(4, "合格率由90%", "90", unit="%", kind=ValueKind.PERCENT),
        claim(4, "次品下降2.5%", "-2.5", unit="%", kind=ValueKind.PERCENT),
    ],
    ids=lambda c: c.places[0].phrase,
)
def test_what_the_article_states_holds(good, articles):
    assert bad([good], articles) == []


@pytest.mark.parametrize(
    ("wrong", "checked", "words"),
    [
        (claim(2, "由2018年的20.00亿元", "20.01", **MONEY), "figure", "no such number"),
        (claim(2, "由2018年的20.00亿元", "20.0", **MONEY), "figure", "the record has 20.0"),
        (claim(2, "由2018年的20.00亿元", "20.00", unit="元", kind=ValueKind.MONEY, mult=4), "figure", "10^8"),
        (claim(2, "的20.00亿元", "20.00", years=(2019,), **MONEY), "year", "2019 is in none"),
        (claim(3, "3000家企业", "3000"), "figure", "its sign is gt"),
        (claim(3, "000家企业", "0"), "figure", "no such number"),
        (claim(3, "制定18个标准", "18"), "phrase", "not in paragraph 3 or in any other"),
        (claim(4, "制定17个标准", "17"), "phrase", "it stands in paragraph 3"),
        (claim(9, "制定17个标准", "17"), "phrase", "it stands in paragraph 3"),
        (claim(4, "合格率由90%", "90", unit="件"), "figure", "its counter is %"),
        (claim(4, "次品下降2.5%", "2.50", unit="%"), "figure", "the record has 2.50"),
        (claim(4, "提升至93%", "-93", unit="%"), "figure", "fell"),
        (claim(3, "制定17个标准", "17", unit="年"), "figure", "counter"),
    ],
    ids=lambda value: value.places[0].phrase if isinstance(value, Claim) else "",
)
def test_what_it_does_not_state_is_named(wrong, checked, words, articles):
    (finding,) = bad([wrong], articles)
    assert (finding.key, finding.document, finding.checked) == ("program/bamboo/observation/x", "bamboo", checked)
    assert words in finding.words


def test_a_changed_digit_in_the_article_is_found(articles):
    changed = ARTICLE.replace("20.00", "20.01")
    (articles / "bamboo.txt").write_text(changed, "utf-8")
    stated = claim(2, "由2018年的20.00亿元", "20.00", **MONEY)
    file, phrase = bad([stated], articles)
    assert (file.key, file.checked) == ("source/bamboo", "file")
    assert "SHA-256" in file.words
    assert (phrase.key, phrase.checked) == (stated.key, "phrase")


def test_a_missing_or_unreadable_file_is_told_once(tmp_path):
    claims = [claim(3, "制定17个标准", "17"), claim(3, "培训六项", "6", unit="项")]
    (missing,) = bad(claims, tmp_path)
    assert (missing.checked, missing.key) == ("file", "source/bamboo")
    (tmp_path / "bamboo.txt").write_bytes("竹器".encode("gb18030"))
    (unreadable,) = bad(claims, tmp_path)
    assert "UTF-8" in unreadable.words


def test_one_of_two_places_is_enough_for_the_figure(articles):
    twice = replace(claim(3, "制定17个标准", "17"), places=(place(2, "竹器收入"), place(3, "制定17个标准")))
    assert bad([twice], articles) == []


def change(kind, value, phrase, paragraph=2, base="20.00", target="50.0", comparator=Comparator.EQ):
    stated = Change(
        kind,
        quantity(value),
        quantity(base, mult=8) if base else None,
        quantity(target, comparator, 8) if target else None,
    )
    figure = figure_of_change(stated, "元", ValueKind.MONEY)
    return Claim("program/bamboo/change/x", (place(paragraph, phrase),), (), figure, stated)


def test_a_change_that_follows_from_the_figures(articles):
    findings = check_claims([change(Kind.PERCENT, "150.0", "增长率达150.0%")], articles)
    assert all(finding.ok for finding in findings)
    assert "(50.0 − 20.00) ÷ 20.00" in findings[-1].words


def test_a_change_that_does_not_follow_is_not_ok(articles):
    (finding,) = bad([change(Kind.PERCENT, "150.0", "增长率达150.0%", target="51.0")], articles)
    assert (finding.key, finding.checked) == ("program/bamboo/change/x", "change")
    assert "155.00" in finding.words


def test_a_change_without_base_or_from_a_bound_says_why_it_cannot_be_checked(articles):
    doubled = change(Kind.MULTIPLE, "2", "3年实现翻番", 4, base=None, target="860")
    bound = change(Kind.MULTIPLE, "2", "3年实现翻番", 4, base="400", target="860", comparator=Comparator.GT)
    for stated, words in ((doubled, "no figure to start from"), (bound, "only a bound")):
        finding = check_claims([stated], articles)[-1]
        assert (finding.checked, finding.ok) == ("change", True)
        assert words in finding.words


def test_the_growth_that_was_cut_is_compatible_and_says_so(tmp_path):
    text = "收入由148.92亿元增长到352.6亿元,增长率达136.7%"
    (tmp_path / "bamboo.txt").write_text(text, "utf-8")
    stated = change(Kind.PERCENT, "136.7", "增长率达136.7%", 1, "148.92", "352.6")
    finding = check_claims([replace(stated, places=(place(1, "增长率达136.7%", text),))], tmp_path)[-1]
    assert finding.ok
    assert "136.77" in finding.words
    assert "compatible" in finding.words
    assert "Plainly rounded it is 136.8; 136.7 is what cutting the digits gives." in finding.words


def test_every_record_of_the_seeds_becomes_a_claim_with_its_loader_key():
    claims = {claim.key: claim for claim in claims_from_seeds(read_seeds())}
    revenue = claims["program/zhangshu-metal-furniture/observation/revenue-2021"]
    assert revenue.figure == Figure(quantity("352.6", mult=8), "元", ValueKind.MONEY)
    assert revenue.years == (2021,)
    inferred = claims["program/guangdong-key-chains/observation/pilot-chains"]
    assert inferred.years == ()  # 2024 is inferred, so no article has to state it
    assert len(inferred.places) == 3
    growth = claims["program/zhangshu-metal-furniture/change/revenue-growth"].change
    assert growth is not None
    assert growth.base == quantity("148.92", mult=8)


def verify(folder, **options):
    out = io.StringIO()
    call_command("verify_evidence", articles=folder, stdout=out, **options)
    return out.getvalue()


def test_the_command_prints_an_aligned_table_and_a_summary(articles, monkeypatch):
    stated = [claim(3, "制定17个标准", "17"), claim(2, "竹器收入由2018年的20.00亿元", "20.00", **MONEY)]
    monkeypatch.setattr(verify_evidence, "claims", lambda: stated)
    *rows, summary = verify(articles).splitlines()
    assert summary == "5 checks of 2 records in 1 document: all hold."
    starts = {verify_evidence.display_width(row[: row.index("bamboo ¶")]) for row in rows if "¶" in row}
    assert len(starts) == 1
    assert "“制定17个标准”" in "".join(rows)


def test_the_command_fails_and_names_the_record(articles, monkeypatch):
    monkeypatch.setattr(verify_evidence, "claims", lambda: [claim(3, "制定17个标准", "71")])
    with pytest.raises(CommandError, match="program/bamboo/observation/x"):
        verify(articles, verbosity=0)


def test_the_command_wants_a_folder(tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        verify(tmp_path / "nowhere")
