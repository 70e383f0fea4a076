"""Paths of the pages of records, in a form that a page with a hundred links, or a file with a million, can afford: the
resolver is asked once for each kind of page, and the key of each record is put in its place.
"""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

SAMPLE = "7204813"  # a slug, a code and a number: all our converters take it


def path_of(name: str, key: str | int) -> str:
    """The path of the page `name` whose only argument is the record's key: a slug, a code or a number."""
    before, after = around(name)
    return f"{before}{key}{after}"


def around(name: str) -> tuple[str, str]:
    """What stands before and after the key in the path of such a page."""
    return _around(name, get_language(), get_script_prefix())


@lru_cache
def _around(name: str, _language: str | None, _prefix: str) -> tuple[str, str]:
    before, _sample, after = reverse(name, args=[SAMPLE]).rpartition(SAMPLE)
    return before, after
