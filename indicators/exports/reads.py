"""The published records of each resource, with all that its rows need: no query per row, whatever the size."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from indicators.models import Indicator, Observation, ReportedChange
from programs.models import IndustryChain, Measure, Program, Region, SourceDocument
from programs.models.base import Publication
from programs.models.searchable import unread

OF_PROGRAM = ("program__region", "program__chain")
PLACE: dict[str, Any] = {
    "program": Program,
    "program__region": Region,
    "program__chain": IndustryChain,
    "citation__document": SourceDocument,
}


def regions() -> QuerySet[Region]:
    return Region.objects.prefetch_related("former_codes").defer(*Region.UNREAD_BESIDE)


def chains() -> QuerySet[IndustryChain]:
    return IndustryChain.objects.prefetch_related("classes").defer("search_text", "search_pinyin")


def programs() -> QuerySet[Program]:
    rows = Program.objects.live().select_related("region", "chain", "citation__document")
    beside = unread(region=Region, chain=IndustryChain, citation__document=SourceDocument)
    return rows.defer("search_text", "search_pinyin", *beside).prefetch_related("other_citations__document")


def measures() -> QuerySet[Measure]:
    rows = Measure.objects.live().filter(program__publication=Publication.PUBLISHED)
    rows = rows.select_related(*OF_PROGRAM, "citation__document")
    return rows.defer("search_text", "search_pinyin", *unread(**PLACE)).prefetch_related("other_citations__document")


def indicators() -> QuerySet[Indicator]:
    return Indicator.objects.defer("search_text", "search_pinyin")


def observations() -> QuerySet[Observation]:
    rows: QuerySet[Observation] = Observation.objects.live().for_series().select_related(*OF_PROGRAM)
    return rows.defer(*unread(**PLACE, indicator=Indicator)).order_by("pk")


def changes() -> QuerySet[ReportedChange]:
    rows: QuerySet[ReportedChange] = ReportedChange.objects.live().for_page().select_related(*OF_PROGRAM)
    beside = unread(
        **PLACE,
        indicator=Indicator,
        from_observation__indicator=Indicator,
        to_observation__indicator=Indicator,
    )
    return rows.defer(*beside).prefetch_related("other_citations__document", "source_notes").order_by("pk")


def sources() -> QuerySet[SourceDocument]:
    return SourceDocument.objects.live().defer("search_text", "search_pinyin")
