"""A reader's doubt: how it comes in, who may close it, what the public sees of it, and what is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from indicators.actions import corrections
from indicators.actions.corrections import TooMany, accept, decline, report, set_aside
from indicators.models import Correction
from indicators.views_observation import report_page
from programs.actions.refused import Refused
from qualityportal.roles import EDITOR
from tests import records
from tests.integration.test_pages import html, words

pytestmark = pytest.mark.django_db

TEXT = "与统计公报不符 <b>352.6</b>"


@pytest.fixture
def figure(program):
    return records.observation(program, is_key=True)


def keeper(name: str = "zhangsan", place=None):
    """An editor who may close the reports about the figures of a region."""
    person = records.person(name, EDITOR, place or records.region())
    allowed = Permission.objects.filter(codename__in=["view_correction", "change_correction"])
    person.user_permissions.add(*allowed)
    return type(person).objects.get(pk=person.pk)


def doubt(figure, address: str = "192.0.2.1", **fields):
    return report(observation=figure, address=address, **({"text": TEXT, "better_source": "", "contact": ""} | fields))


def address_of(figure) -> str:
    return f"/observations/{figure.pk}/report/"


def test_a_reader_reports_without_an_account(figure, client):
    typed = {"text": TEXT, "better_source": "stats.gov.cn/a", "contact": "reader@example.org"}
    response = client.post(address_of(figure), typed)
    row = Correction.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{address_of(figure)}{row.pk}/")
    assert (row.text, row.better_source, row.contact) == (TEXT, "https://stats.gov.cn/a", "reader@example.org")
    assert row.state == "open"
    thanks = client.get(response["Location"])
    assert f"<strong>{row.pk}</strong>" in thanks.content.decode()
    assert "no-store" in thanks["Cache-Control"]
    html(client, f"{address_of(figure)}{row.pk + 1}/", 404)


def test_the_address_is_kept_as_a_keyed_hash_and_forgotten_after_a_day(figure, client):
    client.post(address_of(figure), {"text": TEXT}, REMOTE_ADDR="203.0.113.77")
    row = Correction.objects.get()
    assert len(row.sender) == 64
    assert "203.0.113" not in " ".join(str(value) for value in vars(row).values())
    Correction.objects.update(created_at=timezone.now() - timedelta(hours=25))
    doubt(figure)
    row.refresh_from_db()
    assert row.sender == ""


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(figure, client):
    typed = {"text": "", "better_source": "no address", "contact": "nobody"}
    page = html_of(client.post(address_of(figure), typed))
    assert page.count('class="error"') == 3
    assert 'value="no address"' in page
    assert not Correction.objects.exists()
    long = "长" * 1001
    page = html_of(client.post(address_of(figure), {"text": long}))
    assert long in page
    # a browser counts a line break as one sign and sends two
    assert client.post(address_of(figure), {"text": "\r\n".join(["字" * 499, "字" * 500])}).status_code == 302


def test_what_fills_in_the_hidden_field_is_told_to_leave_it(figure, client):
    page = html_of(client.post(address_of(figure), {"text": TEXT, "leave_empty": "x"}))
    assert 'class="trap"' not in page  # whoever sees no style sheet can mend it
    assert not Correction.objects.exists()
    assert 'class="trap"' in html(client, address_of(figure))


def html_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_the_form_needs_its_token_and_is_never_cached(figure):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address_of(figure), {"text": TEXT}).status_code == 403
    response = client.get(address_of(figure))
    assert "no-store" in response["Cache-Control"]
    token = response.cookies["csrftoken"].value
    assert client.post(address_of(figure), {"text": TEXT, "csrfmiddlewaretoken": token}).status_code == 302


def test_one_network_sends_five_an_hour(figure, client):
    for _number in range(5):
        assert client.post(address_of(figure), {"text": TEXT}).status_code == 302
    response = client.post("/en" + address_of(figure), {"text": "第六条"})
    page = html_of(response, 429)
    assert "第六条" in page
    assert "in 60 minutes" in page
    assert 3500 < int(response["Retry-After"]) <= 3600
    assert client.post(address_of(figure), {"text": TEXT}, REMOTE_ADDR="192.0.2.9").status_code == 302
    Correction.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert client.post(address_of(figure), {"text": TEXT}).status_code == 302


def test_the_address_may_come_from_a_proxy_that_the_settings_trust(figure, rf):
    for _number in range(2):
        request = rf.post(address_of(figure), {"text": TEXT})
        request._dont_enforce_csrf_checks = True
        request.client_address = "198.51.100.4"
        report_page(request, figure.pk)
    today = timezone.localdate()
    assert set(Correction.objects.values_list("sender", flat=True)) == {corrections._sender("198.51.100.4", today)}


def test_addresses_of_one_ipv6_network_count_as_one(figure):
    for number in range(5):
        doubt(figure, f"2001:db8:1:2::{number}")
    with pytest.raises(TooMany):
        doubt(figure, "2001:db8:1:2:ffff::1")
    doubt(figure, "2001:db8:1:3::1")
    doubt(figure, "no address at all")


def test_the_count_goes_on_over_midnight(figure, monkeypatch):
    midnight = datetime(2026, 3, 2, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(corrections.timezone, "now", lambda: midnight - timedelta(minutes=10))
    for _number in range(5):
        doubt(figure)
    Correction.objects.update(created_at=midnight - timedelta(minutes=10))
    monkeypatch.setattr(corrections.timezone, "now", lambda: midnight + timedelta(minutes=10))
    with pytest.raises(TooMany) as caught:
        doubt(figure)
    assert caught.value.seconds == 40 * 60


def test_all_together_send_sixty_an_hour(figure):
    for number in range(60):
        doubt(figure, f"192.0.2.{number}")
    with pytest.raises(TooMany):
        doubt(figure, "198.51.100.1")


def test_an_open_report_is_named_and_never_quoted(figure, client):
    doubt(figure, contact="reader@example.org")
    day = str(timezone.localdate())
    for path in (f"/en/observations/{figure.pk}/", "/en/programs/jingdezhen/"):
        page = html(client, path)
        assert f"A reader reported a doubt about this figure on {day}" in page
        for private in ("统计公报", "reader@example.org"):
            assert private not in page


def test_a_closed_report_shows_the_answer_and_keeps_nothing_of_the_reader(figure, client):
    row, editor = doubt(figure, contact="reader@example.org"), keeper()
    accept(row, by=editor, answer="已按公报改正 <i>。")
    row.refresh_from_db()
    assert (row.state, row.contact, row.closed_by) == ("accepted", "", editor)
    for path in (f"/en/observations/{figure.pk}/", "/en/programs/jingdezhen/"):
        page = html(client, path)
        assert "已按公报改正 &lt;i&gt;。" in page
        assert "A reader reported" not in page
        assert "zhangsan" not in page


def test_what_was_set_aside_is_not_shown(figure, client):
    row, editor = doubt(figure), keeper()
    set_aside(row, by=editor)
    assert "reader" not in words(html(client, "/en/programs/jingdezhen/"))
    decline(row, by=editor, answer="数字无误。")  # set aside by mistake: it can still be answered
    assert "数字无误。" in html(client, "/programs/jingdezhen/")


@pytest.mark.parametrize("close", [accept, decline])
def test_closing_needs_an_answer_the_region_and_an_open_report(figure, close):
    row, editor = doubt(figure), keeper()
    with pytest.raises(Refused):
        close(row, by=editor, answer="  ")
    with pytest.raises(Refused):
        close(row, by=keeper("elsewhere", records.region("440000", name="广东省")), answer="好")
    with pytest.raises(Refused):
        close(row, by=get_user_model().objects.create_user("stranger"), answer="好")
    close(row, by=editor, answer="好")
    for again in (accept, decline):
        with pytest.raises(Refused):
            again(row, by=editor, answer="更好")
    with pytest.raises(Refused):
        set_aside(row, by=editor)
    assert Correction.objects.get().answer == "好"


def test_a_figure_that_is_not_public_takes_no_report(figure):
    figure.publication = "withdrawn"
    figure.save()
    with pytest.raises(Refused):
        doubt(figure)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "other", "closed_at": "2026-01-01T00:00Z"},
        {"state": "accepted", "answer": "x"},
        {"closed_at": "2026-01-01T00:00Z"},
        {"state": "declined", "closed_at": "2026-01-01T00:00Z"},
        {"state": "spam", "closed_at": "2026-01-01T00:00Z", "contact": "a@b.cn"},
    ],
)
def test_the_table_holds_the_rules(figure, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(observation=figure, text="x", **fields)


def test_reports_cost_no_more_with_more_of_them(figure, client):
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            html(client, path)
        return len(queries)

    paths = (f"/observations/{figure.pk}/", "/programs/jingdezhen/")
    before = [cost(path) for path in paths]
    for number in range(6):
        row = doubt(figure, f"192.0.2.{number}")
        if number % 2:
            decline(row, by=keeper(f"editor-{number}"), answer="无误。")
    assert [cost(path) for path in paths] == before


def admin(page: str, *args) -> str:
    """The Chinese address, whatever language the request before spoke."""
    with translation.override("zh-hans"):
        return reverse(f"admin:indicators_correction_{page}", args=args)


def test_an_editor_reads_answers_and_closes_in_the_admin(figure, client):
    source = "https://example.org/a?b=<script>"
    closed = doubt(figure)
    set_aside(closed, by=keeper("earlier"))
    row = doubt(figure, better_source=source, contact="reader@example.org")
    client.force_login(keeper())
    page = html(client, admin("changelist"))
    assert page.index(f">#{row.pk}<") < page.index(f">#{closed.pk}<")
    page = html(client, admin("change", row.pk))
    assert "&lt;b&gt;352.6&lt;/b&gt;" in page
    assert "https://example.org/a?b=&lt;script&gt;" in page
    assert f'href="{source[:19]}' not in page
    assert f'href="/admin/indicators/observation/{figure.pk}/change/"' in page
    refused = client.post(admin("change", row.pk), {"answer": "", "_accept": "1"})
    assert refused.status_code == 200
    assert Correction.objects.open().count() == 1
    assert client.post(admin("change", row.pk), {"answer": "已改正。", "_accept": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answer, row.contact) == ("accepted", "已改正。", "")
    page = html(client, admin("change", row.pk))  # closed: to be read only
    assert "_decline" not in page
    assert client.post(admin("change", row.pk), {"answer": "又改", "_decline": "1"}).status_code == 403


def test_without_a_button_nothing_is_decided(figure, client):
    row, editor = doubt(figure), keeper()
    client.force_login(editor)
    page = html_of(client.post("/en" + admin("change", row.pk), {"answer": ""}, follow=True))
    assert "one of the three buttons" in page
    assert Correction.objects.get().state == "open"
    client.post("/en" + admin("change", row.pk), {"_spam": "1", "answer": ""})
    assert Correction.objects.get().state == "spam"


def test_the_admin_keeps_reports_to_the_region_and_adds_and_deletes_none(figure, client):
    row = doubt(figure)
    client.force_login(keeper("elsewhere", records.region("440000", name="广东省")))
    assert "352.6" not in html(client, admin("changelist"))
    assert client.get(admin("change", row.pk)).status_code == 302
    client.force_login(keeper())
    assert client.get(admin("add")).status_code == 403
    assert client.get(admin("delete", row.pk)).status_code == 403
