"""What the interface refuses, it refuses as a problem that says what to do: never as a page, never as a failure."""

from __future__ import annotations

from unittest import mock

import pytest

from qualityportal.api import limits

pytestmark = pytest.mark.django_db

API = "/api/v1"
HUGE = "9" * 30


def problem(response):
    """The body of an answer that is a whole problem and nothing else."""
    assert response["Content-Type"] == "application/problem+json"
    assert "no-store" in response["Cache-Control"]
    body = response.json()
    assert set(body) - {"errors"} == {"type", "title", "status", "detail", "remedy"}
    assert body["status"] == response.status_code
    assert all(body[name] for name in ("title", "detail", "remedy"))
    return body


REFUSED = [
    # what a database cannot hold
    ("programs?q=a%00b", 422),
    ("programs?chain=a%00", 422),
    ("observations?program=%00", 422),
    ("programs/a%00b", 422),
    ("observations.csv?indicator=%00", 422),
    (f"observations?limit={HUGE}", 422),
    (f"observations/{HUGE}", 422),
    (f"measures/{2**63}", 422),
    (f"programs?year={HUGE}", 422),
    ("programs?q=" + "长" * 81, 422),
    ("programs?chain=" + "a" * 81, 422),
    ("programs?q=a+b+c+d+e+f+g+h+i", 422),
    # what is no value
    ("observations?limit=0", 422),
    ("observations?limit=1001", 422),
    ("observations?role=Target", 422),
    ("observations?comparator=", 422),
    ("observations?period_from=2024", 422),
    ("observations?period_from=2024-02-30", 422),
    ("observations?period_to=1700000000", 422),
    ("observations?updated_since=yesterday", 422),
    ("programs?region=36", 422),
    ("programs?region=３６００００", 422),
    ("programs?chain=%ff%fe", 422),
    ("programs?chain=%ed%a0%80", 422),
    ("observations?fields=", 422),
    ("observations?fields=id,secret", 422),
    ("observations/1.5", 422),
    ("programs?as_of=2024-13-01", 422),
    ("programs?as_of=2024-01-01T00:00:00", 422),
    # what is no parameter of this list
    ("programs?regoin=360000", 422),
    ("programs?chain=ceramics&chain=metal-furniture", 422),
    ("observations.csv?limit=10", 422),
    ("observations/1?role=target", 422),
    # what names nothing
    ("programs/nothing", 404),
    ("observations/4711", 404),
    (f"observations/{2**63 - 1}", 404),
    ("observations?program=nothing", 404),
    ("observations?indicator=nothing", 404),
    ("observations?chain=nothing", 404),
    ("observations?region=999999", 404),
    ("observations.csv?region=999999", 404),
    ("programs?as_of=0001-01-01", 404),
    ("programs?as_of=9999-12-31", 404),
    ("programs?as_of=9999-12-31T23:59:59-14:00", 404),
    ("nothing", 404),
    ("", 404),
    ("observations/", 404),
    ("observations.xml", 404),
    # what contradicts itself
    ("observations?cursor=abc", 400),
    ("observations?cursor=%00", 400),
    ("observations?cursor=WzEsNTFd.abc", 400),
]


@pytest.mark.parametrize(("address", "status"), REFUSED)
def test_a_request_that_cannot_be_answered_is_told_why(client, program, address, status):
    response = client.get(f"{API}/{address}")
    assert response.status_code == status
    problem(response)


EXTREMES = ["updated_since=0001-01-01T00:00:00%2B14:00", "updated_since=9999-12-31T23:59:59-14:00"]
EXTREMES += ["period_from=0001-01-01", "period_to=9999-12-31", f"limit=000000{1}"]


@pytest.mark.parametrize("query", EXTREMES)
def test_the_first_and_the_last_of_all_days_can_be_asked_for(client, program, query):
    assert client.get(f"{API}/observations?{query}").status_code == 200


