"""What the pages of a PDF say, as paragraphs."""

from __future__ import annotations

import pytest

from indicators.intake.pdf import text_of_pdf
from indicators.intake.pdf_lines import paragraphs
from indicators.intake.refused import Reason, Unreadable
from tests.unit.intake.making import SENTENCE, pdf

FULL = "青禾县竹编产业链质量提升行动实施以来，全县规模以上企业增至46家，主营业务收入由"
REST = "31.2亿元提高到40.8亿元。"
PASSWORD = "/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P 0>>/ID[<00><00>]"


def test_a_sentence_over_two_lines_is_one_paragraph():
    assert text_of_pdf(pdf(["一、总体情况", FULL, REST, SENTENCE])).split("\n") == [
        "一、总体情况",
        FULL + REST,
        SENTENCE,
    ]


def test_a_sentence_over_two_pages_is_one_paragraph():
    assert text_of_pdf(pdf([FULL, "— 1 —"], [REST, "— 2 —"])) == FULL + REST


@pytest.mark.parametrize("number", ["12", "- 12 -", "—12—", "第12页", "第 12 页 共 30 页", "12/30", "Page 12 of 30"])
def test_page_numbers_are_left_out(number):
    assert paragraphs([f"{SENTENCE}\n{number}"]) == [SENTENCE]


def test_running_heads_are_left_out():
    pages = [f"青禾县工作报告 {n}\n{sentence}" for n, sentence in enumerate(("一。", "二。", "三。", "四。"), 1)]
    assert paragraphs(pages) == ["一。", "二。", "三。", "四。"]


@pytest.mark.parametrize("item", ["（二）主要成效", "2.主要成效", "三、主要成效", "第二章 成效"])
def test_an_item_begins_a_paragraph(item):
    assert paragraphs([f"{FULL}\n{item}"]) == [FULL, item]


def test_a_number_with_a_point_goes_on():
    assert paragraphs([f"{FULL}\n{REST}"]) == [FULL + REST]


def test_words_of_latin_letters_stay_apart():
    assert paragraphs(["The chain has forty six firms and its\nrevenue grew"]) == [
        "The chain has forty six firms and its revenue grew"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([]), Reason.NO_TEXT),
        (pdf(["3"], ["4"]), Reason.NO_TEXT),
        (pdf(["\ue001\ue002\ue003" * 20]), Reason.GARBLED),
        (pdf(*[["甲"]] * 301), Reason.TOO_MANY_PAGES),
        (pdf([SENTENCE], trailer=PASSWORD), Reason.PROTECTED),
    ],
    ids=["no text", "only page numbers", "letters without names", "301 pages", "password"],
)  # fmt: skip
def test_a_pdf_without_usable_text_says_why(content, reason):
    with pytest.raises(Unreadable) as refused:
        text_of_pdf(content)
    assert refused.value.reason is reason


def test_a_pdf_is_given_up_as_soon_as_it_is_too_long(monkeypatch):
    monkeypatch.setattr("indicators.intake.pdf.MAX_SIGNS", 100)
    with pytest.raises(Unreadable) as refused:
        text_of_pdf(pdf([SENTENCE] * 4))
    assert refused.value.reason is Reason.TOO_LONG
