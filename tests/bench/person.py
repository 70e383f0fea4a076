"""Somebody at a browser without scripts: keeps cookies, opens pages, fills in the forms that stand on them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import html

PATIENCE = 180  # seconds


class Failed(Exception):  # noqa: N818
    """What a person sees instead of the page that they asked for."""


@dataclass
class Page:
    address: str
    status: int
    text: str
    location: str = ""

    def form(self, having: str) -> Any:
        """The form with a field or button of this name; raises Failed where the page has none."""
        found = [one for one in html.fromstring(self.text).forms if one.xpath(f'.//*[@name="{having}"]')]
        if not found:
            raise Failed(f"{self.address} has no form with {having}: {self.said()}")
        return found[0]

    def said(self) -> str:
        """What the page complains of."""
        tree = html.fromstring(self.text)
        return " · ".join(
            one.text_content().strip() for one in tree.find_class("errornote") + tree.find_class("errors")
        )


@dataclass
class Person:
    site: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        return self._asked("GET", path, b"", {})

    def sign_in(self, name: str, password: str) -> None:
        login = "/en/admin/login/"
        page = self.submit(self.get(login), "username", {"username": name, "password": password})
        if page.status != 302:
            raise Failed(f"{name} could not sign in: {page.said()}")

    def submit(self, page: Page, having: str, typed: Mapping[str, str], **files: tuple[str, bytes]) -> Page:
        """Sends the form of the page with what stands in it and what is typed over it, as a browser does."""
        form = page.form(having)
        fields = [(name, value) for name, value in form.form_values() if name not in typed]
        body, kind = _packed([*fields, *typed.items()], files)
        return self._asked("POST", urljoin(page.address, form.action or ""), body, {"Content-Type": kind})

    def _asked(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Page:
        place = urlsplit(self.site)
        link = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {"Cookie": cookies, "Referer": self.site + path, "Origin": self.site}
        try:
            link.request(method, path, body, own | headers)
            answer = link.getresponse()
            text = answer.read().decode()
        finally:
            link.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if answer.status >= 400:
            raise Failed(f"{method} {path} answers {answer.status}: {text[:300]}")
        return Page(path, answer.status, text, answer.headers.get("Location", ""))


def _packed(fields: list[tuple[str, str]], files: Mapping[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    if not files:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for name, (file, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
