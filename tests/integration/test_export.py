"""Tables out of the admin: what the list shows, within scope, harmless in a spreadsheet, unchanged on the way back."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import Observation, ReportedChange
from programs.actions.revising import propose
from programs.models import Citation, ImportFile, Measure, Program, SourceDocument, SourceNote
from programs.tabular.cells import escaped, unescaped
from programs.tabular.table import TABLES
from qualityportal.roles import ADMINISTRATOR, EDITOR
from tests import records
from tests.integration.importing import address, preview, states, text_of

pytestmark = pytest.mark.django_db
MODELS = [Program, Measure, Observation, ReportedChange, SourceNote, SourceDocument, Citation]
LANGUAGES = ["", "/en"]


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    return client


def exported(client, model, kind: str, language: str = "", query: str = "") -> bytes:
    response = client.get(language + address(model, "export", kind) + query)
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    return response.content


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_seven_tables_are_there():
    assert set(TABLES) == set(MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_a_header_means_one_column_in_every_language(model):
    seen: dict[str, str] = {}
    for column in TABLES[model].columns:
        for name in column.names():
            assert seen.setdefault(name, column.name) == column.name
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            assert all(column.header for column in TABLES[model].columns)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("model", MODELS)
def test_an_export_imported_again_changes_nothing(portal, admin, model, kind, language):
    content = exported(admin, model, kind, language)
    file, page = preview(admin, model, content, name=f"again.{kind}")
    assert set(states(file).values()) == {"unchanged"}, [row for row in file.plan if row["state"] != "unchanged"][:3]
    assert len(file.plan) == model.objects.count()
    assert 'value="导入全部' not in page


def test_figures_keep_the_decimals_they_were_stated_with(program, admin):
    for number, value in enumerate(("19.0", "0.5", "860", "-3.90")):
        records.observation(program, records.indicator(f"i{number}"), value, decimals=len(value.partition(".")[2]))
    values = [row[5] for row in csv_rows(exported(admin, Observation, "csv"))[1:]]
    assert sorted(values) == ["-3.90", "0.5", "19.0", "860"]
    sheet = openpyxl.load_workbook(io.BytesIO(exported(admin, Observation, "xlsx"))).worksheets[0]
    cells = {(cell.value, cell.number_format) for cell in sheet["F"][1:]}
    assert cells == {(19, "0.0"), (0.5, "0.0"), (860, "0"), (-3.9, "0.00")}


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "＝1+1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "'quoted'"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_text_leaves_as_a_formula_and_all_come_back(program, admin, kind):
    for number, text in enumerate(DANGEROUS):
        records.measure(program, f"m-{number}", title=text, detail=text)
    content = exported(admin, Measure, kind)
    if kind == "csv":
        cells = [cell for row in csv_rows(content) for cell in row]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet for cell in row}
        cells = [cell.value for row in sheet for cell in row if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    file, _page = preview(admin, Measure, content, name=f"m.{kind}")
    assert set(states(file).values()) == {"unchanged"}


@pytest.mark.parametrize("text", [*DANGEROUS, "", "'", "''=", "\t=1", "plain", "don't"])
def test_the_apostrophe_comes_off_as_it_went_on(text):
    assert unescaped(escaped(text)) == text


def test_an_export_follows_the_filters_of_the_list(program, admin):
    records.measure(program, "brand", category="brand")
    rows = csv_rows(exported(admin, Measure, "csv", query="?category__exact=brand"))
    assert [row[1] for row in rows[1:]] == ["brand"]
    rows = csv_rows(exported(admin, Measure, "csv", query="?q=nothing-like-this"))
    assert len(rows) == 1
    assert admin.get(address(Measure, "export", "csv") + "?nonsense=1").status_code == 302


def test_an_export_stays_within_the_scope(program, client):
    elsewhere = records.program("elsewhere", region=records.region("440000", name="广东省"))
    records.observation(elsewhere)
    records.observation(program)
    client.force_login(records.person("editor", EDITOR, program.region))
    for model in (Program, Measure, Observation):
        text = exported(client, model, "csv").decode("utf-8-sig")
        assert "jingdezhen" in text
        assert "elsewhere" not in text
    book = openpyxl.load_workbook(io.BytesIO(exported(client, Observation, "xlsx")))
    listed = {cell.value for row in book.worksheets[1] for cell in row}
    assert "jingdezhen" in listed
    assert "elsewhere" not in listed


def test_a_waiting_change_is_what_leaves_and_comes_back_unchanged(program, client):
    """As in the form: else the import of an export would take the change back."""
    editor = records.person("editor", EDITOR, program.region)
    client.force_login(editor)
    row = records.observation(program, value="19.0", decimals=1)
    typed = Observation.objects.get(pk=row.pk)
    typed.value = Decimal("19.5")
    propose(typed, by=editor, reason="复核")
    content = exported(client, Observation, "csv")
    assert csv_rows(content)[1][5] == "19.5"
    file, _page = preview(client, Observation, content)
    assert set(states(file).values()) == {"unchanged"}


def test_a_waiting_change_of_a_short_name_keeps_the_row_its_record(program, client):
    editor = records.person("editor", EDITOR, program.region)
    client.force_login(editor)
    typed = Program.objects.get(pk=program.pk)
    typed.slug = "other"
    propose(typed, by=editor, reason="改名")
    content = exported(client, Program, "csv")
    assert csv_rows(content)[1][0] == "jingdezhen"
    file, _page = preview(client, Program, content)
    assert set(states(file).values()) == {"unchanged"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_a_template_has_headers_allowed_values_and_lists(portal, admin, model, language):
    response = admin.get(language + address(model, "template", "xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    data, allowed = book.worksheets
    with translation.override("en" if language else "zh-hans"):
        headers = [column.header for column in TABLES[model].columns]
        short = [column for column in TABLES[model].columns if column.is_short_list]
    assert [cell.value for cell in data[1]] == headers
    assert data.max_row == 1
    assert allowed.title == ("Allowed values" if language else "可填的值")
    assert {row[0].value for row in allowed.iter_rows(min_row=2)} == set(headers)
    offered = data.data_validations.dataValidation
    assert len(offered) == len(short)
    for column, list_of in zip(short, offered, strict=True):
        cells = allowed[list_of.formula1.partition("!")[2].replace("$", "")]
        with translation.override("en" if language else "zh-hans"):
            assert [cell.value for (cell,) in cells] == [value for value, _meaning in column.allowed(None)]
    header_only = admin.get(language + address(model, "template", "csv")).content
    assert csv_rows(header_only) == [headers]
    assert data.column_dimensions["B"].number_format == "@"


def test_lists_offer_the_tools_and_regions_do_not(program, admin, client):
    page = admin.get(address(Observation, "changelist") + "?role__exact=actual").content.decode()
    assert "export.xlsx?role__exact=actual" in page
    assert address(Observation, "import") in page
    regions = address(records.Region, "changelist")
    assert "export.xlsx" not in admin.get(regions).content.decode()
    assert admin.get(address(records.Region, "export", "csv")).status_code == 404
    assert admin.get(address(Observation, "export", "pdf")).status_code == 404


def test_an_export_costs_the_same_number_of_queries_with_more_rows(program, admin):
    records.observation(program)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            exported(admin, Observation, "csv")
        return len(queries)

    before = cost()
    for number in range(20):
        row = records.observation(program, records.indicator(f"i{number}"))
        row.other_citations.add(records.citation(f"第{number}处"))
    assert cost() <= before


def test_who_may_not_view_exports_nothing(program, client):
    nobody = get_user_model().objects.create_user("nobody", is_staff=True)
    client.force_login(nobody)
    for page in ("export", "template"):
        assert client.get(address(Observation, page, "csv")).status_code == 403
    assert client.get(address(Observation, "import")).status_code == 403
    assert not ImportFile.objects.exists()
    assert text_of(client.get(address(Observation, "import"))).count("<form") <= 1


def test_what_waits_for_a_source_that_others_keep_is_not_exported(client, program):
    national = records.source("national", title="公开的标题")
    typed = SourceDocument.objects.get(pk=national.pk)
    typed.title = "还没批准的标题"
    propose(typed, by=records.person("keeper", ADMINISTRATOR), reason="x")
    client.force_login(records.person("county", EDITOR, records.region()))
    text = client.get("/admin/programs/sourcedocument/export.csv").content.decode("utf-8-sig")
    assert "公开的标题" in text
    assert "还没批准的标题" not in text
