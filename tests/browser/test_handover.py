"""The browser's Plotly takes over a chart: same figure, same box, nothing jumps, nothing is loaded before."""

from __future__ import annotations

import pytest

from programs.models import Region
from tests import records
from tests.integration.test_pages import PROGRAMS

pytestmark = pytest.mark.browser

HEIGHTS = "[...document.querySelectorAll('.chart-box')].map(box => box.getBoundingClientRect().height)"
LAID_OUT = (
    "Promise.all(document.getAnimations().map(one => one.finished)).then(() => null)"  # see `.later` in the style
)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("slug", [slug for slug in PROGRAMS if slug != "jiangxi-quality-chains"])
def test_every_chart_is_taken_over_without_a_jump(open_page, slug, width):
    page = open_page(f"/programs/{slug}/", width, dark=width == 360)
    page.evaluate(LAID_OUT)
    heights = page.evaluate(HEIGHTS)
    charts = page.locator("figure.chart")
    for number in range(charts.count()):
        chart = charts.nth(number)
        page.mouse.move(0, 0)  # a pointer that rests on the next chart would begin by itself
        chart.scroll_into_view_if_needed()
        page.evaluate("window.shift = 0")
        chart.locator(".chart-explore").click()
        chart.locator(".chart-box[data-live] .chart-plot .main-svg").first.wait_for()
        assert page.evaluate("window.shift") == 0
        assert chart.locator(".chart-status").inner_text() != ""  # the first figure is read out
    assert page.evaluate(HEIGHTS) == heights


@pytest.mark.parametrize("figures", [3, 14])
def test_a_line_is_taken_over_too(open_page, site, figures):
    """No seeded program has three dated figures; with many of them the chart has buttons to zoom into time."""
    program = records.program("long-series", region=Region.objects.get(code="350000"))
    for number in range(figures):
        records.observation(program, value=f"{100 + number * 7}.5", **records.year(2024 - figures + number))
    page = open_page("/programs/long-series/")
    chart = page.locator("figure.chart[data-form=line]")
    height = page.evaluate(HEIGHTS)
    chart.locator(".chart-explore").click()
    chart.locator(".chart-box[data-live] .chart-plot .main-svg").first.wait_for()
    assert page.evaluate("window.shift") == 0
    assert page.evaluate(HEIGHTS) == height
    buttons = chart.locator(".modebar-btn")
    assert (buttons.count() > 0) is (figures > 12)
    for button in buttons.all():
        assert button.get_attribute("aria-label")
        assert button.get_attribute("tabindex") == "0"


def test_plotly_is_loaded_only_when_a_reader_reaches_for_a_chart(open_page, site):
    page = open_page("/about/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/programs/fujian-household-ceramics/")
    page.locator("h1").hover()
    assert not any("plotly" in url or url.endswith(".json") for url in asked)
    page.locator(".chart-box").first.hover()
    page.locator(".chart-box[data-live]").first.wait_for()
    assert sum("plotly" in url for url in asked) == 1


def test_arrow_keys_read_the_figures(open_page):
    page = open_page("/programs/fujian-household-ceramics/")
    page.locator(".chart-explore").first.click()
    status = page.locator(".chart-status").first
    page.locator(".chart-box[data-live]").first.wait_for()
    said = set()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
        said.add(status.inner_text())
    assert len(said) == 4
    assert any("110.45" in text and "2023" in text for text in said)


def test_a_failed_load_keeps_the_picture_and_says_so(open_page, site):
    page = open_page("/about/")
    page.route("**/plotly-basic.min*.js", lambda route: route.abort())
    page.goto(f"{site}/programs/fujian-household-ceramics/")
    page.locator(".chart-explore").first.click()
    page.get_by_text("未能载入").or_(page.get_by_text("无法载入")).or_(page.get_by_text("没能载入")).first.wait_for()
    assert page.locator(".chart-wide svg").first.is_visible()
    assert page.locator(".chart-plot").count() == 0
    page.unroute("**/plotly-basic.min*.js")
    page.locator(".chart-explore").first.click()
    page.locator(".chart-box[data-live]").first.wait_for()
