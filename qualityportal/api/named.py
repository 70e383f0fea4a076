"""What a parameter names: a record that is published, or a problem that says that there is none of that name.

An unknown name is an error and no empty list: it is most often a misprint, and "no figures" would be a false answer.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from indicators.models import Indicator
from programs.knowledge import known_at
from programs.models import IndustryChain, Program, Region
from programs.reads import find_region
from programs.rules.words import MOST_WORDS, query_of
from qualityportal.api.complaints import complaint
from qualityportal.api.problems import Problem


def words(typed: str) -> tuple[str, ...]:
    """The words to search for, as the pages take them; too many are refused instead of being left out."""
    query = query_of(typed)
    if query.is_cut:
        too_many = complaint("q", _("The search takes fewer words."), allowed=[f"≤ {MOST_WORDS}"])
        raise Problem("invalid-parameter", errors=[too_many])
    if known_at():
        raise Problem("bad-request", _("The past cannot be searched: give q or as_of, not both."))
    return query.words


def region(code: str) -> Region:
    found = find_region(code)
    if found is None:
        raise Problem("unknown-record", _("No region has the code “%(value)s” or had it before."), {"value": code})
    return found


def chain(slug: str) -> Any:
    return _one(IndustryChain.objects.filter(slug=slug), _("There is no industry chain “%(value)s”."), slug)


def program(slug: str) -> Any:
    return _one(Program.objects.live().filter(slug=slug), _("No program “%(value)s” is published."), slug)


def indicator(code: str) -> Any:
    return _one(Indicator.objects.filter(code=code), _("There is no indicator “%(value)s”."), code)


def _one(rows: QuerySet[Any], missing: str, value: str) -> Any:
    """The key of the only row."""
    key = rows.values_list("pk", flat=True).first()
    if key is None:
        raise Problem("unknown-record", missing, {"value": value})
    return key
