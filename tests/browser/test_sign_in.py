"""Signing in with a real browser: the QR code, the second factor, the lock-out page, a form that comes too late."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from qualityportal.signin import factor
from tests.accounts import PASSWORD, administrator
from tests.browser.moves import follow

pytestmark = pytest.mark.browser


@pytest.fixture
def chen(site):
    return administrator()


def sign_in(page, password: str = PASSWORD, token: str = "") -> None:
    page.fill("#id_username", "chen")
    page.fill("#id_password", password)
    page.fill("#id_token", token)
    follow(page.locator("#login-form [type=submit]"))


def code() -> str:
    return f"{totp(TOTPDevice.objects.get().bin_key):06d}"


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_second_factor_is_set_up_used_and_removed(chen, open_page, site, language):
    page = open_page(f"{language}/admin/")
    sign_in(page)
    follow(page.locator("#user-tools a[href$='/second-factor/']"))
    follow(page.locator("main [type=submit].default"))
    box = page.locator(".qr svg").bounding_box()
    assert box
    assert box["width"] > 150
    assert abs(box["width"] - box["height"]) < 1
    assert page.locator(".secret").inner_text() == factor.secret_text(TOTPDevice.objects.get())
    page.fill("#id_password", PASSWORD)
    page.fill("#id_token", code())
    follow(page.locator("main [type=submit].default"))
    spare = page.locator(".codes code").all_inner_texts()
    assert len(spare) == 10
    follow(page.locator("#logout-form [type=submit]"))

    page.goto(f"{site}{language}/admin/")
    sign_in(page)
    assert page.locator(".errornote").count() == 1
    assert page.input_value("#id_password") == ""
    sign_in(page, token=spare[0])
    assert page.locator("#user-tools").count() == 1
    page.goto(f"{site}{language}/admin/second-factor/")
    assert re.search(r"\b9\b", page.locator("main p").first.inner_text())
    page.fill("#id_password", PASSWORD)
    page.fill("#id_token", spare[1])
    follow(page.locator("main [type=submit].default"))
    assert page.locator(".messagelist .success").count() == 1
    assert not TOTPDevice.objects.exists()


def test_the_lock_out_page_says_when_to_try_again(chen, open_page):
    page = open_page("/admin/")
    for _number in range(5):
        sign_in(page, "wrong-password-1")
    said = page.locator("main").inner_text()
    assert "登录暂时锁定" in said
    assert re.search(r"\d\d:\d\d 之后（15 分钟后）", said)


@pytest.mark.parametrize(
    "path", ["/admin/password_change/", "/admin/auth/user/add/", "/admin/qualityportal/auditevent/"]
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_accounts_work_under_the_security_policy(chen, open_page, site, language, path):
    page = open_page(f"{language}{path}")
    sign_in(page)
    assert page.url == f"{site}{language}{path}"
    assert page.locator("h1").last.is_visible()


def test_what_is_sent_after_the_time_out_is_saved_in_the_end(chen, open_page, site):
    page = open_page("/admin/auth/group/add/")
    sign_in(page)
    page.fill("#id_name", "编辑 “甲”")
    Session.objects.all().delete()
    follow(page.locator("[name=_save]"))
    assert "内容尚未保存" in page.locator(".errornote").inner_text()
    sign_in(page)
    follow(page.locator("main [type=submit].default"))
    assert page.locator(".messagelist .success").count() == 1
    assert Group.objects.filter(name="编辑 “甲”").exists()
