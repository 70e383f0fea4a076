"""The home page: what the portal holds, what changed, programs by chain, what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.claims import checked_figures
from indicators.exports.linked.blocks import portal_block
from indicators.models import Observation
from indicators.page_charts import stories
from programs.models import Measure, Program, SourceDocument
from programs.models.base import Publication
from programs.reads import chains_with_programs


def page(request: HttpRequest) -> HttpResponse:
    figures = Observation.objects.live()
    return render(
        request,
        "home.html",
        {
            "catalog": portal_block(request),
            "stories": stories(),
            "chains": [(chain, programs) for chain, programs in chains_with_programs() if programs],
            "counts": {
                "programs": Program.objects.live().count(),
                "measures": Measure.objects.live().filter(program__publication=Publication.PUBLISHED).count(),
                "figures": figures.count(),
                "sources": SourceDocument.objects.live().count(),
            },
            "checked": checked_figures(),
            "recent": Program.objects.for_list().order_by("-updated_at", "slug")[:5],
        },
    )
