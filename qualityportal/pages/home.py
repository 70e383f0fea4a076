"""The home page: what the portal holds, what changed, programs by chain, what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.claims import checked_figures
from indicators.exports.linked.blocks import portal_block
from indicators.models import Observation
from indicators.page_charts import stories
from programs.models import IndustryChain, Measure, Program, SourceDocument
from programs.models.base import Publication
from programs.reads import chain_counts, chains_with_programs

CHAINS = 8
"""Chains whose first programs stand on the page; the others are named."""


def page(request: HttpRequest) -> HttpResponse:
    counts = chain_counts()
    chains = list(IndustryChain.objects.filter(pk__in=counts).defer(*IndustryChain.UNREAD_BESIDE).order_by("slug"))
    return render(
        request,
        "home.html",
        {
            "catalog": portal_block(request),
            "stories": stories(),
            "chains": chains_with_programs(chains[:CHAINS], counts),
            "other_chains": [(chain, counts[chain.pk]) for chain in chains[CHAINS:]],
            "counts": {
                "programs": Program.objects.live().count(),
                "measures": Measure.objects.live().filter(program__publication=Publication.PUBLISHED).count(),
                "figures": Observation.objects.live().count(),
                "sources": SourceDocument.objects.live().count(),
            },
            "checked": checked_figures(),
            "recent": Program.objects.for_list().order_by("-updated_at", "slug")[:5],
        },
    )