def test_a_wrong_parameter_is_named_with_what_it_may_hold(client, program):
    body = problem(client.get(f"{API}/observations?role=x&limit=2000&since=1", headers={"Accept-Language": "en"}))
    errors = {row["parameter"]: row for row in body["errors"]}
    assert set(errors) == {"role", "limit"}
    assert "actual" in errors["role"]["allowed"]
    assert errors["role"]["detail"] == "“x” cannot be used."
    assert errors["limit"]["allowed"] == "≤ 1000"
    assert errors["limit"]["expected"] == "Most items on a page, from 1 to 1000."
    body = problem(client.get(f"{API}/observations?since=1"))
    assert "updated_since" in body["errors"][0]["allowed"]


def test_a_cursor_of_another_list_is_refused(client, portal):
    following = client.get(f"{API}/observations?limit=1&role=actual").json()["next"]
    others = (following.replace("role=actual", "role=target"), following.replace("role=actual&", ""))
    for other in (*others, following.replace("role=actual&", "").replace("/observations", "/changes")):
        body = problem(client.get(other))
        assert body["type"].endswith("#bad-cursor")
        assert body["status"] == 400


def test_problems_are_told_in_the_language_of_the_reader(client, program):
    address = f"{API}/programs/nothing"
    chinese = client.get(address, headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    english = client.get(address, headers={"Accept-Language": "fr-FR, de;q=0.5"})
    assert (chinese["Content-Language"], english["Content-Language"]) == ("zh-hans", "en")
    assert "Accept-Language" in chinese["Vary"]
    assert english.json()["title"] == "No such record is published"
    assert any("一" <= char <= "鿿" for char in chinese.json()["title"])
    assert chinese.json()["type"] == english.json()["type"] == "http://testserver/api/docs#unknown-record"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["observations", "programs.csv", "programs/jingdezhen", "openapi.json"])
def test_nothing_can_be_written(client, program, method, address):
    response = getattr(client, method)(f"{API}/{address}")
    assert problem(response)["status"] == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_failure_says_nothing_of_the_inside(client, program):
    client.raise_request_exception = False
    with mock.patch("qualityportal.api.routes.part_of", side_effect=RuntimeError("SELECT inside")):
        response = client.get(f"{API}/programs")
    assert problem(response)["status"] == 500
    assert "inside" not in response.content.decode()


def test_a_foreign_host_gets_a_problem_too(client, program):
    response = client.get(f"{API}/programs", headers={"host": "elsewhere.example"})
    assert problem(response)["status"] == 400
    assert "elsewhere" not in response.content.decode()


def test_pages_still_answer_with_pages(client):
    assert client.get("/nothing/")["Content-Type"].startswith("text/html")
    assert client.get("/apiary")["Content-Type"].startswith("text/html")


# Limits


@pytest.fixture
def minute(settings):
    """The clock stands 20.5 seconds into a minute; two requests a minute are allowed, of these one as CSV."""
    settings.API_RATE, settings.API_CSV_RATE = 2, 1
    with mock.patch.object(limits, "clock", return_value=60_020.5) as clock:
        yield clock


def test_who_asks_too_often_is_told_how_long_to_wait(client, program, minute):
    assert [client.get(f"{API}/programs?limit={n}").status_code for n in (1, 2, 3)] == [200, 200, 429]
    response = client.get(f"{API}/measures")
    assert problem(response)["type"].endswith("#too-many-requests")
    assert response["Retry-After"] == "40"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{API}/programs?limit=1").status_code == 200  # what is kept costs nothing and counts for nothing
    minute.return_value += 40
    assert client.get(f"{API}/programs").status_code == 200


def test_addresses_are_counted_apart_and_csv_by_itself(client, program, minute):
    assert [client.get(f"{API}/programs.csv").status_code for _time in range(2)] == [200, 429]
    assert client.get(f"{API}/programs").status_code == 200
    for number in range(2):
        client.get(f"{API}/programs?limit={number + 1}")
    assert client.get(f"{API}/programs?limit=9", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_no_limit_where_none_is_set(client, program, settings):
    settings.API_RATE = 0
    assert {client.get(f"{API}/programs?limit={n}").status_code for n in range(1, 6)} == {200}
