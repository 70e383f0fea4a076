"""A program as a Word document: what its page says, in the page's words, with numbered notes; never more."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import ExitStack
from decimal import Decimal
from typing import Any
from unittest import mock
from urllib.parse import unquote

import pytest
import resvg_py
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.oxml.ns import qn

from indicators.charts.fonts import has_chinese_font
from indicators.models import Observation
from programs.actions.writing import write
from programs.models import Program
from qualityportal.brief.look import TEMPLATE
from qualityportal.brief.paper import STYLES
from tests import past, records
from tests.integration.test_pages import PROGRAMS, html


def fetched(client, slug: str, language: str = "", query: str = "") -> Any:
    response = client.get(f"{language}/programs/{slug}/brief.docx{query}")
    assert response.status_code == 200
    return response


def brief(client, slug: str, language: str = "", query: str = "") -> Any:
    return Document(io.BytesIO(fetched(client, slug, language, query).content))


def texts(document) -> list[str]:
    """Every paragraph in order, those of tables too, with what stands in fields."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def headings(document, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name.startswith(f"Heading {level}")]


def notes(document) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == "Note"]


def table(document, head: str) -> list[list[str]]:
    """The rows of the table whose first line names `head`, with the notes' marks."""
    for one in document.tables:
        rows = [["".join(t.text or "" for t in c._tc.iter(qn("w:t"))) for c in row.cells] for row in one.rows]
        if head in rows[0]:
            return rows[1:]
    raise AssertionError(head)


@pytest.fixture(autouse=True)
def quick_pictures(request):
    """A white picture for each chart, which is drawn in no time; LibreOffice is shown the real ones (tests/office)."""
    if "real_pictures" in request.fixturenames:
        yield
        return
    white = bytes(resvg_py.svg_to_bytes('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'))
    fonts = {f"qualityportal.brief.{module}.has_chinese_font": lambda: True for module in ("charts", "chapters")}
    with ExitStack() as stack:
        for name, stand_in in {"qualityportal.brief.charts.png_of": lambda chart: white, **fonts}.items():
            stack.enter_context(mock.patch(name, stand_in))
        yield


@pytest.fixture
def real_pictures():
    """The pictures that readers get; without a Chinese font there are none."""
    if not has_chinese_font():
        pytest.skip("no Chinese font")


@pytest.fixture
def no_chinese_font(quick_pictures):
    with (
        mock.patch("qualityportal.brief.charts.has_chinese_font", return_value=False),
        mock.patch("qualityportal.brief.chapters.has_chinese_font", return_value=False),
    ):
        yield


def test_the_chapters_are_those_of_the_page(portal, client):
    document = brief(client, "jingdezhen-ceramics")
    page = re.findall(r"<h2[^>]*>([^<]+)</h2>", html(client, "/programs/jingdezhen-ceramics/"))
    assert headings(document, 1) == ["基本情况", *page[: page.index("来源里的疑点") + 1], "来源"]
    assert headings(document, 2)[:2] == ["质量管理", "标准"]
    english = headings(brief(client, "zhangshu-metal-furniture", "/en"), 1)
    assert english[:4] == ["Overview", "What changed", "What was counted", "What was done"]


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_first_lines_say_what_it_is(portal, client, slug):
    program = Program.objects.get(slug=slug)
    said = texts(brief(client, slug))
    assert said[0] == program.name
    head = " ".join(said[:6])
    assert program.region.name in head
    assert program.lead_agency in head
    assert str(program.get_state_display()) in head
    assert f"http://testserver/programs/{slug}/" in head
    assert program.summary in said


@pytest.mark.parametrize(
    ("slug", "language"),
    [("zhangshu-metal-furniture", ""), ("fujian-household-ceramics", "/en"), ("jiangxi-quality-chains", "")],
)
def test_each_chart_is_a_picture_that_says_what_it_shows(portal, client, slug, language):
    page = html(client, f"{language}/programs/{slug}/")
    said = re.findall(r'class="chart-said">([^<]+)<', page)
    document = brief(client, slug, language)
    alternatives = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(alternatives) == len(said)
    for sentence, alternative in zip(said, alternatives, strict=True):
        assert alternative.startswith(sentence)
        assert any(text.startswith(sentence) for text in texts(document))
    captions = [text for text in texts(document) if re.match(r"(图 |Chart )\d", text)]
    assert len(captions) == len(said)


