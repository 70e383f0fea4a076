"""The description of the interface and the page that tells it."""

from __future__ import annotations

import re

import pytest
from django.urls import translate_url
from openapi_schema_validator import OAS31Validator

from indicators.exports.resources import RESOURCES
from qualityportal.api.problems import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(client, portal):
    return client.get("/api/v1/openapi.json").json()


def test_everything_is_described(described):
    for path, methods in described["paths"].items():
        operation = methods["get"]
        assert operation["description"], path
        assert all(parameter["description"] for parameter in operation["parameters"]), path
        assert set(operation["responses"]) == {"200", "304", "400", "404", "405", "422", "429", "500", "503"}
    for resource in RESOURCES.values():
        schema = described["components"]["schemas"][resource.row.__name__]
        assert tuple(schema["properties"]) == resource.columns
        assert all(column["description"] for column in schema["properties"].values())


@pytest.mark.parametrize("name", RESOURCES)
def test_the_examples_are_rows_of_this_portal_and_fit_the_description(client, described, name):
    content = described["paths"][f"/api/v1/{name}"]["get"]["responses"]["200"]["content"]["application/json"]
    schema = content["schema"] | {"components": described["components"]}
    OAS31Validator(schema).validate(content["example"])
    row = content["example"]["items"][0]
    assert client.get(f"/api/v1/{name}/{row[RESOURCES[name].key]}").json() == row


def test_states_of_programs_and_of_measures_are_told_apart(described):
    schemas = described["components"]["schemas"]
    assert schemas["ProgramState"]["enum"] != schemas["MeasureState"]["enum"]


def test_no_person_no_place_and_no_licence_is_made_up(described):
    assert set(described["info"]) == {"title", "version", "description"}


@pytest.mark.parametrize("address", ["/api/docs", "/en/api/docs"])
def test_the_page_tells_all_of_it_without_a_script(client, portal, address):
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="https?://(?!testserver)', html)
    for name, resource in RESOURCES.items():
        assert f'id="{name}"' in html
        assert f'href="/api/v1/{name}.csv"' in html
        assert all(f"<code>{column}</code>" in html for column in resource.columns)
    assert all(f'id="{kind}"' in html for kind in KINDS)
    assert "http://testserver/api/v1/observations.csv" in html


def test_the_page_is_in_the_language_of_its_address(client, portal):
    english = client.get("/en/api/docs").content.decode()
    assert "Code of a region, present or former" in english
    assert "Code of a region" not in client.get("/api/docs").content.decode()
    assert translate_url("/api/docs", "en") == "/en/api/docs"


def test_every_page_leads_there(client, portal):
    assert 'href="/api/docs"' in client.get("/about/").content.decode()


def test_a_portal_without_records_still_describes_itself(client):
    assert "example" not in str(client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/programs/{key}"])
    assert client.get("/api/docs").status_code == 200
