"""The claim check in a browser: without a script, on a phone, and for readers who do not see colours."""

from __future__ import annotations

import pytest

from tests.browser.moves import follow
from tests.browser.test_accessibility import RUN, axe  # noqa: F401  # the fixture
from tests.integration.test_check import TEXT

pytestmark = pytest.mark.browser


def test_a_text_is_checked_without_a_script(open_page):
    page = open_page("/en/check/", 360, javascript=False)
    page.fill("#id_text", TEXT)
    follow(page.locator("form.check button[type=submit]"))
    assert page.locator("mark").count() == page.locator(".findings > li").count() >= 4
    assert page.locator("mark + .verdict").all_inner_texts()[0].endswith("agrees")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_axe_finds_nothing_in_a_checked_text(open_page, axe, width, dark):  # noqa: F811
    page = open_page("/check/", width, dark=dark)
    page.fill("#id_text", TEXT)
    follow(page.locator("form.check button[type=submit]"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    assert page.evaluate(RUN) == []
