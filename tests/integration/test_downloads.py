"""Files beside the pages: what is in them, what is never in them, and that a long one is never held in memory."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import islice, repeat
from urllib.parse import unquote

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from django.utils.translation import override

from indicators.exports import responses
from indicators.exports.columns import columns_of
from indicators.exports.csv_file import csv_chunks
from indicators.exports.download import Download, Sheet
from indicators.exports.json_file import json_chunks
from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES, in_key_order, in_their_order, rows_of
from indicators.models import Observation
from programs.models import Program, Region
from tests import records
from tests.integration.downloads import csv_rows, fetched, file_links, json_rows, sheet_rows, workbook
from tests.past import days_ago, written

pytestmark = pytest.mark.django_db

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FILES = [
    *(f"/{resource}" for resource in RESOURCES),
    "/compare",
    "/indicators/revenue/observations",
    "/sources/report/observations",
    *(f"/programs/jingdezhen/{part}" for part in ("observations", "changes", "measures")),
]


@pytest.fixture
def pair(program):
    """Two dated figures of one indicator, which make a chart, and a change that the source states."""
    base = records.observation(program, value="148.92", **records.year(2017))
    last = records.observation(program, value="352.6", **records.year(2021))
    records.change(program, from_observation=base, to_observation=last, decimals=1)
    return program


@pytest.mark.parametrize("address", FILES)
def test_every_table_comes_in_three_kinds_named_for_what_and_when(client, pair, address):
    for kind, content_type in KINDS.items():
        response = client.get(f"{address}.{kind}")
        assert response.status_code == 200
        assert response["Content-Type"] == content_type
        name = unquote(response["Content-Disposition"])
        assert name.startswith("attachment")
        assert f"{localdate():%Y-%m-%d}" in name
        assert name.rstrip('"').endswith(f".{kind}")
        assert response.getvalue()


def test_a_chinese_name_comes_through_and_breaks_no_file_system(client):
    records.program("strange", name='“质量/提升”: "第一"期')
    name = unquote(client.get("/programs/strange/measures.csv")["Content-Disposition"])
    assert name.startswith("attachment; filename*=utf-8''“质量-提升”-第一-期-")


@pytest.mark.parametrize(
    "address",
    [
        *("/programs/none/observations.csv", "/programs/none.xlsx", "/programs/none.json", "/programs/jingdezhen.csv"),
        *("/programs/unseen/measures.csv", "/programs/unseen.json", "/programs/jingdezhen/regions.csv", "/nothing.csv"),
        *("/indicators/none/observations.csv", "/sources/none/observations.csv", "/sources/hidden/observations.csv"),
        *("/charts/none/revenue.csv", "/charts/jingdezhen/none.xlsx", "/charts/unseen/revenue.svg", "/programs.pdf"),
    ],
)
def test_what_is_not_there_or_not_public_is_not_found(client, pair, address):
    unseen = records.program("unseen", publication="draft")
    records.observation(unseen, value="1", **records.year(2017))
    records.source("hidden", publication="draft")
    assert client.get(address).status_code == 404


def test_only_published_records_of_published_programs_are_in_any_file(client, program):
    records.observation(program, value="1")
    unseen = records.program("unseen", publication="draft")
    records.observation(unseen, value="2")
    records.change(unseen)
    secret = {"title": "机密", "title_en": "Secret"}
    for hidden in ("draft", "in-review", "withdrawn"):
        records.observation(program, records.indicator(hidden), "3", publication=hidden)
        records.change(program, slug=hidden, publication=hidden)
        records.measure(program, hidden, publication=hidden, **secret)
        records.source(hidden, publication=hidden, **secret)
        records.program(f"program-{hidden}", publication=hidden, name="机密", measures=1)
    counts = {"programs": 1, "measures": 1, "observations": 1, "changes": 0, "sources": 1}
    for resource, count in counts.items():
        content = fetched(client, f"/{resource}.csv")
        assert len(csv_rows(content)) == count
        assert "机密" not in content.decode()


def test_a_figure_has_one_tidy_line(client, pair):
    row = csv_rows(fetched(client, "/observations.csv"))[1]
    what = {"program": "jingdezhen", "region": "360000", "chain": "ceramics", "indicator": "revenue", "breakdown": ""}
    figure = {"comparator": "eq", "value": "352.6", "unit_mult": "8", "unit_measure": "cny", "decimals": "1"}
    written_out = {"base_value": "35260000000", "figure": "352.6 亿元", "duration": "P1Y", "role": "actual"}
    when = {"period_start": "2021-01-01", "period_end": "2021-12-31", "period_inferred": "false", "stage_order": ""}
    where = {"source": "report", "source_title": "一篇报道", "paragraph": "1", "phrase": "营收突破860亿元"}
    assert row | what | figure | written_out | when | where == row
    assert row["permalink"] == f"http://testserver/observations/{row['id']}/"
    assert datetime.datetime.fromisoformat(row["approved_at"]).tzinfo == datetime.UTC


def test_columns_are_the_same_in_every_language_and_permalinks_too(client, pair):
    assert fetched(client, "/observations.csv") == fetched(client, "/en/observations.csv")


def test_stated_digits_are_kept_in_text_and_shown_in_a_workbook(client, program):
    for number, value in enumerate(("19.0", "98.50", "-0.5", "860", "0.0001")):
        records.observation(program, value=value, unit_mult=0, **records.year(2000 + number))
    stated = ["19.0", "98.50", "-0.5", "860", "0.0001"]
    assert [row["value"] for row in csv_rows(fetched(client, "/observations.csv"))] == stated
    assert [row["value"] for row in json_rows(fetched(client, "/observations.json"))] == stated
    cells = [row["value"] for row in sheet_rows(workbook(fetched(client, "/observations.xlsx")).worksheets[0])]
    assert [cell.value for cell in cells] == [19, 98.5, -0.5, 860, 0.0001]
    assert [cell.number_format for cell in cells] == ["0.0", "0.00", "0.0", "0", "0.0000"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "＠x", "\n=1"])
def test_no_text_is_a_formula_in_a_spreadsheet(client, text):
    records.program("attack", name=text, summary=text, measures=0)
    row = csv_rows(fetched(client, "/programs.csv"))[0]
    assert row["name"] == row["summary"] == f"'{text}"
    book = workbook(fetched(client, "/en/programs.xlsx"))
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert json_rows(fetched(client, "/programs.json"), "programs")[0]["name"] == text


def test_quotation_marks_commas_and_line_breaks_come_back(client):
    text = '他说："一,二"\n第二段, "三"'
    records.program("quoted", summary=text)
    assert csv_rows(fetched(client, "/programs.csv"))[0]["summary"] == text


def test_a_reported_change_stands_beside_what_the_public_figures_give(client, pair):
    row = csv_rows(fetched(client, "/programs/jingdezhen/changes.csv"))[0]
    assert (row["value"], row["unit_measure"], row["computed"]) == ("136.7", "percent", "136.7714")
    assert row["verdict"] == "compatible"
    Observation.objects.filter(period_start__year=2017).update(publication="draft")
    row = csv_rows(fetched(client, "/programs/jingdezhen/changes.csv"))[0]
    assert (row["from_observation"], row["computed"], row["formula"], row["verdict"]) == ("", "", "", "uncheckable")


def test_the_list_of_programs_goes_with_its_filters_and_order(client):
    guangdong = records.region("440000", name="广东省", name_en="Guangdong")
    records.program("a-first", name="甲", start_year=2020, measures=2)
    records.program("b-second", name="乙", region=guangdong, start_year=2019)
    records.program("c-third", name="丙", region=guangdong, start_year=2021, state="running")

    def listed(query: str) -> list[str]:
        return [row["slug"] for row in csv_rows(fetched(client, f"/programs.csv?{query}"))]

    assert listed("") == ["a-first", "b-second", "c-third"]
    assert listed("region=440000") == ["b-second", "c-third"]
    assert listed("region=440000&sort=-start_year") == ["c-third", "b-second"]
    assert listed("sort=-measure_count&page=2") == ["a-first", "c-third", "b-second"]
    assert listed("status=running") == ["c-third"]
    assert listed("q=甲") == ["a-first"]
    assert listed("region=999999") == []
    assert [row["program"] for row in csv_rows(fetched(client, "/measures.csv?region=360000"))] == ["a-first"] * 2
    assert len(csv_rows(fetched(client, "/measures.csv?chain=none"))) == 0


def test_compared_programs_give_what_is_compared(client, pair):
    other = records.program("other")
    records.observation(other, value="5", **records.year(2021))
    records.observation(other, records.percent(), "98", unit_mult=0, **records.year(2021))
    rows = csv_rows(fetched(client, "/compare.csv?indicator=revenue&program=other"))
    assert [(row["program"], row["value"]) for row in rows] == [("other", "5")]
    assert len(csv_rows(fetched(client, "/compare.csv?program=other&program=jingdezhen"))) == 4
    assert csv_rows(fetched(client, "/compare.csv")) == []


def test_a_source_gives_what_rests_on_it_also_as_a_further_place(client, program):
    further = records.observation(program, value="1", **records.year(2001))
    further.other_citations.add(records.citation("也说", 2, records.source("second")))
    records.observation(program, value="2", **records.year(2002))
    rows = csv_rows(fetched(client, "/sources/second/observations.csv"))
    assert [(row["value"], row["other_citations"]) for row in rows] == [("1", "second#2#也说")]


def test_a_chart_gives_the_figures_that_it_draws_and_itself_with_its_source(client, pair):
    records.observation(pair, records.indicator("single"), "7")
    rows = csv_rows(fetched(client, "/charts/jingdezhen/revenue.csv"))
    assert [row["value"] for row in rows] == ["148.92", "352.6"]
    drawn = client.get("/en/charts/jingdezhen/revenue.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(drawn.content)
    words = " ".join(root.itertext())
    for said in ("Revenue revenue", "CNY billion", "2017 and 2021", "Source: A report, paragraph 1"):
        assert said in words
    assert not {element.tag.rpartition("}")[2] for element in root.iter()} & {"script", "style", "image"}


@pytest.mark.parametrize("address", ["/programs/jingdezhen/", "/indicators/revenue/", "/sources/report/", "/programs/"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_links_of_a_page_lead_to_its_files(client, pair, address, language):
    links = file_links(client, f"{language}{address}?sort=name")
    assert len(links) >= 3
    for link in links:
        assert link.startswith(f"{language}/")
        assert client.head(link).status_code == 200


def test_the_links_of_a_list_keep_its_filters_but_not_its_page(client, program):
    links = file_links(client, "/programs/?region=360000&sort=-name&page=1")
    assert links[0] == "/programs.csv?region=360000&sort=-name"


def test_a_head_request_writes_no_rows(client, pair):
    with CaptureQueriesContext(connection) as queries:
        response = client.head("/observations.csv")
    assert response["Content-Type"] == KINDS["csv"]
    assert not [query for query in queries if "indicators_observation" in query["sql"]]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_workbook_has_typed_cells_under_headers_that_are_each_there_once(client, pair, language):
    book = workbook(fetched(client, f"{language}/programs/jingdezhen/observations.xlsx"))
    row = sheet_rows(book.worksheets[0])[0]
    assert (row["value"].value, row["value"].data_type) == (148.92, "n")
    assert (row["period_start"].value.date(), row["period_start"].is_date) == (datetime.date(2017, 1, 1), True)
    assert (row["period_inferred"].value, row["period_inferred"].data_type) == (False, "b")
    assert (row["region"].value, row["region"].data_type) == ("360000", "s")
    assert row["figure"].value == "148.92 亿元"
    headers = [cell.value for cell in book.worksheets[0][1]]
    assert all(headers)
    assert len(set(headers)) == len(headers)


def test_a_workbook_says_what_must_be_known_in_the_language_of_the_page(client, pair):
    doubt = records.note(pair, text="少一个字。", text_en="A character is missing.")
    Observation.objects.first().source_notes.add(doubt)
    said = {
        "": ("少一个字。", "一篇报道", "> 超过", "http://testserver/programs/jingdezhen/"),
        "/en": ("A character is missing.", "A report", "> more than", "http://testserver/en/programs/jingdezhen/"),
    }
    for language, words in said.items():
        book = workbook(fetched(client, f"{language}/programs/jingdezhen.xlsx"))
        assert len(book.worksheets) == 6
        cells = {str(cell.value) for line in book.worksheets[4].iter_rows() for cell in line}
        assert cells >= set(words)
    columns = {line[2].value: line[4].value for line in book.worksheets[5].iter_rows()}
    assert "gt = more than" in columns["comparator"]


def test_a_workbook_that_would_be_too_long_points_to_csv_with_the_same_filters(client, pair, monkeypatch):
    monkeypatch.setattr(responses, "MOST_ROWS", 1)
    response = client.get("/en/observations.xlsx?region=360000")
    assert response.status_code == 400
    assert 'href="/en/observations.csv?region=360000"' in response.content.decode()


def test_csv_is_compressed_on_the_way_and_a_workbook_is_not(client, pair):
    asked = {"HTTP_ACCEPT_ENCODING": "gzip"}
    assert client.get("/observations.csv", **asked)["Content-Encoding"] == "gzip"
    packed = client.get("/observations.xlsx", **asked)
    assert "Content-Encoding" not in packed
    assert int(packed["Content-Length"]) == len(b"".join(packed.streaming_content))


def test_records_are_fetched_part_by_part(program):
    for number in range(5):
        records.observation(program, value=str(number), **records.year(2000 + number))
    resource = RESOURCES["observations"]
    with CaptureQueriesContext(connection) as queries:
        found = in_key_order(resource, resource.published(), size=2)
        next(found)
        first = len(queries)
        rest = list(found)
    keys = [row.pk for row in rest]
    assert len(keys) == 4
    assert keys == sorted(keys)
    assert len(queries) == 3 * first
    backwards = in_their_order(resource.published(), Observation.objects.order_by("-pk"), size=2)
    assert [row.pk for row in backwards] == sorted([*keys, keys[0] - 1], reverse=True)


def test_the_first_bytes_of_an_endless_table_are_written_at_once(pair):
    resource, links = RESOURCES["observations"], Links("https://portal.example")
    row = next(rows_of(resource, links))
    endless = Sheet(resource, lambda: repeat(row), lambda: 0)
    made = datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)
    for chunks in (csv_chunks(endless), json_chunks(Download([endless], links, "", made))):
        assert all(len(chunk) < 200_000 for chunk in islice(chunks, 5))


@pytest.mark.parametrize("address", [*FILES, "/programs/jingdezhen"])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, address):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            fetched(client, f"{address}.json?program=jingdezhen")
        return len(found)

    first = records.program("jingdezhen")
    _fill(first, 1)
    few = queries()
    for number in range(4):
        _fill(records.program(f"more-{number}", measures=2), number + 3)
        records.region(f"36010{number}", name=f"县{number}", level="county", parent=Region.objects.get(code="360000"))
    _fill(first, 30)
    assert queries() == few


def _fill(of: Program, number: int) -> None:
    """Two figures with all that hangs on one, and a change between them."""
    base = records.observation(of, value="1.5", **records.year(1990 + 2 * number))
    last = records.observation(of, value="2.5", **records.year(1991 + 2 * number))
    last.other_citations.add(records.citation(f"又 {number}", 40 + number))
    last.source_notes.add(records.note(of, slug=f"note-{of.slug}-{number}"))
    records.change(of, "2", kind="multiple", slug=f"change-{number}", from_observation=base, to_observation=last)


def test_a_file_as_of_a_day_holds_what_was_public_then(client, pair):
    written(20)
    revised = Observation.objects.get(period_start__year=2021)
    revised.value = Decimal("400.0")
    revised.save()
    withdrawn = Observation.objects.get(period_start__year=2017)
    withdrawn.publication = "withdrawn"
    withdrawn.save()
    written(10)
    then, address = f"?as_of={days_ago(15)}", "/programs/jingdezhen/observations"
    assert [row["value"] for row in csv_rows(fetched(client, f"{address}.csv"))] == ["400.0"]
    assert [row["value"] for row in csv_rows(fetched(client, f"{address}.csv{then}"))] == ["148.92", "352.6"]
    assert [row["value"] for row in json_rows(fetched(client, f"{address}.json{then}"))] == ["148.92", "352.6"]
    sheet = workbook(fetched(client, f"{address}.xlsx{then}")).worksheets[0]
    assert [row["value"].value for row in sheet_rows(sheet)] == [148.92, 352.6]
    assert f"as-of-{days_ago(15)}.csv" in unquote(client.get(f"{address}.csv{then}")["Content-Disposition"])
    assert client.get(f"{address}.csv?as_of={days_ago(400)}").status_code == 400
    assert client.get(f"/observations.csv{then}&q=x").status_code == 400


def test_every_code_has_a_word_in_both_languages():
    for resource in RESOURCES.values():
        for column in columns_of(resource.row):
            for language in ("zh-hans", "en"):
                with override(language):
                    words = [str(word) for word in column.labels.values()]
                    assert len(set(words)) == len(words)
