"""From a figure as it was read to what would be recorded; periods as editors type them; names; marks."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from indicators.reading.article.reader import read
from indicators.reading.marking import pieces
from indicators.reading.naming import is_learnable, vocabulary
from indicators.reading.proposing import (
    AFTER,
    BEFORE,
    UNDATED,
    Moment,
    Proposal,
    Question,
    proposed,
    value_as_json,
    value_from_json,
)
from indicators.reading.typed import print_figure
from indicators.reading.typed_period import PeriodError, print_moments, read_moments
from indicators.rules.changes import Kind
from indicators.rules.series import Role, Status


def of(sentence: str, place: int = 0) -> Proposal:
    """The proposal for a figure of a sentence, its values by way of the database's plain form."""
    one = read(sentence).candidates[place]
    kept = [value_as_json(value) for value in one.values]
    return proposed(one.kind, [value_from_json(value) for value in kept], one.status, one.as_stated)


def year(number: int) -> Moment:
    return Moment(datetime.date(number, 1, 1), datetime.date(number, 12, 31))


def test_a_level_keeps_decimals_sign_and_period():
    found = of("2023年出口额超19.0亿元。")
    assert (print_figure(found.figure), found.moments, found.change) == ("超19.0亿元", (year(2023),), None)
    assert found.figure.quantity.value == Decimal("19.0")
    assert str(found.figure.quantity.value) == "19.0"


def test_two_dated_values_are_two_periods():
    found = of("产量从2017年的148.92万件增至2021年的352.6万件。")
    assert print_figure(found.figure) == "148.92万件→352.6万件"
    assert found.moments == (year(2017), year(2021))


def test_two_undated_values_are_before_and_after():
    assert of("合格率由96%提高到98%。").moments == (BEFORE, AFTER)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("2021年营收增长7.5%。", Kind.PERCENT),
        ("五年间营收年均增长7.5%。", Kind.ANNUAL_RATE),
        ("合格率提高0.28个百分点。", Kind.POINTS),
        ("产量占全国的9%。", Kind.SHARE),
        ("企业比上年增加12家。", Kind.DIFFERENCE),
    ],
)
def test_what_a_source_says_of_a_change_is_a_reported_change(sentence, kind):
    found = of(sentence)
    assert (found.change, found.question) == (kind, None)


def test_a_plan_is_a_target():
    found = of("到2025年力争建成检测中心3个。")
    assert (found.role, found.status, found.moments[-1]) == (Role.TARGET, Status.PLANNED, year(2025))


@pytest.mark.parametrize(
    ("sentence", "question"), [("产量居全国第4位。", Question.RANK), ("培训企业30—40家。", Question.RANGE)]
)
def test_what_cannot_be_recorded_as_it_is_asks(sentence, question):
    assert of(sentence).question is question


def test_no_year_is_invented():
    assert of("培训企业30家。").moments == (UNDATED,)
    assert of("目前培训企业30家。").moments == (UNDATED,)
    (moment,) = of("近年来培训企业30家。").moments
    assert (moment.start, moment.stage) == (None, 0)
    assert moment.label.startswith("近年来")


def test_an_inferred_period_says_what_it_was_read_from():
    (moment,) = of("2023年，举办了大会。培训企业30家。").moments
    assert moment.is_inferred
    assert all("2023" in words for words in moment.inference)
    assert UNDATED.inference == ("", "")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2021", "2021"),
        ("2019-2020", "2019–2020"),
        ("2019年至2020年", "2019–2020"),
        ("2021-03", "2021-03"),
        ("2021年1-8月", "2021-01–2021-08"),
        ("2021-01-05..2021-02-01", "2021-01-05–2021-02-01"),
        ("2017→2021", "2017 → 2021"),
        ("第三届", "第三届"),
    ],
)
def test_a_typed_period_is_read_and_printed_back(text, label):
    moments = read_moments(text, 2 if "→" in text else 1)
    assert print_moments(moments) == label
    assert read_moments(label, len(moments)) == moments


@pytest.mark.parametrize("text", ["2021-13", "2021-02-30", "2021→2022", "2022-2021", "2021年某时"])
def test_a_year_that_is_not_understood_is_refused(text):
    with pytest.raises(PeriodError):
        read_moments(text, 1)


def test_nothing_typed_is_no_date():
    assert read_moments(" ", 1) == (UNDATED,)
    assert read_moments("", 2) == (BEFORE, AFTER)


def test_names_are_found_without_their_last_sign_and_never_doubtful():
    names = vocabulary(
        [("有效发明专利数", "patents"), ("企业数", "firms"), ("产量", "output")], [("营业收入", "revenue")]
    )
    assert names["有效发明专利"] == names["有效发明专利数"] == "patents"
    assert names["营业收入"] == "revenue"
    assert "企业" not in names  # too short to name anything
    assert "营业收入" not in vocabulary([("营业收入", "one")], [("营业收入", "other")])


def test_only_words_that_say_something_are_learned():
    assert is_learnable("金属家具企业")
    assert not is_learnable("企业")
    assert not is_learnable("长" * 41)


def test_a_paragraph_is_cut_at_its_marks_and_loses_nothing():
    text = "共30家企业108个产品"
    found = list(pieces(text, [(6, 10, "b"), (1, 4, "a"), (2, 5, "c")]))
    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, piece.owner) for piece in found if piece.owner] == [
        ("30家", "a"),
        ("企", "c"),
        ("108个", "b"),
    ]
