"""The home page: what the portal holds, what changed, programs by chain, what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.claims import checked_figures
from indicators.exports.linked.blocks import portal_block
from indicators.page_charts import stories
from programs.models import Program
from programs.reads import chains_to_list, chains_with_programs, public_contents, source_count

CHAINS = 6
"""Chains whose first programs stand on the page; the others are named."""
MOST_CHECKED = 2_000
"""Above this, comparing every figure with its last check would slow the page down."""


def page(request: HttpRequest) -> HttpResponse:
    contents, chains = public_contents(), list(chains_to_list().filter(program_count__gt=0))
    return render(
        request,
        "home.html",
        {
            "catalog": portal_block(request),
            "stories": stories(),
            "chains": chains_with_programs(chains[:CHAINS]),
            "other_chains": chains[CHAINS:],
            "contents": contents,
            "source_count": source_count(),
            "checked": checked_figures() if contents.figures <= MOST_CHECKED else None,
            "recent": Program.objects.live().defer(*Program.UNREAD_IN_LISTS).order_by("-updated_at", "slug")[:5],
        },
    )
