"""What a hand does, and the waiting that belongs to it."""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(target: Locator, key: str = "") -> None:
    """Clicks what leads to another page (or presses `key` on it) and waits until that page has loaded.

    An address changes before its page has arrived: whoever looks right after the click may count nothing.
    """
    with target.page.expect_navigation(wait_until="load"):
        target.press(key) if key else target.click()
