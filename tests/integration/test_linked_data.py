"""What the pages and the catalogue tell machines about the data: well formed, true, and no way out of its element."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyshacl
import pytest
from django.utils import timezone
from rdflib import Graph

from indicators.exports.linked.data_block import data_block
from programs.models import Program
from tests import records

# rdflib and pyshacl still call what rdflib calls old.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
SHAPES = Path(__file__).parent.parent / "shapes"
# The terms of schema.org's own context that are used, so that nothing is fetched.
SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    **{name: {"@id": f"https://schema.org/{name}", "@type": "@id"} for name in ("url", "contentUrl", "license")},
}
PROGRAM = "/programs/zhangshu-metal-furniture/"
PAGES = [PROGRAM, "/programs/jiangxi-quality-chains/", "/indicators/export-value/", "/sources/ceramics-three-regions/"]


class DataBlocks(HTMLParser):
    """The JSON-LD of a page as a browser would cut it out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def block(client, path: str) -> dict[str, Any]:
    parser = DataBlocks()
    parser.feed(client.get(path).content.decode())
    assert len(parser.found) == 1, path
    found: dict[str, Any] = json.loads(parser.found[0])
    return found


def faults(value: dict[str, Any], shapes: str) -> str:
    """What the shapes say against it; empty where nothing."""
    local = {**value, "@context": SCHEMA_ORG} if value["@context"] == "https://schema.org/" else value
    graph = Graph().parse(data=json.dumps(local), format="json-ld")
    assert len(graph) > 5
    conforms, _report, text = pyshacl.validate(graph, shacl_graph=str(SHAPES / shapes))
    return "" if conforms else str(text)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_describe_their_data_as_search_engines_ask(portal, client, prefix):
    for path in [*PAGES, "/charts/fujian-household-ceramics/export-value/", "/", "/about/"]:
        assert not faults(block(client, prefix + path), "schema_org.ttl"), path
    for path in PAGES:
        assert not faults(client.get(f"{prefix}{path}dataset.jsonld").json(), "schema_org.ttl"), path


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_has_few_words_of_its_own_is_described_at_length(program, client, prefix):
    records.source(remark="")
    records.observation(program)
    assert not faults(block(client, f"{prefix}/sources/report/"), "schema_org.ttl")


def test_the_shapes_find_what_is_wrong(portal, client):
    good = block(client, PROGRAM)
    short = {**good, "description": "太短"}
    vague = {**good, "temporalCoverage": "2021"}
    loose = {**good, "distribution": [{"@type": "DataDownload", "name": "CSV"}] * 2}
    assert all(faults(wrong, "schema_org.ttl") for wrong in (short, vague, loose))


def test_a_program_tells_what_its_page_shows(portal, client):
    whole = client.get(f"{PROGRAM}dataset.jsonld").json()
    assert whole["name"].startswith("樟树市") or "樟树市" in whole["name"]
    assert whole["spatialCoverage"] == {"@type": "AdministrativeArea", "name": "樟树市", "identifier": "360982"}
    assert whole["url"] == f"http://testserver{PROGRAM}"
    assert {"revenue-main"} & {one["propertyID"] for one in whole["variableMeasured"]} or whole["variableMeasured"]
    units = {one["propertyID"]: one["unitText"] for one in whole["variableMeasured"]}
    assert set(units.values()) >= {"元", "家"}
    assert [one["url"] for one in whole["isBasedOn"]] == ["http://testserver/sources/zhangshu-metal-furniture/"]
    assert "license" not in whole
    english = client.get(f"/en{PROGRAM}dataset.jsonld").json()
    assert english["@id"] == whole["@id"]
    assert english["url"] == f"http://testserver/en{PROGRAM}"


def test_a_chart_tells_what_it_draws_and_a_page_of_a_past_day_nothing(portal, client):
    told = block(client, "/charts/fujian-household-ceramics/export-value/")
    assert told["temporalCoverage"] == "2012-01-01/2023-12-31"
    assert told["isPartOf"] == {"@id": "http://testserver/programs/fujian-household-ceramics/#dataset"}
    for form in told["distribution"]:
        assert taken(client, form["contentUrl"]).startswith(form["encodingFormat"])
    today = timezone.localdate().isoformat()
    assert "ld+json" not in client.get(f"{PROGRAM}?as_of={today}").content.decode()


