"""Somebody at work in the admin, in a browser of their own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.browser.moves import follow


def signed_in(page: Page, site: str, person: Any) -> Page:
    """The page with the session of `person`: signing in by form has a test of its own."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    page.goto(f"{site}/admin/")
    return page


def choose(page: Page, field: str, words: str) -> None:
    """Picks the first match of an autocomplete field; of one with many rows, one more."""
    box = page.locator(f"#id_{field} + .select2")
    many = box.locator(".select2-selection--multiple").count()
    box.click()
    search = box.locator(".select2-search__field") if many else page.locator(".select2-dropdown .select2-search__field")
    search.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).first.click()


def press(page: Page, name: str) -> None:
    """One of the buttons below a form."""
    follow(page.locator(f"[name={name}]").last)