def test_numbers_keep_their_qualifiers(portal, client):
    jingdezhen = texts(brief(client, "jingdezhen-ceramics"))
    assert any(text.startswith("超过 860 亿元") for text in jingdezhen)
    for text in jingdezhen:
        assert not re.search(r"(?<!超过 )(?<!超过)(?<!突破)860", text)
    zhangshu = table(brief(client, "zhangshu-metal-furniture"), "性质")
    by_name = {row[0]: row for row in zhangshu}
    assert by_name["检验检测服务项目数"][1].startswith("不少于 200 项（规划）")
    assert by_name["省级质量奖组织奖企业数"][1].startswith("1 家（暂定）")
    guangdong = brief(client, "guangdong-key-chains")
    assert table(guangdong, "性质")[0][2] == "2024 年（推定）"
    assert sum("由本站推定" in text for text in texts(guangdong)) == 1
    english = table(brief(client, "jingdezhen-ceramics", "/en"), "Kind of figure")
    assert any(row[1].startswith("more than CNY 86.0 billion · >860 亿元") for row in english)


def test_every_figure_stands_in_the_table_with_a_mark(portal, client):
    for slug in ("guangdong-key-chains", "zhangshu-metal-furniture"):
        rows = table(brief(client, slug), "性质")
        assert len(rows) == Observation.objects.filter(program__slug=slug).count()
        assert all(re.search(r"(\[\d+\])+$", row[1]) for row in rows)


def test_reported_changes_stand_beside_computed_ones(portal, client):
    rows = table(brief(client, "zhangshu-metal-furniture"), "公布")
    assert rows[0][1].startswith("+136.7%[")
    assert rows[0][2].startswith("+136.77%(352.6")


def test_marks_lead_to_one_note_for_each_place(portal, client):
    document = brief(client, "zhangshu-metal-furniture")
    body = document.element.body
    named = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    called = [
        f.get(qn("w:instr")).split()[1] for f in body.iter(qn("w:fldSimple")) if "REF _Note" in f.get(qn("w:instr"))
    ]
    assert set(called) == {name for name in named if name.startswith("_Note")}
    first_calls = list(dict.fromkeys(called))
    assert [named[name] for name in first_calls] == [p._p for p in document.paragraphs if p.style.name == "Note"]
    lines = notes(document)
    assert len(lines) == len({line.split("（")[0] for line in lines}) < len(called)
    for row in Observation.objects.filter(program__slug="zhangshu-metal-furniture").select_related("citation"):
        assert row.citation
        place = f"樟树市金属家具产业质量提升项目情况，第 {row.citation.paragraph} 段（未注明发布机构，未注明日期）："
        assert any(line.startswith(place) and row.citation.phrase in line for line in lines)


def test_measures_say_their_state_years_and_document(program, client):
    detail = {"state": "planned", "start_year": 2021, "end_year": 2023, "document_number": "樟府办发〔2019〕55号"}
    records.measure(program, "centre", title="筹建中心", detail="尚未建成。", **detail)
    said = texts(brief(client, "jingdezhen"))
    assert "筹建中心（规划或筹备中、2021–2023、樟府办发〔2019〕55号）。尚未建成。[1]" in said


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_only_what_is_published_is_in_it(program, client, publication):
    records.observation(program, value="777.77", publication=publication, citation=records.citation("未公开的话"))
    records.measure(program, "hidden", title="未公开的举措", publication=publication)
    records.note(program, text="未公开的说明", publication=publication)
    said = "".join(texts(brief(client, "jingdezhen")))
    assert "未公开" not in said
    assert "777.77" not in said


@pytest.mark.parametrize(("publication", "status"), [("draft", 404), ("in-review", 404), ("published", 200)])
def test_a_program_that_is_not_public_has_no_brief(db, client, publication, status):
    records.program("secret", publication=publication)
    assert client.get("/programs/secret/brief.docx").status_code == status
    assert client.get("/programs/nowhere/brief.docx").status_code == 404


def test_a_withdrawn_program_says_so_instead(program, client):
    write(program, reason="发布")
    Program.objects.filter(pk=program.pk).update(publication="withdrawn")
    assert client.get("/programs/jingdezhen/brief.docx").status_code == 410


def test_a_brief_of_a_past_day_tells_what_was_known_then(program, client):
    row = records.observation(program, value="352.6")
    past.written(30)
    row.value = Decimal("360.5")
    write(row, reason="复核")
    past.written(10)
    day = past.days_ago(20)
    said = "".join(texts(brief(client, "jingdezhen", query=f"?as_of={day}")))
    assert "352.6" in said
    assert "360.5" not in said
    assert str(day) in said
    assert "360.5" in "".join(texts(brief(client, "jingdezhen")))
    assert client.get("/programs/jingdezhen/brief.docx?as_of=nonsense").status_code == 400


