"""Comparing in a browser: by form without a script, on a phone, with the address as the only state."""

from __future__ import annotations

import pytest

from programs.models import Program, Region
from tests import records
from tests.browser.moves import follow

pytestmark = pytest.mark.browser

PATHS = [
    "/compare/",
    "/compare/?indicator=main-business-revenue",
    "/compare/?program=zhangshu-metal-furniture&program=fujian-household-ceramics",
    "/coverage/",
    "/indicators/main-business-revenue/",
]


@pytest.fixture
def shared(site) -> str:
    """A second program that reports what Zhangshu reports."""
    other = records.program("other", region=Region.objects.get(code="440000"), measures=0)
    indicator = (
        Program.objects.get(slug="zhangshu-metal-furniture")
        .observations.get(indicator__code="main-business-revenue", period_end__year=2021)
        .indicator
    )
    for year, value in ((2019, "402.11"), (2020, "398.6"), (2021, "451.03")):
        records.observation(other, indicator, value, **records.year(year))
    return site


@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_on_a_phone(shared, open_page, path):
    for language in ("", "/en"):
        page = open_page(language + path, 360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_two_programs_are_laid_side_by_side_without_a_script(shared, open_page):
    page = open_page("/compare/", javascript=False)
    page.check('input[name=program][value="zhangshu-metal-furniture"]')
    page.check('input[name=program][value="other"]')
    follow(page.locator("form.filters button[type=submit]"))
    assert "program=zhangshu-metal-furniture" in page.url
    drawings = page.locator(".panel svg")
    assert drawings.count() == 2
    boxes = [drawing.bounding_box() for drawing in drawings.all()]
    assert all(box and box["width"] > 250 for box in boxes)
    assert len({round(box["height"]) for box in boxes if box}) == 1
    assert len({round(box["y"]) for box in boxes if box}) == 1


def test_an_indicator_is_chosen_from_the_list(shared, open_page):
    page = open_page("/compare/", javascript=False)
    page.select_option("#id_indicator", "main-business-revenue")
    follow(page.locator("form.filters button[type=submit]"))
    assert page.locator(".panel").count() == 2
    page.locator(".panel summary").first.click()
    assert page.locator(".panel table").first.is_visible()
