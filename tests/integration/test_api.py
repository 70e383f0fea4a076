"""The interface gives what is published, whole, in pages and as CSV, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES, rows_of
from indicators.models import Observation
from programs.filters import ProgramFilter
from programs.models import FormerRegionCode, Measure, Program
from tests import past, records

pytestmark = pytest.mark.django_db

API = "/api/v1"
NAMES = sorted(RESOURCES)


def items(client, address, **query):
    return client.get(f"{API}/{address}", query).json()["items"]


def lines(client, address, **query):
    response = client.get(f"{API}/{address}", query)
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("name", NAMES)
def test_a_list_its_csv_and_its_single_records_are_the_published_rows(client, portal, name):
    resource = RESOURCES[name]
    rows = [json.loads(row.model_dump_json()) for row in rows_of(resource, Links("http://testserver"))]
    page = client.get(f"{API}/{name}", {"limit": 1000}).json()
    assert page == {"count": len(rows), "next": None, "items": rows}
    twin = lines(client, f"{name}.csv")
    assert [line[resource.key] for line in twin] == [str(row[resource.key]) for row in rows]
    assert tuple(twin[0]) == resource.columns
    assert client.get(f"{API}/{name}/{rows[-1][resource.key]}").json() == rows[-1]


# Pages


def test_a_walk_meets_every_row_once_and_in_order(client, portal):
    address, seen, counts = f"{API}/observations?limit=7", [], set()
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["items"]]
        counts.add(page["count"])
        address = page["next"]
    assert seen == sorted(set(seen))
    assert counts == {len(seen)} == {len(lines(client, "observations.csv"))}


def test_what_is_published_during_a_walk_moves_no_row(client, program):
    made = [records.indicator(f"indicator-{letter}") for letter in "bdf"]
    page = client.get(f"{API}/indicators?limit=2").json()
    records.indicator("indicator-a")
    records.indicator("indicator-e")
    rest = client.get(page["next"]).json()
    codes = [row["code"] for row in page["items"] + rest["items"]]
    assert codes == ["indicator-b", "indicator-d", "indicator-e", "indicator-f"]
    assert rest["count"] == len(made)  # as the walk began
    assert rest["next"] is None


def test_what_is_new_comes_in_the_order_in_which_it_was_written(client, program):
    """Whoever keeps a copy asks since the last time; what changes during the walk comes again at its end."""
    first, second, third = (records.observation(program, records.indicator(f"number-{n}")) for n in range(3))
    second.save()
    page = client.get(f"{API}/observations?updated_since=2020-01-01&limit=2").json()
    assert [row["id"] for row in page["items"]] == [first.pk, third.pk]
    first.save()
    rest = client.get(page["next"]).json()
    assert [row["id"] for row in rest["items"]] == [second.pk, first.pk]
    assert rest["next"] is None


def test_what_was_written_in_one_moment_is_told_apart_by_its_number(client, program):
    made = [records.observation(program, records.indicator(f"number-{n}")).pk for n in range(5)]
    Observation.objects.update(updated_at=past.noon(1))
    address, seen = f"{API}/observations?updated_since=2020-01-01&limit=2&fields=id", []
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["items"]]
        address = page["next"]
    assert seen == made


def test_next_is_an_absolute_address_that_keeps_filters_and_columns(client, portal):
    page = client.get(f"{API}/observations?limit=1&fields=id&region=360000").json()
    assert page["next"].startswith("http://testserver/api/v1/observations?")
    following = client.get(page["next"]).json()
    assert [list(row) for row in following["items"]] == [["id"]]
    assert following["count"] == page["count"] == len(lines(client, "observations.csv", region="360000"))


def test_chosen_columns_come_alone_and_in_the_order_of_the_row(client, portal):
    row = items(client, "observations", fields="value,id,comparator", limit=1)[0]
    assert list(row) == ["id", "comparator", "value"]


# Filters: each is checked against the same choice made among all rows


def within(first, last):
    return lambda row: bool(row["period_start"]) and first <= row["period_start"] and row["period_end"] <= last


def years(row):
    return (row["start_year"] or 9999, row["end_year"] or row["start_year"] or 0)


FILTERS = [
    ("observations", {"program": "zhangshu-metal-furniture"}, lambda r: r["program"] == "zhangshu-metal-furniture"),
    ("observations", {"indicator": "export-value"}, lambda r: r["indicator"] == "export-value"),
    ("observations", {"region": "360000"}, lambda r: r["region"].startswith("36")),
    ("observations", {"chain": "ceramics"}, lambda r: r["chain"] == "ceramics"),
    ("observations", {"role": "target"}, lambda r: r["role"] == "target"),
    ("observations", {"obs_status": "provisional"}, lambda r: r["obs_status"] == "provisional"),
    ("observations", {"comparator": "gt"}, lambda r: r["comparator"] == "gt"),
    ("observations", {"period_from": "2013-01-01"}, lambda r: (r["period_start"] or "") >= "2013-01-01"),
    ("observations", {"period_from": "2013-01-01", "period_to": "2023-12-31"}, within("2013-01-01", "2023-12-31")),
    (
        "observations",
        {"chain": "ceramics", "role": "actual"},
        lambda r: (r["chain"], r["role"]) == ("ceramics", "actual"),
    ),
    ("observations", {"updated_since": "2000-01-01"}, lambda r: True),
    ("observations", {"updated_since": "2999-01-01T00:00:00+08:00"}, lambda r: False),
    ("changes", {"kind": "percent"}, lambda r: r["kind"] == "percent"),
    ("changes", {"program": "fujian-household-ceramics"}, lambda r: r["program"] == "fujian-household-ceramics"),
    ("programs", {"status": "running"}, lambda r: r["state"] == "running"),
    ("measures", {"category": "standards"}, lambda r: r["category"] == "standards"),
    ("measures", {"status": "planned"}, lambda r: r["state"] == "planned"),
    (
        "measures",
        {"year": "2019"},
        lambda r: r["start_year"] and r["start_year"] <= 2019 <= (r["end_year"] or r["start_year"]),
    ),
    ("indicators", {"topic": "scale"}, lambda r: r["topic"] == "scale"),
    ("regions", {"level": "county"}, lambda r: r["level"] == "county"),
    ("regions", {"region": "360000"}, lambda r: r["path"].startswith("360000/")),
    ("chains", {"q": "taoci"}, lambda r: r["slug"] == "ceramics"),
    ("sources", {"q": "樟树"}, lambda r: r["slug"] == "zhangshu-metal-furniture"),
]


@pytest.mark.parametrize(("name", "query", "belongs"), FILTERS, ids=lambda said: "" if callable(said) else str(said))
def test_a_filter_keeps_what_it_says(client, portal, name, query, belongs):
    rows = items(client, name, limit=1000)
    kept = client.get(f"{API}/{name}", query | {"limit": 1000}).json()
    assert kept["items"] == [row for row in rows if belongs(row)]
    assert kept["count"] == len(kept["items"]) == len(lines(client, f"{name}.csv", **query))
    assert len(kept["items"]) < len(rows) or "2000-01-01" in query.values()


def test_topic_goes_by_the_indicator(client, portal):
    codes = {row["code"] for row in items(client, "indicators", topic="scale", limit=1000)}
    rows = items(client, "observations", limit=1000)
    kept = items(client, "observations", topic="scale", limit=1000)
    assert kept
    assert kept == [row for row in rows if row["indicator"] in codes]


@pytest.mark.parametrize(
    "query",
    [
        *({"q": "陶瓷"}, {"q": "zhangshu"}, {"region": "360000"}, {"chain": "ceramics"}, {"status": "running"}),
        *({"category": "standards"}, {"year": "2023"}, {"q": "陶瓷", "year": "2023", "region": "350000"}),
    ],
    ids=str,
)
def test_programs_are_those_of_the_page_with_the_same_filters(client, portal, query):
    page = ProgramFilter(query, queryset=Program.objects.live()).qs
    assert {row["slug"] for row in items(client, "programs", **query)} == {program.slug for program in page}


def test_a_former_code_stands_for_the_region(client):
    place = records.region("341500", level="prefecture", parent=records.region("340000"), name="六安市")
    FormerRegionCode.objects.create(region=place, code="342400")
    records.program("luan", region=place)
    assert [row["slug"] for row in items(client, "programs", region="342400")] == ["luan"]
    assert client.get(f"{API}/regions/342400").json()["code"] == "341500"


def test_a_county_directly_below_a_province_lies_in_it(client):
    """Its code begins with 4290, which is no prefecture."""
    province = records.region("420000", name="湖北省")
    county = records.region("429004", level="county", parent=province, name="仙桃市")
    made = records.observation(records.program("xiantao", region=county))
    assert [row["id"] for row in items(client, "observations", region="420000")] == [made.pk]


# Only what is published


@pytest.fixture
def hidden(db):
    """One published program; around it everything that is not published, marked so that it is found anywhere."""
    person = records.person("secret-editor", "编辑 Editor")
    mark = {"editor": person, "reviewed_by": person, "review_note": "SECRET note"}
    shown = records.program("shown", **mark)
    for state in ("draft", "in-review", "withdrawn"):
        closed = records.program(f"secret-{state}", name="SECRET", publication=state)
        records.observation(closed, citation=records.citation("SECRET of it"))
        records.change(closed, citation=records.citation("SECRET of it"))
        records.source(f"secret-{state}", title="SECRET", publication=state)
        hidden: dict[str, Any] = {"publication": state, "citation": records.citation("SECRET phrase")}
        records.measure(shown, f"secret-{state}", title="SECRET", **hidden)
        records.observation(shown, records.indicator(f"of-{state}"), **hidden)
        records.change(shown, slug=f"secret-{state}", **hidden)
    figure = records.observation(shown, records.indicator("open"), **mark)
    figure.source_notes.set([records.note(shown, slug="secret-note", publication="draft")])
    return figure


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_not_published_leaves_the_portal(client, hidden, name):
    whole = client.get(f"{API}/{name}?limit=1000").content.decode()
    twin = b"".join(client.get(f"{API}/{name}.csv").streaming_content).decode()
    for text in (whole, twin):
        assert "secret" not in text.lower()
    if name in ("observations", "programs", "measures"):
        assert json.loads(whole)["count"] == 1


def test_a_draft_cannot_be_told_from_nothing(client, hidden):
    for address in ("programs/{}", "observations?program={}", "measures.csv?program={}"):
        answers = [client.get(f"{API}/{address.format(slug)}") for slug in ("secret-draft", "no-such-one")]
        assert [answer.status_code for answer in answers] == [404, 404]
        told = [answer.content.decode().replace("secret-draft", "no-such-one") for answer in answers]
        assert told[0] == told[1]
    draft = Measure.objects.get(slug="secret-draft")
    assert client.get(f"{API}/measures/{draft.pk}").status_code == 404


# Costs


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as context:
        assert client.get(address).status_code == 200
    return len(context)


@pytest.mark.parametrize("name", NAMES)
def test_queries_do_not_grow_with_the_rows(client, name):
    def more(number):
        program = records.program(f"program-{number}", region=records.region(f"3{number}0000"))
        figure = records.observation(program, records.indicator(f"indicator-{number}"))
        figure.other_citations.set([records.citation("再说", number + 5)])
        records.change(program, to_observation=figure)
        records.source(f"source-{number}")
        records.chain(f"chain-{number}")

    more(1)
    few = queries(client, f"{API}/{name}")
    for number in range(2, 7):
        more(number)
    assert queries(client, f"{API}/{name}") == few
    assert few <= 11


def test_a_later_page_does_not_count_again(client, portal):
    page = client.get(f"{API}/observations?limit=5").json()
    with CaptureQueriesContext(connection) as context:
        client.get(page["next"])
    assert not [query for query in context.captured_queries if "COUNT(" in query["sql"]]


# The web


@pytest.mark.parametrize("address", ["observations?role=target", "programs/jingdezhen-ceramics", "openapi.json"])
def test_what_has_not_changed_costs_an_empty_304(client, portal, address):
    first = client.get(f"{API}/{address}")
    again = client.get(f"{API}/{address}", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ["observations", "observations.csv", "programs/jingdezhen-ceramics"])
def test_head_answers_as_get_does(client, portal, address):
    get, head = client.get(f"{API}/{address}"), client.head(f"{API}/{address}")
    assert head.status_code == 200
    assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.parametrize(
    "address", [f"{API}/programs", f"{API}/programs.csv", f"{API}/nothing", "/charts/jingdezhen-ceramics/patents.json"]
)
def test_any_page_may_read_the_interface_and_the_data_of_charts(client, portal, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    asked = client.options(address, headers={"Origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


def test_pages_and_the_admin_are_not_open_to_other_origins(client, portal):
    for address in ("/", "/programs/", "/admin/", "/charts/jingdezhen-ceramics/patents.svg"):
        assert "Access-Control-Allow-Origin" not in client.get(address)


def test_no_cookie_is_set_or_needed(client, portal):
    response = client.get(f"{API}/programs")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