def test_without_a_chinese_font_tables_stand_for_pictures(portal, client, no_chinese_font):
    document = brief(client, "fujian-household-ceramics")
    assert not document.inline_shapes
    assert [row[1:3] for row in table(document, "时间")][:1] != []
    said = texts(document)
    assert any("没有中文字体" in text for text in said)
    assert not any("（见" in text for text in said)
    assert len(document.tables) == 4  # key figures, two charts, all figures


def test_an_empty_program_has_a_brief_that_says_so(db, client):
    records.program("new", measures=0)
    said = texts(brief(client, "new"))
    assert any("来源只给出单个数字" in text for text in said)
    assert any("还没有" in text or "尚未" in text for text in said)


HOSTILE = "<w:p>&amp;\"' ]]> {{ 7*7 }}{% include 'x' %}\x0b\x1f\ufffe%(number)s\r\n../é"  # as long as a name may be


def test_hostile_texts_are_only_texts(program, client, real_pictures):
    Program.objects.filter(pk=program.pk).update(name=HOSTILE, summary=HOSTILE, goal=HOSTILE, lead_agency=HOSTILE)
    place = records.citation(HOSTILE[:30], document=records.source(title=HOSTILE, issuer=HOSTILE))
    for year, value in ((2017, "148.92"), (2021, "352.6")):
        what = records.indicator("hostile", name=HOSTILE)
        records.observation(program, what, value, citation=place, is_key=True, **records.year(year))
    records.measure(program, "hostile", title=HOSTILE, detail=HOSTILE, citation=place)
    records.note(program, text=HOSTILE, citation=place)
    response = fetched(client, "jingdezhen")
    document = Document(io.BytesIO(response.content))
    said = "".join(texts(document))
    assert said.count("{{ 7*7 }}{% include 'x' %}%(number)s") >= 8
    assert "49" not in said.replace("148.92", "")
    assert len(document.inline_shapes) == 1
    name = unquote(response["Content-Disposition"])
    assert not re.search(r"[\x00-\x1f/\\<>|?*:]", name.split("''")[1])


def test_the_file_has_a_chinese_name_and_no_author(portal, client):
    response = fetched(client, "zhangshu-metal-furniture")
    assert response["Content-Type"].endswith("wordprocessingml.document")
    name = unquote(response["Content-Disposition"])
    assert re.fullmatch(r"attachment; filename\*=utf-8''樟树市金属家具产业质量提升项目（简报，[\d-]+）\.docx", name)
    properties = Document(io.BytesIO(response.content)).core_properties
    assert (properties.title, properties.language) == ("樟树市金属家具产业质量提升项目", "zh-CN")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert brief(client, "zhangshu-metal-furniture", "/en").core_properties.language == "en"


def test_the_same_content_is_the_same_file(portal, client):
    first, second = (fetched(client, "fujian-household-ceramics").content for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}


def test_a_brief_is_not_kept_for_the_next_day_which_it_would_not_name(portal, client):
    assert "no-cache" in fetched(client, "jiangxi-quality-chains")["Cache-Control"]


def test_queries_do_not_grow_with_the_data(program, client):
    def queries() -> int:
        fetched(client, "jingdezhen")  # draws what is to be drawn
        with CaptureQueriesContext(
            connection,
        ) as found:
            fetched(client, "jingdezhen")
        return len(found)

    def add(number: int) -> None:
        what = records.indicator(f"revenue-{number}")
        rows = [records.observation(program, what, str(v), **records.year(v)) for v in (2017, 2021)]
        records.change(
            program, slug=f"growth-{number}", indicator=what, from_observation=rows[0], to_observation=rows[1]
        )
        records.measure(program, f"more-{number}")
        records.note(program, slug=f"note-{number}")

    add(0)
    few = queries()
    for number in range(1, 6):
        add(number)
    assert queries() == few


def test_the_page_leads_to_the_brief(portal, client):
    for language in ("", "/en"):
        page = html(client, f"{language}/programs/jingdezhen-ceramics/")
        assert f'href="{language}/programs/jingdezhen-ceramics/brief.docx"' in page


def test_the_template_holds_what_a_brief_needs():
    """Whoever changes the template in Word learns here what must stay."""
    template = Document(str(TEMPLATE))
    assert {name for name in STYLES if name not in template.styles} == set()
    section = template.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]  # GB/T 9704-2012, 5.2.1
    assert [round(side.mm) for side in (section.page_width, section.page_height) if side] == [210, 297]
    assert not template.paragraphs
