"""Every page says so while synthetic records are in the database."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest

from seeds.models import SyntheticSet


def notice(request: HttpRequest) -> dict[str, bool]:
    """For all templates. Asked anew for each page: one look at a table of at most one row, and never out of date. A page
    has many templates: a table draws one for each of its cells.
    """
    if "HOLDS_SYNTHETIC" not in request.META:
        request.META["HOLDS_SYNTHETIC"] = _holds_synthetic()
    return {"holds_synthetic": request.META["HOLDS_SYNTHETIC"]}


def _holds_synthetic() -> bool:
    try:
        return SyntheticSet.objects.exists()
    except DatabaseError:  # a page that says that the database is gone must still show
        return False
