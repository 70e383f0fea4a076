"""English nouns after a number: 1 enterprise, 2 enterprises.

Plain Python, no Django. A unit is kept as its plural (`unit_name_en`); the singular is found by the rules of spelling
and a short list of what they do not cover. What cannot be an English plural (CNY, Mbps, GWh, 家) stays as it is.
"""

from __future__ import annotations

import re

OWN_SINGULAR = {"people": "person", "series": "series", "species": "species", "premises": "premises"}
NO_PLURAL = re.compile(r"(?:[^s]|ss|us|is)$")
WITH_ES = re.compile(r"(?:ch|sh|ss|x)es$")  # batches, classes, boxes; but prizes and houses lose their s alone
HEAD = re.compile(r"(?P<before>(?:\S+ )*?)(?P<noun>[a-z-]{4,})(?P<after>(?: (?:of|in|for|per|with|on) .+)?)")


def is_one(number: str) -> bool:
    """Whether a written number takes the singular: 1 and −1 do; 1.0 and 0.5 count parts and take the plural."""
    return number.lstrip("+−-") == "1"


def unit_after(number: str, plural: str) -> str:
    """The unit as it follows a written number: enterprise after 1, enterprises after 2 or 1.0."""
    return singular(plural) if is_one(number) else plural


def singular(plural: str) -> str:
    """lines of work → line of work, service items → service item, cities → city."""
    found = HEAD.fullmatch(plural)
    return f"{found['before']}{_singular_noun(found['noun'])}{found['after']}" if found else plural


def _singular_noun(noun: str) -> str:
    if noun in OWN_SINGULAR:
        return OWN_SINGULAR[noun]
    if NO_PLURAL.search(noun):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if WITH_ES.search(noun) else noun[:-1]
