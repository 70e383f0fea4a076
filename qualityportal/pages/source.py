"""Sources, each with the figures, measures and notes taken from it."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.cards import cards_of
from indicators.exports.addresses import files
from indicators.exports.linked.blocks import source_block
from indicators.models import Observation, ReportedChange
from indicators.reads import citing_observations
from indicators.tables import ProgramFigureTable
from programs.as_of import address_today, as_of
from programs.models import Citation, Measure, SourceDocument, SourceNote
from programs.models.base import Publication
from programs.reads import found
from programs.withdrawals import gone_since
from qualityportal.pages import withdrawn


def index(request: HttpRequest) -> HttpResponse:
    taken = Q(citation__document=OuterRef("pk")) | Q(other_citations__document=OuterRef("pk"))
    figures = Observation.objects.live().filter(taken).order_by().values("publication")
    count = Subquery(figures.annotate(n=Count("pk", distinct=True)).values("n"))
    sources = SourceDocument.objects.live().annotate(figure_count=Coalesce(count, 0)).order_by("slug")
    return render(request, "sources/list.html", {"sources": sources})


@as_of
def page(request: HttpRequest, slug: str) -> HttpResponse:
    source = found(SourceDocument.objects.live(), slug=slug)
    if source is None:
        return withdrawn.page(request, SourceDocument.objects.all(), slug=slug)
    citations = Citation.objects.filter(document=source)
    observations = citing_observations(citations)
    live = {"program__publication": Publication.PUBLISHED, "citation__document": source}
    return render(
        request,
        "sources/page.html",
        {
            "source": source,
            "gone": gone_since(source),
            "today_url": address_today(source),
            "files": files("source-figures", slug=slug),
            "dataset": source_block(request, source, observations),
            "table": ProgramFigureTable(cards_of(observations)),
            "measures": Measure.objects.live()
            .filter(**live)
            .select_related("program", "citation__document")
            .order_by("citation__paragraph", "pk"),
            "changes": ReportedChange.objects.live().filter(citation__document=source).for_page(),
            "notes": SourceNote.objects.live()
            .filter(Q(program__isnull=True) | Q(program__publication=Publication.PUBLISHED), document=source)
            .select_related("citation__document")
            .prefetch_related("other_citations__document")
            .order_by("citation__paragraph", "pk"),
        },
    )
