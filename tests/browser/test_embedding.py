"""A chart in a frame on a page of another site: another origin (127.0.0.1, not localhost), and no script anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Frame, Page

from indicators.page_charts import program_charts
from indicators.reads import program_observations
from programs.models import Program
from tests.browser.test_accessibility import AXE, RUN

pytestmark = pytest.mark.browser

CHART = "/charts/zhangshu-metal-furniture/main-business-revenue/"
CARD = {"light": "rgb(255, 255, 255)", "dark": "rgb(26, 34, 43)"}
COBALT = {"light": "rgb(31, 78, 158)", "dark": "rgb(143, 180, 240)"}
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
INK = "text => getComputedStyle(text).fill"
REFUSED = "chrome-error://chromewebdata/"


class Elsewhere(ThreadingHTTPServer):
    """Another site: one page, with what a test puts on it."""

    body = ""
    policy = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Article)
        self.url = f"http://127.0.0.1:{self.server_port}/article"


class Article(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        page = f'<!doctype html><html lang="zh-Hans"><title>Article</title><body>{self.server.body}</body></html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.server.policy:
            self.send_header("Cross-Origin-Embedder-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def article(open_page, elsewhere) -> Callable[..., Page]:
    """Opens a page of another site with this on it; what the browser says of it is added to `said`."""

    def opened(
        body: str, width: int = 1280, *, dark: bool = False, policy: str = "", said: list[str] | None = None
    ) -> Page:
        elsewhere.body, elsewhere.policy = body, policy
        page = open_page("/healthz", width, javascript=False, dark=dark)
        page.on("console", lambda message: (said if said is not None else []).append(message.text))
        page.goto(elsewhere.url, wait_until="load")
        return page

    return opened


def frame_of(page: Page, part: str) -> Frame:
    (found,) = [frame for frame in page.frames if part in frame.url]
    return found


@pytest.mark.parametrize("reader", ["light", "dark"])
def test_a_chart_shows_in_a_frame_of_another_site_in_the_theme_asked_for(article, site, reader):
    said: list[str] = []
    queries = {"": reader, "?theme=light": "light", "?theme=dark": "dark"}
    frames = [f'<iframe src="{site}{CHART}{query}" width="640" height="700"></iframe>' for query in queries]
    page = article("".join(frames), dark=reader == "dark", said=said)
    for query, theme in queries.items():
        frame = next(frame for frame in page.frames if frame.url == f"{site}{CHART}{query}")
        assert frame.evaluate(PAPER) == CARD[theme]
        drawing = frame.locator(".chart-box svg:visible")
        assert drawing.count() == 1
        assert "352.6" in (drawing.text_content() or "")
        assert drawing.locator("text").first.evaluate(INK) == COBALT[theme]
    assert said == []  # the browser would say what breaks a security policy


def test_nothing_else_can_be_framed(article, site):
    addresses = ["/programs/zhangshu-metal-furniture/", "/admin/login/", "/observations/1/report/", CHART]
    said: list[str] = []
    page = article("".join(f'<iframe src="{site}{path}"></iframe>' for path in addresses), said=said)
    assert [frame.evaluate("document.URL") for frame in page.frames[1:]] == [REFUSED, REFUSED, REFUSED, site + CHART]
    assert any("frame-ancestors" in one for one in said)


def test_what_is_copied_works_where_it_is_pasted(article, open_page, site):
    """The frame fits a phone of 320 px; the pictures show even on a page that lets in only what asks to be let in."""
    page = open_page(CHART, javascript=False)
    frame, image = (page.locator("textarea").nth(number).input_value() for number in (0, 1))
    pasted = article(f'<body style="margin:0">{frame}{image}', 320)
    inside = frame_of(pasted, CHART)
    assert pasted.evaluate("document.documentElement.scrollWidth") == 320
    assert inside.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [320, 320]
    assert inside.locator(".chart-narrow svg").is_visible()
    drawing = f'<img src="{site}{CHART.removesuffix("/")}.svg?theme=dark">'
    strict = article(image.replace(' loading="lazy"', "") + drawing, policy="require-corp")
    assert strict.locator("img").evaluate_all("all => all.map(image => image.naturalWidth > 500)") == [True, True]


def test_the_frame_is_as_high_as_its_chart_needs(open_page, site):
    """No bar to scroll by in a frame of the given height at any width, and little room left at one of them."""
    page = open_page("/healthz", javascript=False)
    for path in every_chart():
        for language in ("", "/en"):
            page.goto(f"{site}{language}{path}")
            frame = page.locator("textarea").first.input_value()
            needed = [_needed(page, width) for width in (320, 464, 640)]
            assert max(needed) <= int(frame.split('height="')[1].split('"')[0]) <= max(needed) + 80, language + path


def _needed(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 100})
    height, wide = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    assert wide == width
    return int(height)


def every_chart() -> list[str]:
    return [
        f"/charts/{program.slug}/{planned.key}/"
        for program in Program.objects.live()
        for planned in program_charts(program, program_observations(program))
    ]


def test_the_way_from_a_program_opens_what_is_to_be_copied(open_page, site):
    page = open_page("/programs/zhangshu-metal-furniture/")
    link = page.locator(".chart-foot a[href$='#share']").first
    page.goto(f"{site}{link.get_attribute('href')}")
    assert page.locator("#share textarea").first.is_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_forced_theme(open_page, site, theme):
    """On a reader's machine of the other theme, so that nothing is left to it."""
    page = open_page(f"{CHART}?theme={theme}", 360, dark=theme == "light")
    page.locator("figure summary").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN) == []


def test_links_leave_the_frame(article, elsewhere, site):
    page = article(f'<iframe src="{site}{CHART}" width="640" height="700"></iframe>')
    with page.context.expect_page() as opened:
        frame_of(page, CHART).locator("h1 a").click()
    assert "/programs/zhangshu-metal-furniture/#chart-main-business-revenue" in opened.value.url
    assert page.url == elsewhere.url


def test_it_prints_on_one_sheet_in_light_colours(open_page):
    page = open_page(f"{CHART}?theme=dark")
    page.emulate_media(media="print")
    assert page.locator(".print-only").is_visible()
    assert not page.locator("footer summary").is_visible()
    assert page.locator(".chart-box svg:visible text").first.evaluate(INK) == COBALT["light"]
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
