"""A real browser on the real pages. Without Chromium these tests are skipped with the reason; in CI they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from unittest import mock

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import fill, roles

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # Only loopback resolves: a page that asked another host would show up as a failed request.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WATCH = """
window.violations = []; window.shift = 0;
document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.sourceFile));
new PerformanceObserver(l => { for (const e of l.getEntries()) shift += e.value; })
  .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        message = "Chromium is not installed (Debian: apt-get install chromium); the pages were not seen in a browser"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    # Playwright runs an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Without Django's own handler of static files: whitenoise serves the collected ones, as in production."""
    with mock.patch("django.contrib.staticfiles.handlers.StaticFilesHandler", lambda application: application):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def site(browser, transactional_db, live_server) -> str:
    """The address of a running portal with the five programs."""
    roles()
    fill()
    return str(live_server.url)


@pytest.fixture
def empty_site(transactional_db, live_server) -> str:
    """The address of a running portal that holds nothing yet but the roles."""
    roles()
    return str(live_server.url)


# Thrown by the page that Chromium itself puts in a frame it refuses, when that is closed before it is done. No page of
# ours has such policies.
CLOSED_EARLY = "'TrustedTypePolicy': The provided callback is no longer runnable"


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator:
    """Opens a path in a fresh profile; at the end no page may have broken the security policy or thrown."""
    address = request.getfixturevalue("empty_site" if "empty_site" in request.fixturenames else "site")
    contexts: list[BrowserContext] = []
    pages: list[Page] = []
    errors: list[str] = []

    def opened(path: str, width: int = 1280, *, javascript: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.on("pageerror", lambda error: errors.append(str(error)) if CLOSED_EARLY not in str(error) else None)
        if javascript:
            page.add_init_script(WATCH)
            pages.append(page)
        page.goto(address + path)
        return page

    yield opened
    violations = [v for page in pages if not page.is_closed() for v in page.evaluate("window.violations")]
    for context in contexts:
        context.close()
    assert violations == []
    assert errors == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A page that is closed while it still asks leaves a server thread without its database: no fault of the test."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"))