def taken(client, url: str) -> str:
    """The media type of the file at an absolute address of the portal; read to its end, which closes it."""
    address = urlsplit(url)
    response = client.get(f"{address.path}?{address.query}")
    assert response.status_code == 200, url
    assert b"".join(response)
    return response["Content-Type"].replace("; ", ";")


def test_the_files_it_names_are_there(portal, client):
    for path in [*PAGES[:1], *PAGES[2:]]:
        for form in client.get(f"{path}dataset.jsonld").json()["distribution"]:
            assert taken(client, form["contentUrl"]).startswith(form["encodingFormat"])


def test_time_is_covered_only_where_a_source_gives_it(program, client):
    records.observation(program)
    assert "temporalCoverage" not in block(client, "/programs/jingdezhen/")
    records.observation(program, value="5", period_start="2020-02-01", period_end="2020-03-31")
    records.observation(program, value="6", **records.year(2023))
    assert block(client, "/programs/jingdezhen/")["temporalCoverage"] == "2020-02-01/2023-12-31"


def test_a_licence_is_named_only_where_one_is_declared(portal, client, settings):
    settings.DATA_LICENSE = "https://example.org/licence"
    for value, shapes in ((block(client, PROGRAM), "schema_org.ttl"), (catalog(client), "dcat_ap.ttl")):
        assert not faults(value, shapes)
        assert "https://example.org/licence" in json.dumps(value)


EVIL = '</script><script>alert(1)</script><!-- <script> & "x" \u2028 ]]>'


def test_no_text_can_leave_the_element(program, client):
    Program.objects.update(name=EVIL, summary=EVIL)
    records.observation(program)
    page = client.get("/programs/jingdezhen/").content.decode()
    assert EVIL in block(client, "/programs/jingdezhen/")["name"]
    inside = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(inside) == 1
    assert not re.search("[<>&]", inside[0])
    assert "<script>alert" not in page
    assert data_block({"a": "<"}) == '<script type="application/ld+json">{"a":"\\u003C"}</script>'


@pytest.mark.parametrize("publication", ["draft", "in-review", "withdrawn"])
def test_what_is_not_published_is_not_described(program, client, publication):
    records.observation(program, records.indicator("shown"), value="1.5")
    hidden = records.observation(
        program,
        records.indicator("hidden"),
        value="777",
        publication=publication,
        citation=records.citation("密", 4, records.source("secret", publication=publication)),
    )
    told = client.get("/programs/jingdezhen/dataset.jsonld").content.decode()
    assert "shown" in told
    assert "hidden" not in told
    assert "secret" not in told
    Program.objects.filter(pk=hidden.program_id).update(publication=publication)
    assert client.get("/programs/jingdezhen/dataset.jsonld").status_code == 404
    assert client.get("/sources/secret/dataset.jsonld").status_code == 404
    assert hidden.program.slug not in client.get("/catalog.jsonld").content.decode()


def catalog(client) -> dict[str, Any]:
    response = client.get("/catalog.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    found: dict[str, Any] = response.json()
    return found


def test_the_catalogue_is_what_dcat_ap_asks(portal, client):
    value = catalog(client)
    assert not faults(value, "dcat_ap.ttl")
    figures = next(one for one in value["dcat:dataset"] if one["dct:identifier"] == "observations")
    assert {one["title"]["en"] for one in figures["dcat:distribution"]} == {
        *("CSV", "Excel", "JSON", "SDMX-CSV", "SDMX-JSON"),
    }
    assert {one["prefLabel"]["zh"] for one in figures["dct:spatial"]} == {"福建省", "广东省", "江西省"}
    broken = {**value, "dct:publisher": {"@id": "http://testserver/#portal"}}
    assert faults(broken, "dcat_ap.ttl")


def test_the_files_of_the_catalogue_are_there(portal, client):
    for dataset in catalog(client)["dcat:dataset"]:
        for form in dataset["dcat:distribution"]:
            assert taken(client, form["dcat:downloadURL"]["@id"])


def test_an_empty_portal_has_a_catalogue(db, client):
    assert not faults(catalog(client), "dcat_ap.ttl")
    assert not faults(block(client, "/"), "schema_org.ttl")
