"""No door leads an editor of one region to a record of another: every address of the admin is tried on every model."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver

from indicators.models import Observation
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.contents import contents
from programs.models import Program, Revision, SourceDocument, SourceNote
from qualityportal.roles import EDITOR, REVIEWER
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def guangdong():
    return records.region("440000", name="广东省")


@pytest.fixture
def foreign(guangdong):
    """One record of each kind in Guangdong, draft and published, with history and a waiting change."""
    source = records.source("gd-source", region=guangdong, publication="draft", title="粤稿甲乙丙")
    cited = records.citation("粤稿里的一句", 1, source)
    made: list[Any] = [source, cited]
    for slug, state in (("gd-draft", "draft"), ("gd-live", "published")):
        given: dict[str, Any] = {"publication": state, "citation": cited}
        program = records.program(slug, measures=0, region=guangdong, name=f"粤项目{state}", **given)
        figure = records.observation(program, value="777.7", **given)
        made += [program, figure, records.measure(program, f"{slug}-m", title=f"粤举措{state}", **given)]
        made += [records.change(program, to_observation=figure, **given)]
        made += [records.note(program, slug=f"{slug}-n", text="粤说明", document=source, **given)]
    keeper = records.person("gd-keeper", EDITOR, guangdong)
    for row in made:
        write(row, by=keeper, reason="made")
    live = Observation.objects.get(program__slug="gd-live")
    live.value = live.value + 1
    propose(live, by=keeper, reason="粤")
    return made


@pytest.fixture
def intruder(client, program):
    """An editor and reviewer of Jiangxi, who has a program of their own."""
    person = records.person("intruder", EDITOR, records.region())
    person.groups.add(*records.person("other", REVIEWER, records.region()).groups.all())
    client.force_login(person)
    return client


def admin_patterns() -> list[URLPattern]:
    """Every address below /admin/, whoever added it."""
    found: list[URLPattern] = []

    def walk(resolver: Any, inside: bool) -> None:
        for entry in resolver.url_patterns:
            here = inside or str(entry.pattern).startswith("admin/")
            if isinstance(entry, URLResolver):
                walk(entry, here)
            elif here:
                found.append(entry)

    walk(get_resolver(), False)
    return found


def state() -> list[Any]:
    """All that foreign records say."""
    kept = [
        contents(row)
        for kind in ContentType.objects.filter(app_label__in=["programs", "indicators"])
        for row in _rows(kind)
    ]
    return [*kept, *Revision.objects.values_list("pk", "state", "changes")]


def _rows(kind: ContentType) -> list[Any]:
    model: Any = kind.model_class()
    if model is None or model not in admin.site._registry or not hasattr(model, "REGION"):
        return []
    return list(model._default_manager.order_by("pk"))


def addresses(record: Any) -> list[str]:
    """Each page of the admin that takes a record, for this record, in its own model's admin."""
    base = f"{record._meta.app_label}_{record._meta.model_name}_"
    version = record.history.values_list("history_id", flat=True).first()
    found = []
    for pattern in admin_patterns():
        name = str(pattern.name or "")
        if not name.startswith(base):
            continue
        values = {"object_id": record.pk, "version_id": version}
        wanted = {key: values.get(key, record.pk) for key in pattern.pattern.converters}
        if wanted:
            found.append(reverse(f"admin:{name}", kwargs=wanted))
    return found


SECRET = ("777.7", "粤举措", "粤说明", "粤稿里的一句", "粤项目draft")


def test_no_page_of_a_foreign_record_opens_or_saves(intruder, foreign):
    before = state()
    tried = 0
    for record in foreign:
        for address in addresses(record):
            got = intruder.get(address, follow=True)
            assert got.status_code in (200, 403, 404), address
            assert not any(word in got.content.decode() for word in SECRET), address
            posted = intruder.post(
                address, {"post": "yes", "reason": "x", "publication": "draft", "_save": "1"}, follow=True
            )
            assert posted.status_code in (200, 403, 404), address
            assert not any(word in posted.content.decode() for word in SECRET), address
            tried += 1
    assert tried > 40
    assert state() == before


def test_no_list_search_or_filter_shows_them(intruder, foreign):
    for model in {type(record) for record in foreign}:
        options = admin.site._registry[model]
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        queries = ["", "?q=粤", "?publication__exact=draft", "?work=review", "?work=stale", "?work=uncited"]
        for query in queries:
            page = intruder.get(address + query, follow=True).content.decode()
            assert not any(word in page for word in SECRET), (address, query)
        assert options.has_change_permission(_request(intruder))


