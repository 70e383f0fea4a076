"""Every hostile file ends in a sentence that says what to do, and leaves the database as it was; what can be read after
all is read right.
"""

from __future__ import annotations

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Observation
from programs.models import ImportFile
from qualityportal.roles import EDITOR
from tests import records
from tests.integration import hostile
from tests.integration.importing import confirm, csv_of, preview, reasons, states, text_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, program):
    elsewhere = records.program("elsewhere", region=records.region("440000", name="广东省"))
    records.observation(elsewhere, publication="draft", pk=hostile.FOREIGN)
    records.indicator()
    records.percent()
    client.force_login(records.person("editor", EDITOR, program.region))
    return client


def contents() -> dict[str, list[str]]:
    """All rows of all tables but those of sessions and of the import itself."""
    tables = connection.introspection.django_table_names(only_existing=True)
    found = {}
    for table in tables:
        if table not in ("django_session", "programs_importfile"):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names from the database itself
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_openpyxl_reads_xml_through_defusedxml():
    assert openpyxl.DEFUSEDXML
    assert not openpyxl.LXML


def test_there_are_at_least_fifty_of_them():
    assert len(hostile.WHOLE) + len(hostile.ROWS) >= 50


@pytest.mark.parametrize("name", hostile.WHOLE)
def test_a_file_is_refused_as_a_whole(client, name):
    make, words = hostile.WHOLE[name]
    content, before = make(), contents()
    page = text_of(upload(client, Observation, content, name="rows.xlsx", language="/en"))
    assert "errorlist" in page
    assert words in page, page[page.find("errorlist") :][:600]
    assert "补录" in page  # what was typed is not lost
    assert not ImportFile.objects.exists()
    assert contents() == before


@pytest.mark.parametrize("name", hostile.ROWS)
def test_a_row_is_refused_with_its_place(client, name):
    make, column, words = hostile.ROWS[name]
    content, before = make(), contents()
    file, page = preview(client, Observation, content, language="/en")
    assert "refused" in states(file).values(), states(file)
    found = [(place, reason) for notes in reasons(file).values() for place, reason in notes]
    assert any(place.split(" ")[0] == column and words in reason for place, reason in found), found
    assert "Upload again" in page
    confirm(client, Observation, file)
    assert contents() == before


@pytest.mark.parametrize("name", hostile.READ)
def test_what_can_be_read_is_read_right(client, name):
    make, value = hostile.READ[name]
    file, _page = preview(client, Observation, make(), name="rows.csv")
    assert set(states(file).values()) == {"new"}, reasons(file)
    confirm(client, Observation, file)
    row = Observation.objects.exclude(pk=hostile.FOREIGN).get()
    assert str(row.stated_value) == value
    assert (str(row.period_start), str(row.period_end)) == ("2021-01-01", "2021-12-31")
    if "GB18030" in name:
        assert "GB18030" in file.read_as


def test_texts_of_odd_files_arrive_whole(client):
    for text in ("上文，㐂", "שלום", "👍🏽 𠮷", "=1+1", '他说"好",真的'):
        encoding = "gb18030" if text.startswith("上") else "utf-8"
        content = csv_of(hostile.HEADER, hostile.row(inference=text), encoding=encoding)
        file, _page = preview(client, Observation, content)
        confirm(client, Observation, file)
        assert Observation.objects.exclude(pk=hostile.FOREIGN).get().inference == text


@pytest.mark.parametrize("name", ["wrong columns", "zip bomb", "merged cells", "protected by a password"])
def test_refusals_are_told_in_chinese_too(client, name):
    make, words = hostile.WHOLE[name]
    page = text_of(upload(client, Observation, make()))
    assert "errorlist" in page
    assert words not in page


def test_a_hostile_file_sends_few_queries(client):
    with CaptureQueriesContext(connection) as queries:
        upload(client, Observation, hostile.WHOLE["a million columns, xlsx"][0]())
    assert len(queries) < 20
