"""What a Word document says, line by line."""

from __future__ import annotations

import pytest

from indicators.intake.word import text_of_document
from tests.unit.intake.making import SENTENCE, W, body, p, word

NOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p/></w:footnote>'
    f"<w:footnote>{p('数据为初步统计。')}</w:footnote></w:footnotes>"
)


def lines(content: bytes) -> list[str]:
    return text_of_document(content).split("\n")


def test_paragraphs_are_lines_and_rows_of_a_table_are_lines():
    rows = (("指标", "2022年", "2023年"), ("产值", "11.5亿元", "12.5亿元"))
    assert lines(word("一、总体情况", "", SENTENCE, rows=rows)) == [
        "一、总体情况", SENTENCE, "指标\t2022年\t2023年", "产值\t11.5亿元\t12.5亿元",
    ]  # fmt: skip


def test_a_footnote_stands_at_the_end():
    assert lines(body(p(SENTENCE), footnotes_xml=NOTES)) == [SENTENCE, "数据为初步统计。"]


def r(text: str, before: str = "") -> str:
    return f"<w:r>{before}<w:t>{text}</w:t></w:r>"


def test_a_sentence_in_several_runs_is_one():
    assert lines(body(f"<w:p>{r('产值达')}{r('12.5')}<w:hyperlink>{r('亿元')}</w:hyperlink></w:p>")) == [
        "产值达12.5亿元"
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:del>{r('11', '<w:delText>11</w:delText>')}</w:del><w:ins>{r('12')}</w:ins>", "12"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom>{r('新')}", "新"),
        (r("藏", "<w:rPr><w:vanish/></w:rPr>") + r("明"), "明"),
        (f"<w:r><w:ruby><w:rt>{r('zhi')}</w:rt><w:rubyBase>{r('质')}</w:rubyBase></w:ruby></w:r>", "质"),
        (r("甲", "<w:instrText>PAGE</w:instrText>") + r("乙", "<w:br/>"), "甲\n乙"),
        (r("甲") + r("乙", "<w:br w:type='page'/>"), "甲乙"),
    ],
    ids=["replaced", "moved", "hidden", "glossed", "broken", "page break"],
)
def test_what_a_reader_of_the_document_sees_is_its_text(inside, text):
    assert text_of_document(body(f"<w:p>{inside}</w:p>")) == text


def test_a_text_box_is_read_once_and_after_its_paragraph():
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('框内甲')}{p('框内乙')}</w:txbxContent>"
    holder = f"<w:p><w:r><mc:AlternateContent {compatible}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    assert lines(body(f"{holder}</mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>{p('其后')}")) == [
        "框外", "框内甲", "框内乙", "其后",
    ]  # fmt: skip


def test_a_table_in_a_cell_is_part_of_its_row():
    inner = f"<w:tbl><w:tr><w:tc>{p('内一')}</w:tc><w:tc>{p('内二')}</w:tc></w:tr></w:tbl>"
    assert lines(body(f"<w:tbl><w:tr><w:tc>{p('外')}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>")) == ["外\t内一 内二"]


def test_what_lies_outside_is_not_fetched(tmp_path):
    """pytest-socket would fail a connection; the file beside it would show in the text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("不可见", encoding="utf-8")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    outside = "".join(
        f'<Relationship Id="x" Type="{kind}" TargetMode="External" Target="{target}"/>'
        for target in ("http://192.0.2.1/a.dotm", secret.as_uri())
    )
    assert lines(body(p(SENTENCE), relations=outside)) == [SENTENCE]
