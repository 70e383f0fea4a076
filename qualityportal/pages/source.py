"""Sources, each with the figures, measures and notes taken from it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from indicators.exports.addresses import files
from indicators.exports.linked.blocks import source_block
from indicators.figure_pages import MOST
from indicators.models import ReportedChange
from indicators.reads import citing_figures, figures_by_document
from indicators.tables import CardPages, ProgramFigureTable, whole
from programs.as_of import address_today, as_of
from programs.models import Citation, Measure, Program, SourceDocument, SourceNote
from programs.models.base import Publication
from programs.models.searchable import joined
from programs.models.source import CITED, further_places
from programs.reads import found, source_count
from programs.withdrawals import gone_since
from qualityportal.pages import withdrawn

PER_PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    sources = SourceDocument.objects.live().defer(*SourceDocument.UNREAD_IN_LISTS).order_by("slug")
    paginator = Paginator(sources, PER_PAGE)
    paginator.count = source_count()  # to count them anew takes longer than to find the page
    page = paginator.get_page(request.GET.get("page"))
    counts = figures_by_document(page.object_list)
    rows = [(source, counts[source.pk]) for source in page]
    return render(request, "sources/list.html", {"rows": rows, "page": page})


@as_of
def page(request: HttpRequest, slug: str) -> HttpResponse:
    source = found(SourceDocument.objects.live(), slug=slug)
    if source is None:
        return withdrawn.page(request, SourceDocument.objects.all(), slug=slug)
    table = ProgramFigureTable(CardPages(citing_figures(Citation.objects.filter(document=source))))
    RequestConfig(request, paginate={"per_page": MOST, "silent": True}).configure(table)
    about = Q(program__isnull=True) | Q(program__publication=Publication.PUBLISHED)
    live = {"program__publication": Publication.PUBLISHED, "citation__document": source}
    return render(
        request,
        "sources/page.html",
        {
            "source": source,
            "gone": gone_since(source),
            "today_url": address_today(source),
            "files": files("source-figures", slug),
            "dataset": source_block(request, source, whole(table)),
            "table": table,
            "measures": joined(Measure.objects.live().filter(**live), program=Program, **CITED)
            .defer(*Measure.UNREAD_IN_LISTS)
            .order_by("citation__paragraph", "pk"),
            "changes": joined(ReportedChange.objects.live().for_page(), program=Program).filter(
                citation__document=source
            ),
            "notes": joined(SourceNote.objects.live().filter(about), **CITED)
            .filter(document=source)
            .prefetch_related(further_places())
            .order_by("citation__paragraph", "pk"),
        },
    )
