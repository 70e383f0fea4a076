"""The search in a browser: from the masthead, on a phone, by keyboard, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.moves import follow

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "why"), [("", "拼音首字母 zs"), ("/en", "pinyin initials zs")])
def test_from_the_masthead_on_a_phone_without_a_script(open_page, language, why):
    page = open_page(f"{language}/regions/", 360, javascript=False)
    field = page.locator(".masthead input[name=q]")
    field.fill("zs")
    follow(field, "Enter")
    assert page.url.endswith(f"{language}/search/?q=zs")
    first = page.locator("section[aria-labelledby=regions] li").first
    # the words of the interface are checked by the catalogue; here the reason and the mark must be seen
    assert "zs" in first.locator(".why kbd").inner_text()
    assert page.locator("mark", has_text="樟树").first.is_visible()
    assert first.locator("a").get_attribute("href") == f"{language}/regions/360982/"
    if language:
        assert why in first.locator(".why").inner_text()


def test_a_measure_is_reached_by_keyboard(open_page):
    page = open_page("/search/?q=对标达标", javascript=False)
    link = page.locator("section[aria-labelledby=measures] li a").first
    follow(link, "Enter")
    assert "/#measure-" in page.url
    target = page.locator(":target")
    expect(target).to_contain_text("对标达标")
    expect(target).to_be_in_viewport()


def test_hostile_words_are_shown_as_words_and_no_page_is_too_wide(open_page, site):
    page = open_page("/search/", 360)
    for typed in ("<img src=x onerror=alert(1)>", "W" * 80, "%", "江西 陶瓷", "36"):
        page.locator("main input[name=q]").fill(typed)
        follow(page.locator("main input[name=q]"), "Enter")
        assert page.locator("main input[name=q]").input_value() == typed
        assert page.locator("main img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, typed


def test_the_language_switch_keeps_the_words(open_page):
    page = open_page("/search/?q=陶瓷&kind=measures")
    count = page.locator(".results li").count()
    follow(page.locator(".language"))
    assert "/en/search/?q=" in page.url
    assert page.locator(".results li").count() == count > 0
