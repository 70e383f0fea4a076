"""WCAG 2.2 AA on the real pages: axe, the keyboard alone, larger text, less motion, targets that a finger can hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.moves import follow
from tests.integration.test_pages import PAGES

pytestmark = pytest.mark.browser

AXE = settings.DATA_DIR / "npm" / "node_modules" / "axe-core" / "axe.min.js"
EVERY_PAGE = [*PAGES, "/programs/?q=nothing-like-this", "/programs/?region=1", "/nowhere/", "/charts/no/no/?theme=dark"]
RUN = """async () => (await axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
})).violations.map(rule => `${rule.id}: ${rule.nodes.map(node => node.html.slice(0, 160)).join(" | ")}`)"""
PROGRAM = "/programs/jingdezhen-ceramics/"
# What has the focus: whether it is where the last press left it, can be seen, and is drawn with an outline.
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  window.passed ??= new Map();
  if (!passed.has(at)) passed.set(at, passed.size);
  return {
    place: passed.get(at),
    what: at.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter(e => e.type !== "hidden" && e.checkVisibility({ visibilityProperty: true })).length"""
SMALL = """() => [...document.querySelectorAll("button, summary, .pager a, .masthead a, input, select")]
  .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.matches(".skip"))
  .map(e => [e.outerHTML.slice(0, 100), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([what]) => what)"""
# Text that is cut off: a box that hides what is larger than itself, other than texts for the ear alone.
CUT = """() => [...document.querySelectorAll("body *")].filter(e => {
  const style = getComputedStyle(e);
  if (style.clipPath !== "none" || !e.checkVisibility() || e.closest("svg, .sr, select")) return false;
  const hides = ["hidden", "clip"];
  return (hides.includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
    || (hides.includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 100))"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def axe() -> str:
    if not AXE.is_file():
        pytest.fail(f"axe-core is not in {AXE.parent}; `make test` fetches it")
    return AXE.read_text(encoding="utf-8")


def whole(page: Page) -> None:
    """What is laid out only near the window is laid out now, as for a reader who has come there."""
    page.evaluate("() => document.querySelectorAll('.later').forEach(e => { e.style.contentVisibility = 'visible'; })")


@pytest.mark.parametrize(("width", "dark", "language"), [(1280, False, "/en"), (360, True, "")])
def test_axe_finds_nothing(open_page, site, axe, width, dark, language):
    page = open_page("/", width, dark=dark)
    found: list[str] = []
    for path in EVERY_PAGE:
        page.goto(f"{site}{language}{path}")
        whole(page)
        page.evaluate(axe)
        found += [f"{language}{path} {said}" for said in page.evaluate(RUN)]
    assert found == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_what_opens(open_page, axe, dark):
    """Evidence, a data table and a live chart with its tools, all open at once."""
    page = open_page(PROGRAM, dark=dark)
    page.locator(".chart-foot summary").first.click()
    page.locator(".chart-explore").first.click()
    page.locator(".chart-box[data-live]").first.wait_for()
    page.locator(".mark").first.click()
    whole(page)
    page.evaluate(axe)
    assert page.evaluate(RUN) == []


def presses(page: Page, most: int) -> Iterator[dict]:
    for _press in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        yield focused
    pytest.fail("the keyboard never came to the end of the page")


@pytest.mark.parametrize("path", ["/", "/programs/", PROGRAM])
def test_the_whole_page_by_keyboard(open_page, path):
    page = open_page(path)
    page.emulate_media(reduced_motion="reduce")  # where a press leads is then seen at once
    count = page.evaluate(FOCUSABLE)
    # A date has a press for each of its parts.
    passed = [next(parts) for _place, parts in groupby(presses(page, count + 20), key=itemgetter("place"))]
    assert [step["place"] for step in passed] == list(range(len(passed)))  # each once: no trap, no way back
    assert len(passed) >= count
    assert [step["what"] for step in passed if not step["outlined"]] == []
    assert [step["what"] for step in passed if not step["seen"]] == []


def test_escape_closes_the_evidence_and_gives_the_focus_back(open_page):
    page = open_page(PROGRAM)
    mark = page.locator(".keys .mark").first
    mark.focus()
    page.keyboard.press("Enter")
    evidence = page.locator(".keys .evidence").first
    assert evidence.is_visible()
    page.keyboard.press("Tab")
    assert evidence.locator("a").first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert not evidence.is_visible()
    assert mark.evaluate("mark => mark === document.activeElement")


def test_targets_are_large_enough(open_page, site):
    page = open_page("/", 360)
    for path in ("/", "/programs/", PROGRAM, "/programs/zhangshu-metal-furniture/"):
        for language in ("", "/en"):
            page.goto(f"{site}{language}{path}")
            whole(page)
            assert page.evaluate(SMALL) == [], f"{language}{path}"


def readable(page: Page, site: str, width: int, languages: Sequence[str] = ("/en",)) -> None:
    """English has the longer words; where room is shortest, both languages are looked at."""
    for path in PAGES:
        for language in languages:
            page.goto(f"{site}{language}{path}")
            whole(page)
            assert page.evaluate(WIDTH) <= width, f"{language}{path} scrolls sideways"
            assert page.evaluate(CUT) == [], f"{language}{path} is cut off"


def test_zoomed_to_200_percent(open_page, site):
    page = open_page("/", 640)
    metrics = {"width": 640, "height": 450, "deviceScaleFactor": 2, "mobile": False}
    page.context.new_cdp_session(page).send("Emulation.setDeviceMetricsOverride", metrics)
    readable(page, site, 640)


def test_text_at_200_percent(open_page, site):
    """The reader's own text size counts: set in the browser, without zooming the page."""
    page = open_page("/")
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    readable(page, site, 1280)


def test_larger_text_stays_through_pages_and_languages(open_page, site):
    page = open_page("/", 360, javascript=False)
    follow(page.locator(".text-size"))
    root = page.locator("html")
    assert page.url == f"{site}/"
    assert root.evaluate("root => getComputedStyle(root).fontSize") == "22px"
    follow(page.locator(".card").first)
    assert "/programs/" in page.url
    assert root.get_attribute("class") == "large"
    follow(page.locator(".language"))
    assert "/en/programs/" in page.url
    assert root.get_attribute("class") == "large"
    readable(page, site, 360, ("", "/en"))
    page.goto(site)
    follow(page.locator(".text-size"))
    assert root.get_attribute("class") is None


def test_nothing_moves_for_readers_who_ask_for_that(open_page):
    page = open_page(PROGRAM)
    scrolling = "getComputedStyle(document.documentElement).scrollBehavior"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(scrolling) == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(scrolling) == "auto"
    page.locator(".chart-box").first.evaluate("box => box.setAttribute('aria-busy', 'true')")
    spinner = "getComputedStyle(document.querySelector('.chart-box'), '::after').animationName"
    assert page.evaluate(spinner) == "none"
