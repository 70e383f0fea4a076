"""A program on paper: an A4 brief of few pages that still says how each figure is known."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

# Zhangshu has five times as many figures and notes as the others: two pages in Chinese, three in English.
BRIEFS = [
    ("fujian-household-ceramics", 2),
    ("jingdezhen-ceramics", 2),
    ("guangdong-key-chains", 2),
    ("jiangxi-quality-chains", 2),
    ("zhangshu-metal-furniture", 3),
]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(("slug", "most"), BRIEFS)
def test_a_program_prints_to_a_brief(open_page, site, slug, most):
    page = open_page(f"/programs/{slug}/", dark=True)
    for language in ("", "/en"):
        page.goto(f"{site}{language}/programs/{slug}/")
        assert 1 <= pages(page.pdf(format="A4")) <= most


def test_paper_says_what_the_screen_says_on_a_press(open_page, site):
    page = open_page("/programs/jingdezhen-ceramics/")
    permalink = page.locator(".print-only")
    assert not permalink.is_visible()
    page.emulate_media(media="print")
    assert f"{site}/programs/jingdezhen-ceramics/" in permalink.inner_text()
    key = page.locator(".key").nth(1)
    assert "突破860亿元" in key.inner_text()
    assert "第 16 段" in key.inner_text()
    assert "超过" in key.inner_text()
    assert page.locator(".chart-source").first.is_visible()
    assert page.locator(".figures tr", has_text="860").is_visible()
    for gone in (".mark", ".masthead nav", ".masthead form", ".text-size", ".language", ".chart-foot"):
        assert page.locator(f"{gone}:visible").count() == 0, gone


def test_paper_is_light_whatever_the_screen_is(open_page):
    page = open_page("/programs/fujian-household-ceramics/", dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 39, 51)"


def test_a_live_chart_prints_as_its_drawing(open_page):
    page = open_page("/programs/fujian-household-ceramics/")
    page.locator(".chart-explore").first.click()
    page.locator(".chart-box[data-live]").first.wait_for()
    page.emulate_media(media="print")
    assert not page.locator(".chart-plot").first.is_visible()
    drawing = page.locator(".chart-box").first.locator("svg[aria-hidden]:visible")
    assert drawing.count() == 1


def test_other_pages_print_without_their_controls(open_page, site):
    page = open_page("/programs/")
    page.emulate_media(media="print")
    assert page.locator(".filters:visible").count() == 0
    assert page.locator("tbody tr:visible").count() == 5
    assert f"{site}/programs/" in page.locator(".print-only").inner_text()
