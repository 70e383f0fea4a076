"""What stands at the address of a page that was withdrawn: that it was, when, and why."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from programs.withdrawals import once_public


def page(request: HttpRequest, rows: QuerySet, **lookup: Any) -> HttpResponse:
    """410 for a record that the public has seen, else 404."""
    record = get_object_or_404(once_public(rows), **lookup)
    return render(request, "withdrawn.html", {"record": record}, status=410)
