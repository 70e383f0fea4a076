"""Visits a page in Chromium as a first-time reader on a slow phone, and counts what that costs."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright
from playwright.sync_api import Page as Tab

from tests.bench.pages import EXPLORE, Page
from tests.bench.serving import BenchError

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# As in tests/browser/conftest.py, which cannot be imported here: it needs Django's models.
SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # Only loopback resolves: nothing that a page might want from elsewhere comes into the figures.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
CPU_SLOWDOWN = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}
WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
QUIET_MS = 500
PATIENCE_MS = 180_000
"""Far over what any page needs on a quiet machine: a wait that ends here says that something is broken, not slow."""
BLOCKING = "performance.getEntriesByType('resource').filter(r => r.renderBlockingStatus === 'blocking').length"


@dataclass(frozen=True)
class Visit:
    """One first visit. Sizes are bytes on the wire with headers, times milliseconds from the start of the visit."""

    bytes: int
    css: int
    js: int
    requests: int
    blocking: int
    fcp: float
    lcp: float
    shift: float
    chart: float | None = None
    live_bytes: int | None = None
    """Everything from the start of the visit until a chart is interactive."""
    live: float | None = None
    """From the reader's tap."""
    live_shift: float | None = None


@dataclass
class Traffic:
    """What Chromium's own network counters say about a tab."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)

    def follow(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._lost)
        session.send("Network.enable")

    @property
    def open_requests(self) -> bool:
        return len(self.sizes) < len(self.kinds) and not self.failed

    @property
    def faults(self) -> str:
        return "; ".join([*self.failed, *self.thrown])

    def total(self, kind: str = "") -> int:
        return sum(size for request, size in self.sizes.items() if not kind or self.kinds[request] == kind)

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.kinds[event["requestId"]] = event.get("type", "Other")

    def _received(self, event: dict[str, Any]) -> None:
        if event["response"]["status"] >= 400:
            self.failed.append(f"{event['response']['url']} answers {event['response']['status']}")

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def _lost(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            self.failed.append(f"a request was lost ({event['errorText']})")


@contextmanager
def chromium() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        raise BenchError("Chromium is not installed (Debian: apt-get install chromium); nothing can be measured.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, site: str, page: Page) -> Visit:
    """A visit with an empty cache: a context of its own, thrown away afterwards."""
    context = browser.new_context(**PHONE)
    try:
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE_MS)
        tab.add_init_script(WATCH)
        traffic = Traffic()
        tab.on("pageerror", lambda error: traffic.thrown.append(str(error)[:200]))
        traffic.follow(_slow_phone(tab))
        tab.goto(site + page.path, wait_until="load")
        if page.waits_for_chart:
            _await(tab, traffic, "seen.chart !== null")
        _settle(tab, traffic)
        loaded = _loaded(tab, traffic)
        opened = _opened(tab, traffic) if page.explores else {}
        if traffic.failed:
            raise BenchError(f"{page.name}: {traffic.faults}")
        return Visit(**loaded, **opened)
    finally:
        context.close()


def _await(tab: Tab, traffic: Traffic, condition: str) -> None:
    """Asks again and again from outside; Playwright's own waiting evaluates text in the page, which its policy forbids.

    The page itself takes the time, so that the rhythm of the asking does not matter. A page that lost a request on the
    way waits for nothing, and an unmet wait says what is known of it.
    """
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not tab.evaluate(condition):
        late = time.monotonic() > deadline
        if late or traffic.failed:
            wait = f"{PATIENCE_MS // 1000} s in vain" if late else "in vain"
            missing = len(traffic.kinds) - len(traffic.sizes)
            known = f"; {missing} of {len(traffic.kinds)} requests open; {traffic.faults}"
            raise BenchError(f"{tab.url}: waited {wait} for {condition}{known.rstrip('; ')}")
        tab.wait_for_timeout(100)


def _settle(tab: Tab, traffic: Traffic) -> None:
    """Until a while has passed in which no request began and none is open: the icon comes after the load event."""
    known = -1
    while known != len(traffic.kinds) or traffic.open_requests:
        known = len(traffic.kinds)
        tab.wait_for_timeout(QUIET_MS)


def _slow_phone(tab: Tab) -> CDPSession:
    session = tab.context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    return session


def _loaded(tab: Tab, traffic: Traffic) -> dict[str, Any]:
    seen = tab.evaluate("seen")
    if seen["chart"] is not None:
        seen["chart"] = max(seen["chart"], seen["fcp"])  # a frame's painting can end after the next one has begun
    return {
        "bytes": traffic.total(),
        "css": traffic.total("Stylesheet"),
        "js": traffic.total("Script"),
        "requests": len(traffic.sizes),
        "blocking": tab.evaluate(BLOCKING),
        **{name: seen[name] for name in ("fcp", "lcp", "shift", "chart")},
    }


def _opened(tab: Tab, traffic: Traffic) -> dict[str, Any]:
    """Reaches for the first chart and waits until it answers."""
    tab.locator(EXPLORE).first.tap()
    _await(tab, traffic, "seen.live !== null")
    _settle(tab, traffic)
    seen = tab.evaluate("seen")
    return {"live_bytes": traffic.total(), "live": seen["live"], "live_shift": seen["liveShift"]}
