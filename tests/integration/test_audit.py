"""The audit log: what is in it, and that nobody changes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.models import Responsibility
from qualityportal.audit.export import harmless
from qualityportal.models import AuditEvent
from tests import records
from tests.accounts import LOGIN, PASSWORD, administrator, sign_in, staff

Kind = AuditEvent.Kind
LIST = "/admin/qualityportal/auditevent/"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def chen(db):
    return administrator()


@pytest.fixture
def boss(chen, client):
    sign_in(client)
    return client


def events(kind: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(kind=kind).order_by("pk"))


def event(days: int = 0, **fields) -> AuditEvent:
    at = timezone.now() - timedelta(days=days)
    return AuditEvent.objects.create(**{"kind": Kind.SIGNED_IN, "username": "old", "at": at} | fields)


# What is recorded


def test_signing_in_and_out(chen, client):
    sign_in(client, address="192.0.2.7")
    client.post("/admin/logout/", REMOTE_ADDR="192.0.2.7")
    for kind in (Kind.SIGNED_IN, Kind.SIGNED_OUT):
        (found,) = events(kind)
        assert (found.username, found.user_key, found.client_address) == ("chen", chen.pk, "192.0.2.7")
        assert timezone.now() - found.at < timedelta(minutes=1)


def test_failures_and_the_lock_out_they_lead_to(chen, client):
    for _number in range(8):
        sign_in(client, password="wrong-password-1", address="192.0.2.7")
    failures = events(Kind.SIGN_IN_FAILED)
    # Tries during the lock-out do not fill the log.
    assert [(row.username, row.detail) for row in failures] == [("chen", "密码错误")] * 5
    (locked,) = events(Kind.LOCKED_OUT)
    assert (locked.username, locked.client_address) == ("chen", "192.0.2.7")


def test_a_password_typed_as_a_name_is_not_written_down(chen, client):
    sign_in(client, PASSWORD, "chen")
    (failure,) = events(Kind.SIGN_IN_FAILED)
    assert (failure.username, failure.user_key, failure.detail) == ("", None, "用户不存在")


def test_details_are_in_one_language_whoever_causes_them(chen, client):
    sign_in(client, password="wrong-password-1", path=f"/en{LOGIN}")
    assert events(Kind.SIGN_IN_FAILED)[0].detail == "密码错误"


def test_a_changed_password(boss):
    new = "celadon-Green-77"
    boss.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    (found,) = events(Kind.PASSWORD_CHANGED)
    assert (found.username, found.detail) == ("chen", "chen")


def test_a_password_that_another_person_sets(boss):
    wang = staff()
    data = {"usable_password": "true", "password1": "celadon-Green-77", "password2": "celadon-Green-77"}
    boss.post(f"/admin/auth/user/{wang.pk}/password/", data)
    (found,) = events(Kind.PASSWORD_CHANGED)
    assert (found.username, found.detail) == ("chen", "wang")


def test_users_and_their_rights(boss):
    wang = staff()
    group = Group.objects.create(name="editors")
    permission = Permission.objects.get(codename="view_auditevent")
    form = {"username": "wang", "is_active": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00"}
    form |= {"responsibilities-TOTAL_FORMS": "0", "responsibilities-INITIAL_FORMS": "0"}
    rights = {"is_staff": "on", "is_superuser": "on", "groups": [group.pk], "user_permissions": [permission.pk]}
    address = f"/admin/auth/user/{wang.pk}/change/"
    assert boss.post(address, form | rights).status_code == 302
    assert boss.post(address, form | {"is_staff": "on"}).status_code == 302
    assert boss.post(f"/admin/auth/user/{wang.pk}/delete/", {"post": "yes"}).status_code == 302
    assert [row.detail for row in events(Kind.USER_CHANGED)] == [
        "wang: 超级用户状态: 否 → 是",
        "wang: 超级用户状态: 是 → 否",
    ]
    said = [row.detail for row in events(Kind.RIGHTS_CHANGED)]
    assert said[:2] == ["新增组：editors", "wang: +editors"]
    assert said[2].startswith("wang: +")
    assert said[3] == "wang: −editors"
    assert [row.detail for row in events(Kind.USER_REMOVED)] == ["wang"]
    actors = AuditEvent.objects.filter(kind__in=[Kind.USER_CHANGED, Kind.USER_REMOVED]).values_list("username")
    assert set(actors) == {("chen",)}
    assert events(Kind.USER_ADDED)[-1].detail == "wang; 工作人员状态"


def test_the_regions_that_a_person_keeps_are_rights_too(db):
    region = records.region()
    kept = Responsibility.objects.create(user=staff(), region=region)
    kept.delete()
    assert [row.detail for row in events(Kind.RIGHTS_CHANGED)] == [f"wang: +{region}", f"wang: −{region}"]


def test_signing_in_writes_no_change_of_the_user(boss):
    assert not events(Kind.USER_CHANGED)
    assert not events(Kind.PASSWORD_CHANGED)


def test_an_event_outlives_its_account(boss):
    wang = staff()
    sign_in(Client(), "wang")
    number = wang.pk
    wang.delete()
    (found,) = AuditEvent.objects.filter(kind=Kind.SIGNED_IN, username="wang")
    assert found.user_key == number


# Nobody changes it


def test_the_models_refuse(db):
    row = event()
    row.detail = "nothing happened"
    ways: list[Callable[[], object]] = [
        row.save,
        row.delete,
        lambda: AuditEvent.objects.update(detail=""),
        lambda: AuditEvent.objects.bulk_update([row], ["detail"]),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditEvent.objects.prune(timezone.now() - timedelta(days=189)),
    ]
    for way in ways:
        with pytest.raises(PermissionDenied):
            way()
    assert AuditEvent.objects.get().detail == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE qualityportal_auditevent SET detail = 'nothing happened'",
        "DELETE FROM qualityportal_auditevent",
        "DELETE FROM qualityportal_auditevent WHERE username = 'old'",
    ],
)
@pytest.mark.parametrize("days", [0, 189])
def test_the_database_refuses(db, statement, days):
    event(days=days)
    with pytest.raises(DatabaseError, match="audit log"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.get().detail == ""


def test_the_database_refuses_to_change_old_rows_too_but_lets_them_go(db):
    event(days=191)
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="audit log"), transaction.atomic():
            cursor.execute("UPDATE qualityportal_auditevent SET detail = 'x'")
        cursor.execute("DELETE FROM qualityportal_auditevent")
    assert not AuditEvent.objects.exists()


def test_the_table_cannot_be_emptied(db):
    event(days=191)
    event()
    empty = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"  # which SQLite has not
    with pytest.raises(DatabaseError, match="audit log"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{empty} qualityportal_auditevent")
    assert AuditEvent.objects.count() == 2


def test_the_admin_shows_and_changes_nothing(boss):
    row = event(detail="<b>x</b>")
    page = boss.get(f"{LIST}?q=old").content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "导出 CSV" in page
    assert boss.get(f"{LIST}?kind__exact=signed-in").status_code == 200
    assert boss.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert boss.get(f"{LIST}add/").status_code == 403
    for path in (f"{LIST}add/", f"{LIST}{row.pk}/change/", f"{LIST}{row.pk}/delete/"):
        assert boss.post(path, {"detail": "x", "post": "yes"}).status_code == 403, path
    boss.post(LIST, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert AuditEvent.objects.filter(pk=row.pk, detail="<b>x</b>").exists()


def test_staff_without_the_permission_see_nothing_of_it(db, client):
    staff()
    sign_in(client, "wang")
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}export/").status_code == 403


def test_seeing_it_is_not_exporting_it(db, client):
    wang = staff()
    wang.user_permissions.add(Permission.objects.get(codename="view_auditevent"))
    sign_in(client, "wang")
    page = client.get(LIST)
    assert page.status_code == 200
    assert "导出 CSV" not in page.content.decode()
    assert client.get(f"{LIST}export/").status_code == 403


# The export


def exported(client, query: str = "") -> list[list[str]]:
    response = client.get(f"{LIST}export/{query}")
    assert response.status_code == 200
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="audit-')
    body = response.getvalue()
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_the_export_has_what_the_list_shows(boss):
    event(username="old", client_address="2001:db8::1", detail='two\nlines, "quoted"')
    event(username="other", kind=Kind.LOCKED_OUT)
    header, *rows = exported(boss, "?q=old")
    assert header == ["时间", "事件", "用户编号", "用户", "IP 地址", "详情"]
    (row,) = rows
    assert row[1:] == ["登录", "", "old", "2001:db8::1", 'two\nlines, "quoted"']
    assert row[0].endswith("+08:00")
    assert len(exported(boss)) > 4
    assert [found.detail for found in events(Kind.LOG_EXPORTED)] == ["q=old", ""]
    with_error = boss.get(f"{LIST}export/?nonsense__x=1")
    assert with_error.status_code == 302


def test_the_export_speaks_the_readers_language(boss):
    header, *_rows = list(csv.reader(io.StringIO(boss.get(f"/en{LIST}export/").getvalue().decode("utf-8-sig"))))
    assert header[:2] == ["Time", "Event"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_a_formula(boss, cell):
    event(username="old", detail=cell)
    assert exported(boss, "?q=old")[1][-1] == f"'{cell}"


def test_other_cells_stay_as_they_are():
    for cell in ("", "a=1", "陶瓷", "2026-01-01", "'x"):
        assert harmless(cell) == cell


# How long it is kept


def test_prune_removes_what_was_kept_long_enough(db, settings, capsys):
    settings.AUDIT_DAYS = 200
    for days in (0, 199, 201, 400):
        event(days=days)
    call_command("prune_audit")
    left = [(timezone.now() - row.at).days for row in events(Kind.SIGNED_IN)]
    assert left == [0, 199]
    assert "2 audit events" in capsys.readouterr().out
    (told,) = events(Kind.LOG_PRUNED)
    assert told.detail.startswith("2, < ")
    call_command("prune_audit")
    assert len(events(Kind.LOG_PRUNED)) == 1


def test_prune_clears_failures_and_sessions_that_have_ended(boss):
    sign_in(Client(), password="wrong-password-1")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    call_command("prune_audit")
    assert not AccessAttempt.objects.exists()
    assert not Session.objects.exists()


def test_the_admin_shows_no_secret_tables(boss):
    page = boss.get("/admin/").content.decode()
    assert reverse("admin:qualityportal_auditevent_changelist") in page
    for hidden in ("/admin/axes/", "/admin/otp_totp/", "/admin/otp_static/"):
        assert hidden not in page
        assert boss.get(hidden).status_code == 404
