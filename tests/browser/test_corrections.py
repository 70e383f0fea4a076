"""A reader reports a doubt from a phone, without JavaScript; an editor's answer comes to stand beside the figure."""

from __future__ import annotations

import pytest
from django.utils import timezone

from indicators.models import Correction
from tests.browser.moves import follow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]

PROGRAM = "/programs/jingdezhen-ceramics/"
WIDTH = "document.documentElement.scrollWidth"


def test_a_doubt_is_reported_on_a_phone_without_a_script(open_page):
    page = open_page(PROGRAM, 360, javascript=False)
    page.locator(".keys .mark").first.click()
    follow(page.locator(".keys .evidence a.line").first)
    assert "/observations/" in page.url
    follow(page.locator("section[aria-labelledby=report] a"))
    assert page.evaluate(WIDTH) <= 360
    assert not page.locator("input[name=leave_empty]").is_visible()
    page.locator("textarea").fill("与统计公报不符")
    page.locator("input[name=contact]").fill("reader@example.org")
    follow(page.locator("main button"))
    row = Correction.objects.get()
    assert (row.text, row.contact, row.state) == ("与统计公报不符", "reader@example.org", "open")
    assert str(row.pk) in page.locator("main .lead").inner_text()
    follow(page.locator("main a"))
    assert str(timezone.localdate()) in page.locator("main .note").first.inner_text()
    assert "与统计公报不符" not in page.content()


def test_too_many_reports_say_when_to_come_back_and_keep_what_was_typed(open_page, site):
    page = open_page("/en/observations/1/report/", 360, javascript=False)
    for number in range(6):
        page.goto(f"{site}/en/observations/1/report/")
        page.locator("textarea").fill(f"doubt {number}")
        follow(page.locator("main button"))
    assert "60 minutes" in page.locator("[role=alert]").inner_text()
    assert page.locator("textarea").input_value() == "doubt 5"
    assert page.evaluate(WIDTH) <= 360


def test_the_form_by_keyboard_and_its_faults(open_page):
    page = open_page("/observations/1/report/")
    page.locator("textarea").focus()
    page.keyboard.type("有疑问")
    page.keyboard.press("Tab")
    page.keyboard.type("没有网址")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the field that is out of sight
    assert page.evaluate("document.activeElement.type") == "submit"
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    field = page.locator("input[name=better_source]")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby") or ""
    assert page.locator(f"#{described.split()[-1]}").inner_text()
    assert page.locator("textarea").input_value() == "有疑问"
