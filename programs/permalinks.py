"""Addresses for outside: with the name of the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "en": "en"}
"""The languages that an address can be in: as Django writes them → as BCP 47 does."""


def site_url(request: HttpRequest) -> str:
    """https://portal.example: what the settings say, else what the request was sent to."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path of ours, as it must stand where no browser completes it."""
    return f"{site_url(request)}{path}"
