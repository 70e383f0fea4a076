"""The interface as of a day: what was published then, as it stood then, in lists, single records and CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from programs.actions.writing import write
from tests import past, records

pytestmark = pytest.mark.django_db

API = "/api/v1"


@pytest.fixture
def revised(program):
    """Thirty days ago 352.6 and a second figure; ten days ago the first became 360.5 and the second was withdrawn,
    and a second program was published.
    """
    first = records.observation(program)
    second = records.observation(program, records.indicator("tax"), "19.0", citation=records.citation("税收", 2))
    past.written(30)
    first.value = Decimal("360.5")
    write(first, reason="复核")
    second.publication = "withdrawn"
    write(second, reason="来源有误")
    later = records.program("later", measures=0)
    records.measure(later, "only-later")
    records.change(later, slug="only-later")
    past.written(10)
    return first, second


def on(days):
    return {"as_of": past.days_ago(days).isoformat()}


def values(client, **query):
    return {row["id"]: row["value"] for row in client.get(f"{API}/observations", query).json()["items"]}


def test_lists_give_the_figures_of_that_day(client, revised):
    first, second = revised
    assert values(client, **on(11)) == {first.pk: "352.6", second.pk: "19.0"}
    assert values(client, **on(10)) == values(client) == {first.pk: "360.5"}


def test_single_records_are_those_of_that_day(client, revised):
    first, second = revised
    address = f"{API}/observations/{second.pk}"
    assert client.get(f"{API}/observations/{first.pk}", on(11)).json()["value"] == "352.6"
    assert client.get(address, on(11)).json()["value"] == "19.0"
    assert client.get(address, on(10)).status_code == client.get(address).status_code == 404


def test_the_csv_twin_is_of_that_day_to_its_last_row(client, revised):
    response = client.get(f"{API}/observations.csv", on(11))
    rows = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert [row["value"] for row in rows] == ["352.6", "19.0"]


def test_pages_of_a_past_list_stay_in_that_day(client, revised):
    page = client.get(f"{API}/observations", on(11) | {"limit": 1}).json()
    rest = client.get(page["next"]).json()
    assert [page["count"], rest["count"]] == [2, 2]
    assert [row["value"] for row in page["items"] + rest["items"]] == ["352.6", "19.0"]


@pytest.mark.parametrize("name", ["programs", "measures", "changes"])
def test_what_was_published_later_was_not_there(client, revised, name):
    def count(**query):
        return client.get(f"{API}/{name}", query).json()["count"]

    assert count() == count(**on(10)) == count(**on(11)) + 1


def test_filters_name_what_was_there_then(client, revised):
    assert client.get(f"{API}/measures", on(11) | {"program": "later"}).status_code == 404
    assert client.get(f"{API}/measures", on(10) | {"program": "later"}).json()["count"] == 1


def test_what_was_new_then_can_be_asked_for(client, revised):
    first, second = revised
    assert values(client, **on(11), updated_since=past.days_ago(31).isoformat()).keys() == {first.pk, second.pk}
    assert values(client, **on(10), updated_since=past.days_ago(11).isoformat()).keys() == {first.pk}
    assert values(client, **on(11), updated_since=past.days_ago(11).isoformat()) == {}


def test_sources_are_those_of_that_day(client, revised):
    named = client.get(f"{API}/sources", on(11)).json()["items"]
    assert [row["slug"] for row in named] == ["report"]


def test_before_the_first_record_and_after_today_nothing_is_known(client, revised):
    for day in (past.days_ago(40), past.days_ago(-2)):
        response = client.get(f"{API}/programs", {"as_of": day.isoformat()}, headers={"Accept-Language": "en"})
        assert response.status_code == 404
        assert response.json()["type"].endswith("#unknown-moment")
        assert past.days_ago(30 if day < past.days_ago(0) else -2).isoformat() in response.json()["detail"]


def test_the_past_is_not_searched(client, revised):
    response = client.get(f"{API}/programs", on(10) | {"q": "later"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
