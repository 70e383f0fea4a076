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
from programs.models import Citation, IndustryChain, Measure, Program, Region, SourceDocument
from programs.models.searchable import Searchable, joined
from programs.models.source import further_places


def regions() -> QuerySet[Region]:
    return Region.objects.prefetch_related("former_codes").defer(*Searchable.FOUND_BY)


def chains() -> QuerySet[IndustryChain]:
    return IndustryChain.objects.prefetch_related("classes").defer(*Searchable.FOUND_BY)


def programs() -> QuerySet[Program]:
    rows = joined(Program.objects.live(), region=Region, chain=IndustryChain, citation=Citation)
    return rows.defer(*Searchable.FOUND_BY).prefetch_related(*_places())


def measures() -> QuerySet[Measure]:
    rows = live_parts(Measure)
    return joined(rows, citation=Citation).defer(*Searchable.FOUND_BY).prefetch_related(_program(), *_places())


def indicators() -> QuerySet[Indicator]:
    return Indicator.objects.defer(*Searchable.FOUND_BY)


def observations() -> QuerySet[Observation]:
    rows: QuerySet[Observation] = joined(live_parts(Observation), citation=Citation).order_by("pk")
    return rows.prefetch_related(_program(), _indicator(), "breakdown", *_places(), live_notes())


def changes() -> QuerySet[ReportedChange]:
    rows: QuerySet[ReportedChange] = joined(live_parts(ReportedChange), citation=Citation).order_by("pk")
    rows = rows.select_related("from_observation", "to_observation")
    return rows.prefetch_related(_program(), _indicator(), "breakdown", *_places(), live_notes())


def sources() -> QuerySet[SourceDocument]:
    return SourceDocument.objects.live().defer(*Searchable.FOUND_BY)


def _program() -> Prefetch[Any]:
    rows = joined(Program.objects.defer(*Program.UNREAD_BESIDE), region=Region, chain=IndustryChain)
    return Prefetch("program", rows)


def _indicator() -> Prefetch[Any]:
    return Prefetch("indicator", Indicator.objects.defer(*Indicator.UNREAD_BESIDE))


def _places() -> tuple[Prefetch[Any], ...]:
    documents = SourceDocument.objects.defer(*SourceDocument.UNREAD_BESIDE)
    return (
        Prefetch("citation__document", documents),
        further_places(),
    )
