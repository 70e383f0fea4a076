"""The published records of each resource, with all that its rows need: no query per row, whatever the size.

What many rows share (a program, an indicator) is fetched once for a part and not joined to each row, and further places
are put into a list: for a million rows that halves the work.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from indicators.models import Indicator, Observation, ReportedChange
from indicators.models.noted import live_notes
from indicators.reads import live_parts
from programs.models import IndustryChain, Measure, Program, Region, SourceDocument
from programs.models.base import further_places
from programs.models.searchable import unread

SEARCH = ("search_text", "search_pinyin")


def regions() -> QuerySet[Region]:
    return Region.objects.prefetch_related("former_codes").defer(*SEARCH)


def chains() -> QuerySet[IndustryChain]:
    return IndustryChain.objects.prefetch_related("classes").defer(*SEARCH)


def programs() -> QuerySet[Program]:
    rows = Program.objects.live().select_related("region", "chain", "citation")
    beside = unread(region=Region, chain=IndustryChain)
    return rows.defer(*SEARCH, *beside).prefetch_related(*_places())


def measures() -> QuerySet[Measure]:
    rows = live_parts(Measure)
    return rows.select_related("citation").defer(*SEARCH).prefetch_related(_program(), *_places())


def indicators() -> QuerySet[Indicator]:
    return Indicator.objects.defer(*SEARCH)


def observations() -> QuerySet[Observation]:
    rows: QuerySet[Observation] = live_parts(Observation).select_related("citation").order_by("pk")
    return rows.prefetch_related(_program(), _indicator(), "breakdown", *_places(), live_notes())


def changes() -> QuerySet[ReportedChange]:
    rows: QuerySet[ReportedChange] = live_parts(ReportedChange).order_by("pk")
    rows = rows.select_related("citation", "from_observation", "to_observation")
    return rows.prefetch_related(_program(), _indicator(), "breakdown", *_places(), live_notes())


def sources() -> QuerySet[SourceDocument]:
    return SourceDocument.objects.live().defer(*SEARCH)


def _program() -> Prefetch[Any]:
    beside = unread(region=Region, chain=IndustryChain)
    rows = Program.objects.select_related("region", "chain").defer(*Program.UNREAD_BESIDE, *beside)
    return Prefetch("program", rows)


def _indicator() -> Prefetch[Any]:
    return Prefetch("indicator", Indicator.objects.defer(*Indicator.UNREAD_BESIDE))


def _places() -> tuple[Prefetch[Any], ...]:
    documents = SourceDocument.objects.defer(*SourceDocument.UNREAD_BESIDE)
    return (
        Prefetch("citation__document", documents),
        further_places(),
    )
