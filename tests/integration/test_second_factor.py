"""The second factor: set up, asked for, got round by nobody, taken away."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from qualityportal.models import AuditEvent
from qualityportal.signin import factor
from tests.accounts import PASSWORD, administrator, is_signed_in, sign_in, staff

PAGE = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def chen(db):
    return administrator()


def code(device, ahead: int = 0) -> str:
    """What an authenticator shows, now or `ahead` half minutes later."""
    return f"{totp(device.bin_key, t0=-30 * ahead):06d}"


def wrong(device) -> str:
    right = {code(device, ahead) for ahead in range(-3, 4)}
    return next(guess for guess in (f"{number:06d}" for number in range(10)) if guess not in right)


@pytest.fixture
def device(chen):
    """A confirmed authenticator whose present code is not used yet, and recovery codes."""
    factor.begin(chen)
    made = factor.waiting_device_of(chen)
    factor.confirm(made)
    return made


@pytest.fixture
def verified(device, client):
    assert sign_in(client, token=code(device)).status_code == 302
    return client


def kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


# Setting it up


def test_setting_up(chen, client):
    other = Client()
    sign_in(other)
    sign_in(client)
    assert PAGE in client.get("/admin/").content.decode()
    assert "启用两步验证" in client.get(PAGE).content.decode()
    assert not TOTPDevice.objects.exists()
    assert client.post(PAGE, {"action": "begin"})["Location"] == PAGE
    device = TOTPDevice.objects.get()
    assert not device.confirmed
    response = client.get(PAGE)
    page = response.content.decode()
    assert factor.secret_text(device) in page
    assert "no-store" in response["Cache-Control"]
    drawn = re.search(r"<svg viewBox.*?</svg>", page, re.DOTALL)
    assert drawn
    assert "style" not in drawn.group()
    # Until it is confirmed it asks nobody for anything.
    assert sign_in(Client()).status_code == 302
    refused = client.post(PAGE, {"action": "confirm", "password": "wrong-password-1", "token": code(device)})
    assert "密码不正确" in refused.content.decode()
    refused = client.post(PAGE, {"action": "confirm", "password": PASSWORD, "token": wrong(device)})
    assert "验证码不正确" in refused.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    session = client.cookies["sessionid"].value
    done = client.post(PAGE, {"action": "confirm", "password": PASSWORD, "token": code(device)})
    shown = re.findall(r"<li><code>([a-z2-7]{8})</code></li>", done.content.decode())
    assert len(set(shown)) == 10
    assert "no-store" in done["Cache-Control"]
    assert client.cookies["sessionid"].value != session
    again = client.get(PAGE).content.decode()
    assert not any(spare in again for spare in shown)
    assert "剩余 10 个恢复码" in again
    assert AuditEvent.Kind.FACTOR_ADDED in kinds()
    # This session goes on; one that was opened without the code does not.
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert "不能打开此页" in other.get("/admin/", follow=True).content.decode()


def test_beginning_again_makes_another_secret(chen, client):
    sign_in(client)
    client.post(PAGE, {"action": "begin"})
    first = TOTPDevice.objects.get().key
    client.post(PAGE, {"action": "begin"})
    assert TOTPDevice.objects.get().key != first


# Signing in


def test_the_code_is_asked_for(device, client):
    response = sign_in(client)
    assert response.status_code == 200
    assert "请输入身份验证器显示的验证码" in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert not is_signed_in(client)
    assert sign_in(client, token=code(device)).status_code == 302
    assert is_signed_in(client)
    last = AuditEvent.objects.filter(kind="signed-in").first()
    assert last
    assert last.detail == "已通过两步验证"


def test_the_form_tells_nobody_who_has_one(device, client):
    """A wrong password gets the same answer with and without a second factor, whatever stands in the code field."""
    staff()

    def said(username: str, token: str) -> str:
        page = sign_in(Client(), username, "wrong-password-1", token=token).content.decode()
        return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"|value="(chen|wang|nobody)"', "", page)

    for token in ("", "123456"):
        assert len({said(name, token) for name in ("chen", "wang", "nobody")}) == 1


@pytest.mark.parametrize("spelling", ["{} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "wide"])
def test_a_code_is_taken_as_people_type_it(device, client, spelling):
    right = code(device)
    typed = right.translate({48 + n: 0xFF10 + n for n in range(10)}) if spelling == "wide" else spelling.format(right)
    assert sign_in(client, token=typed).status_code == 302


def test_a_code_serves_once(device, client):
    assert sign_in(client, token=code(device)).status_code == 302
    response = sign_in(Client(), token=code(device))
    assert "已使用过" in response.content.decode()


def test_wrong_codes_slow_down_and_then_lock(device, client):
    bad = wrong(device)
    first = sign_in(client, token=bad)
    assert "验证码不正确" in first.content.decode()
    second = sign_in(client, token=bad)
    assert "秒后重试" in second.content.decode()
    # During the wait not even the right code serves.
    assert "秒后重试" in sign_in(client, token=code(device)).content.decode()
    sign_in(client, token=bad)
    assert sign_in(client, token=bad).status_code == 429
    failed = AuditEvent.objects.filter(kind="sign-in-failed").first()
    assert failed
    assert failed.detail == "密码正确，验证码缺失或错误"
    assert kinds().count("locked-out") == 1


def test_a_recovery_code_signs_in_once(device, chen, client):
    spare = StaticToken.objects.first().token
    assert sign_in(client, token=f" {spare.upper()} ").status_code == 302
    assert is_signed_in(client)
    assert factor.codes_left(chen) == 9
    assert sign_in(Client(), token=spare).status_code == 200


def test_wrong_recovery_codes_do_not_slow_down_the_authenticator(device, client):
    sign_in(client, token="aaaaaaaa")
    assert sign_in(client, token=code(device)).status_code == 302


def test_the_codes_of_another_serve_nobody(device, client):
    wang = staff()
    factor.begin(wang)
    factor.confirm(factor.waiting_device_of(wang))
    assert sign_in(client, "wang", token=code(device)).status_code == 200
    spare = StaticToken.objects.filter(device__user=device.user).first().token
    assert sign_in(client, "wang", token=spare).status_code == 200
    assert not is_signed_in(client)


def test_a_session_without_the_code_opens_no_page_of_the_admin(device, chen, client):
    client.force_login(chen)
    for path in ("/admin/", PAGE, "/admin/auth/user/", "/admin/password_change/", "/admin/qualityportal/auditevent/"):
        assert client.get(path).status_code == 302, path
    assert client.post(PAGE, {"action": "remove", "password": PASSWORD, "token": code(device)}).status_code != 200
    assert TOTPDevice.objects.filter(confirmed=True).exists()


def test_those_without_one_sign_in_as_before(device, client):
    staff()
    assert sign_in(client, "wang").status_code == 302
    assert is_signed_in(client)


# Taking it away


def test_removing_needs_password_and_code(device, chen, verified):
    TOTPDevice.objects.update(last_t=-1)
    for data, said in (
        ({"password": "wrong-password-1", "token": code(device)}, "密码不正确"),
        ({"password": PASSWORD, "token": "aaaaaaaa"}, "验证码不正确"),
        ({"password": PASSWORD, "token": ""}, "必填"),
    ):
        page = verified.post(PAGE, {"action": "remove", **data}).content.decode()
        assert said in page
        assert "尚未作任何更改" in page
    assert factor.device_of(chen)
    assert verified.post(PAGE, {"action": "remove", "password": PASSWORD, "token": code(device)}).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert AuditEvent.Kind.FACTOR_REMOVED in kinds()
    assert is_signed_in(verified)
    assert sign_in(Client()).status_code == 302


def test_guessing_the_password_there_locks_too(device, verified):
    data = {"action": "remove", "password": "wrong-password-1", "token": code(device)}
    answers = [verified.post(PAGE, data).status_code for _number in range(5)]
    assert answers == [200] * 4 + [429]


def test_an_administrator_resets_that_of_another(device, chen, client):
    boss = administrator("liu")
    client.force_login(boss)
    page = client.get("/admin/auth/user/").content.decode()
    assert "两步验证" in page
    data = {"action": "reset_second_factor", "_selected_action": [chen.pk, boss.pk]}
    page = client.post("/admin/auth/user/", data, follow=True).content.decode()
    assert "已解除 1 个用户的两步验证" in page
    assert "您本人的两步验证" in page
    assert not TOTPDevice.objects.exists()
    removed = AuditEvent.objects.get(kind="factor-removed")
    assert (removed.username, removed.detail) == ("liu", "chen")


def test_who_only_may_change_users_does_not_reach_a_superuser(device, chen, client):
    wang = staff()
    wang.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user"]))
    client.force_login(wang)
    for action in ("reset_second_factor", "delete_selected"):
        client.post("/admin/auth/user/", {"action": action, "_selected_action": [chen.pk], "post": "yes"})
    assert factor.device_of(chen)
    for page in ("password/", "delete/"):
        assert client.post(f"/admin/auth/user/{chen.pk}/{page}", {"post": "yes"}).status_code == 403
    # Nor does anybody make themselves one.
    form = {"username": "wang", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    dates = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00"}
    regions = {"responsibilities-TOTAL_FORMS": "0", "responsibilities-INITIAL_FORMS": "0"}
    assert client.post(f"/admin/auth/user/{wang.pk}/change/", form | dates | regions).status_code == 302
    wang.refresh_from_db()
    assert wang.is_staff
    assert not wang.is_superuser


def test_what_was_begun_and_left_is_forgotten(chen):
    factor.begin(chen)
    factor.forget_unconfirmed(before=timezone.now())
    assert not TOTPDevice.objects.exists()
