"""Every page says so while synthetic records are in the database."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest

from seeds.models import SyntheticSet


def notice(request: HttpRequest) -> dict[str, bool]:
    """For all templates. Asked anew for each page: one look at a table of at most one row, and never out of date."""
    try:
        return {"holds_synthetic": SyntheticSet.objects.exists()}
    except DatabaseError:  # a page that says that the database is gone must still show
        return {"holds_synthetic": False}
