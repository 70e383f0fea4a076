"""Every page says so while synthetic records are in the database."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest

from seeds.models import SyntheticSet


def notice(request: HttpRequest) -> dict[str, bool]:
    """For all templates. One look at a table of at most one row for each request, so that it is never out of date.

    Where a page is drawn in several pieces, they share the answer.
    """
    kept: Any = request
    if not hasattr(kept, "holds_synthetic"):
        kept.holds_synthetic = _holds_synthetic()
    return {"holds_synthetic": kept.holds_synthetic}


def _holds_synthetic() -> bool:
    try:
        return SyntheticSet.objects.exists()
    except DatabaseError:  # a page that says that the database is gone must still show
        return False