def _request(client) -> Any:
    return client.get("/admin/programs/program/").wsgi_request


def test_no_choice_or_autocomplete_offers_them(intruder, foreign):
    for source, field in (
        ("observation", "program"),
        ("observation", "citation"),
        ("observation", "source_notes"),
        ("reportedchange", "from_observation"),
        ("reportedchange", "to_observation"),
        ("reportedchange", "program"),
    ):
        answer = intruder.get(
            "/admin/autocomplete/", {"app_label": "indicators", "model_name": source, "field_name": field, "term": ""}
        )
        assert answer.status_code == 200
        texts = " ".join(row["text"] for row in answer.json()["results"])
        assert not any(word in texts for word in SECRET), field
        assert "粤" not in texts, field


def test_a_foreign_record_cannot_be_named_in_a_form(intruder, foreign, program):
    foreign_program = Program.objects.get(slug="gd-live")
    foreign_figure = Observation.objects.get(program=foreign_program)
    data = {
        "program": foreign_program.pk,
        "indicator": records.indicator().pk,
        "comparator": "eq",
        "value": "1",
        "figure": "1",
        "unit_mult": "8",
        "period_start": "2021-01-01",
        "period_end": "2021-12-31",
        "role": "actual",
        "obs_status": "reported",
        "position": "0",
    }
    before = state()
    address = reverse("admin:indicators_observation_add")
    assert intruder.post(address, data).status_code == 200
    hidden = records.citation("粤稿里的一句", 1, SourceDocument.objects.get(slug="gd-source"))
    note = SourceNote.objects.get(slug="gd-draft-n")
    for field, row in (("citation", hidden), ("other_citations", hidden), ("source_notes", note)):
        response = intruder.post(address, data | {"program": program.pk, field: row.pk})
        assert field in response.context["adminform"].form.errors, field
    change = {
        "program": program.pk,
        "slug": "x",
        "indicator": records.indicator().pk,
        "kind": "percent",
        "comparator": "eq",
        "value": "1",
        "figure": "1%",
        "unit_mult": "0",
        "from_observation": foreign_figure.pk,
        "position": "0",
    }
    assert intruder.post(reverse("admin:indicators_reportedchange_add"), change).status_code == 200
    moved = {
        "name": "搬走",
        "slug": program.slug,
        "region": foreign_program.region_id,
        "chain": program.chain_id,
        "state": "unstated",
        "summary": "x",
        "reason": "x",
    }
    assert intruder.post(reverse("admin:programs_program_change", args=[program.pk]), moved).status_code == 200
    assert state() == before


def test_no_action_reaches_them(intruder, foreign):
    before = state()
    for model in {type(record) for record in foreign}:
        keys = [str(record.pk) for record in foreign if type(record) is model]
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for action in ("send_for_review", "delete_selected"):
            data = {"action": action, "_selected_action": keys, "post": "yes"}
            intruder.post(address, data, follow=True)
    assert state() == before


def test_review_pages_do_not_reach_them(intruder, foreign):
    before = state()
    for address in (
        "/admin/review/programs/gd-live/",
        "/admin/review/programs/gd-draft/",
        "/admin/review/sources/gd-source/",
    ):
        assert intruder.get(address).status_code == 404
        assert intruder.post(address, {"decision": "publish", "item": "revision-1"}).status_code == 404
    assert intruder.get("/admin/review/programs/gd-draft/page/").status_code == 404
    assert state() == before


def test_an_editor_changes_no_list_of_the_nation_and_no_account(intruder):
    for name in ("region", "industrychain", "industryclass"):
        assert intruder.get(reverse(f"admin:programs_{name}_add")).status_code == 403
    assert intruder.get(reverse("admin:indicators_indicator_add")).status_code == 403
    assert intruder.get("/admin/auth/user/").status_code == 403
    assert intruder.get("/admin/auth/group/").status_code == 403


def test_an_editor_of_a_city_keeps_its_counties(client):
    jiangxi = records.region()
    city = records.region("360900", name="宜春市", level="prefecture", parent=jiangxi)
    county = records.region("360982", name="樟树市", level="county", parent=city)
    own = records.program("zs", region=county)
    client.force_login(records.person("yichun", EDITOR, city))
    assert client.get(reverse("admin:programs_program_change", args=[own.pk])).status_code == 200
    above = records.program("jx", region=jiangxi)
    assert client.get(reverse("admin:programs_program_change", args=[above.pk])).status_code == 302
