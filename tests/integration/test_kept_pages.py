"""Finished pages are kept by the version of the data: never out of date, never another reader's."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions.corrections import report
from indicators.models import Observation
from programs.actions.publication import publish, send, withdraw
from programs.actions.revising import propose
from programs.actions.writing import remove, write
from programs.models import EvidenceCheck, IndustryChain, Program, Region
from qualityportal.caching import triggers
from qualityportal.caching.version import data_version
from qualityportal.roles import ADMINISTRATOR, EDITOR, REVIEWER
from seeds.files import read_seeds
from seeds.loader import load
from tests import records
from tests.integration.importing import confirm, csv_of, preview
from tests.integration.test_editing import change, errors, filled
from tests.integration.test_pages import html

PAGE = "/programs/jingdezhen/"


@pytest.fixture
def figure(program):
    return records.observation(program, is_key=True)


@pytest.fixture
def people(figure):
    place = figure.program.region
    return {role: records.person(role, role, place) for role in (EDITOR, REVIEWER, ADMINISTRATOR)}


def by_form(figure, people, client):
    client.force_login(people[ADMINISTRATOR])
    chain = figure.program.chain
    page = client.post(change(chain), filled(client, chain, name="卫浴", reason="更名"))
    assert page.status_code == 302, errors(page)
    assert IndustryChain.objects.get(pk=chain.pk).name == "卫浴"


def by_import(figure, people, client):
    client.force_login(people[EDITOR])
    head = ["program", "slug", "category", "title", "title_en"]
    file, page = preview(
        client, figure.program.measures.model, csv_of(head, ["jingdezhen", "new", "standards", "新", "New"])
    )
    confirm(client, figure.program.measures.model, file)
    assert figure.program.measures.filter(slug="new").exists(), page


def by_the_loader(figure, people, client):
    load(read_seeds())


def by_write(figure, people, client):
    figure.position = 9
    write(figure)


def by_remove(figure, people, client):
    remove(records.observation(figure.program, value="1", publication="draft", **records.year(2011)))


def by_publishing_a_revision(figure, people, client):
    changed = Observation.objects.get(pk=figure.pk)
    changed.value = 400
    revision = propose(changed, by=people[EDITOR], reason="更正")
    send(revision, by=people[EDITOR])
    publish(revision, by=people[REVIEWER])


def by_withdrawing(figure, people, client):
    withdraw(figure, by=people[REVIEWER], reason="错")


def by_a_readers_report(figure, people, client):
    report(observation=figure, text="?", better_source="", contact="", address="192.0.2.1")


def by_evidence(figure, people, client):
    EvidenceCheck.objects.create(digest="0" * 24, checked_on="2026-01-01")


def by_many_to_many(figure, people, client):
    figure.other_citations.add(records.citation("又一处", 7))


def by_queryset(figure, people, client):
    Program.objects.filter(pk=figure.program_id).update(name="改名")


def by_bulk(figure, people, client):
    Region.objects.bulk_create([Region(code="370000", name="山东省", level="province", path="370000/")])


def by_raw_sql(figure, people, client):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programs_program SET name = 'x'")


def by_raw_delete(figure, people, client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM programs_measure")


WAYS = [
    *(by_form, by_import, by_the_loader, by_write, by_remove, by_publishing_a_revision, by_withdrawing),
    *(by_a_readers_report, by_evidence, by_many_to_many, by_queryset, by_bulk, by_raw_sql, by_raw_delete),
]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_write_moves_the_version(figure, people, client, way):
    before = data_version()
    way(figure, people, client)
    after = data_version()
    assert after != before
    assert data_version() == after  # and reading does not


@pytest.mark.django_db
def test_what_is_taken_back_leaves_the_version_where_it_was(figure):
    before = data_version()
    with transaction.atomic():
        figure.save()
        assert data_version() != before
        transaction.set_rollback(True)
    assert data_version() == before


@pytest.mark.django_db
def test_every_table_that_pages_read_has_its_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name='data_changed'"
            )
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type='trigger' AND name LIKE 'data_changed%'")
        found = [row[0] for row in cursor.fetchall()]
    tables = triggers.public_tables()
    assert {"programs_program", "indicators_observation_other_citations", "indicators_historicalobservation"} < set(
        tables
    )
    assert {name: found.count(name) for name in tables} == dict.fromkeys(tables, 3)  # insert, update, delete


@pytest.mark.django_db
def test_the_day_is_part_of_it(portal):
    now = timezone.now()
    assert data_version(now) != data_version(now + timedelta(days=1))


@pytest.mark.django_db
def test_a_second_visit_costs_one_query_and_a_write_is_seen_at_once(figure, client):
    first = html(client, PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert html(client, PAGE) == first
    assert len(queries) == 1  # the version
    Program.objects.update(summary="说法变了。")
    assert "说法变了。" in html(client, PAGE)


@pytest.mark.django_db
def test_an_unchanged_page_is_a_304_until_something_is_written(figure, client):
    etag = client.get(PAGE)["ETag"]
    again = client.get(PAGE, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    caches["pages"].clear()
    assert client.get(PAGE, headers={"if-none-match": f'W/"other", {etag}'}).status_code == 304
    Program.objects.update(summary="说法变了。")
    changed = client.get(PAGE, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag


@pytest.mark.django_db
def test_a_cache_in_front_may_hold_it_and_knows_what_it_varies_by(figure, client):
    for _ in range(2):
        page = client.get(PAGE)
        assert "public" in page["Cache-Control"]
        assert "stale-while-revalidate" in page["Cache-Control"]
        assert page["Vary"] == "Accept-Encoding, Cookie"


@pytest.mark.django_db
def test_languages_sizes_hosts_and_compression_do_not_mix(figure, client):
    for _ in range(2):
        assert '<html lang="zh-Hans">' in html(client, PAGE)
        assert '<html lang="en">' in html(client, f"/en{PAGE}")
        assert "http://localhost/" in client.get(PAGE, headers={"host": "localhost"}).content.decode()
        assert "http://127.0.0.1/" in client.get(PAGE, headers={"host": "127.0.0.1"}).content.decode()
        packed = client.get(PAGE, headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content).decode() == html(client, PAGE)
        head = client.head(PAGE)
        assert (head.content, int(head["Content-Length"])) == (b"", len(html(client, PAGE).encode()))
    client.cookies["text_size"] = "large"
    assert 'class="large"' in html(client, PAGE)
    del client.cookies["text_size"]
    assert 'class="large"' not in html(client, PAGE)


@pytest.mark.django_db
def test_who_is_signed_in_is_passed_through_and_leaves_nothing(figure, people, client):
    client.force_login(people[EDITOR])
    page = client.get(PAGE)
    assert "public" not in page.get("Cache-Control", "")
    client.logout()
    client.cookies.clear()
    with CaptureQueriesContext(connection) as queries:
        html(client, PAGE)
    assert len(queries) > 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/programs/none/", "/text-size/", "/healthz"])
def test_only_what_is_the_same_for_all_is_kept(figure, client, path):
    client.get(path)
    client.cookies.clear()
    assert "public" not in client.get(path).get("Cache-Control", "")


@pytest.mark.django_db
def test_what_is_not_published_is_never_kept(figure, people, client):
    Program.objects.update(publication="draft")
    assert client.get(PAGE).status_code == 404
    Program.objects.update(publication="published")
    assert client.get(PAGE).status_code == 200
