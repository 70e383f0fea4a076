"""Pages in a browser: without a script, on a phone, by keyboard, in both languages."""

from __future__ import annotations

import pytest

from tests.browser.moves import follow
from tests.integration.test_pages import PAGES, PROGRAMS

pytestmark = pytest.mark.browser


def test_no_page_scrolls_sideways_on_a_phone(open_page, site):
    page = open_page("/", 360)
    for path in PAGES:
        for language in ("", "/en"):
            page.goto(f"{site}{language}{path}")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, f"{language}{path} is {width} px wide"


@pytest.mark.parametrize("width", [1280, 360])
def test_charts_show_without_a_script(open_page, site, width):
    page = open_page("/", width, javascript=False)
    for slug in PROGRAMS:
        page.goto(f"{site}/programs/{slug}/")
        for box in page.locator(".chart-box").all():
            drawings = [svg for svg in box.locator("svg").all() if svg.is_visible()]
            assert len(drawings) == 1, slug
            size = drawings[0].bounding_box()
            assert size
            assert size["width"] > 250
        assert page.locator(".chart-explore:visible").count() == 0


def test_evidence_opens_by_keyboard_without_a_script(open_page):
    page = open_page("/programs/jingdezhen-ceramics/", javascript=False)
    mark = page.locator(".keys .mark").nth(1)
    mark.focus()
    page.keyboard.press("Enter")
    evidence = page.locator(".keys .evidence").nth(1)
    assert evidence.is_visible()
    assert "突破860亿元" in evidence.inner_text()
    page.keyboard.press("Escape")
    assert not evidence.is_visible()


def test_the_language_switch_stays_on_the_page(open_page):
    page = open_page("/programs/?chain=ceramics&sort=-name")
    follow(page.locator(".language"))
    assert page.url.endswith("/en/programs/?chain=ceramics&sort=-name")
    assert page.locator("tbody tr").count() == 4
    follow(page.locator(".language"))
    assert page.url.endswith("/programs/?chain=ceramics&sort=-name")
    assert "/en/" not in page.url


def test_filters_are_in_the_address_and_the_back_button_works(open_page):
    page = open_page("/programs/")
    page.get_by_label("产业链", exact=True).select_option("metal-furniture")
    follow(page.get_by_role("button", name="筛选"))
    assert "chain=metal-furniture" in page.url
    assert page.locator("tbody tr").count() == 1
    page.go_back()
    assert page.locator("tbody tr").count() == 5


def test_the_first_key_press_offers_the_content(open_page):
    page = open_page("/programs/fujian-household-ceramics/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
