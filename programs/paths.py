"""Paths of pages and files, in a form that a page with a hundred links, or a file with a million, can afford: the
resolver is asked once for each kind of page, and the keys of each record are put in their places.
"""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

SAMPLE = 7204813  # as a slug, a code and a number, all our converters of keys take it


def path_of(name: str, *keys: str | int, **few: str) -> str:
    """The path of the page `name` of the record with these keys: slugs, codes and numbers. What follows them and has
    only a few values, such as the kind of a file, is given by name. All stand in the order of the address.
    """
    return _pattern(name, len(keys), tuple(few.values()), get_language(), get_script_prefix()) % keys


def around(name: str) -> tuple[str, str]:
    """What stands before and after the key in the path of a page whose only argument that is."""
    before, _key, after = path_of(name, "\n").partition("\n")
    return before, after


@lru_cache(1000)  # more than there are addresses in the code
def _pattern(name: str, keys: int, few: tuple[str, ...], _language: str | None, _prefix: str) -> str:
    samples = [str(SAMPLE + number) for number in range(keys)]
    pattern = reverse(name, args=[*samples, *few]).replace("%", "%%")
    for sample in samples:
        pattern = pattern.replace(sample, "%s", 1)
    return pattern
