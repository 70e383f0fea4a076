"""The data blocks of the pages. A page has few bytes: its block is short, the whole is at `…/dataset.jsonld`.

A page as of a day has none: what it shows is in no file of today.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from indicators.exports.linked.data_block import data_block
from indicators.exports.linked.schema_org import shortened
from indicators.exports.linked.subjects import (
    chart_dataset,
    indicator_dataset,
    portal_catalog,
    program_dataset,
    source_dataset,
)
from indicators.models import Indicator, Observation
from programs.knowledge import known_at
from programs.models import Program, SourceDocument


def program_block(request: HttpRequest, program: Program, observations: Sequence[Observation]) -> SafeString:
    return _block(program_dataset(request, program, observations))


def indicator_block(request: HttpRequest, indicator: Indicator, observations: Sequence[Observation]) -> SafeString:
    return _block(indicator_dataset(request, indicator, observations))


def source_block(request: HttpRequest, source: SourceDocument, observations: Sequence[Observation]) -> SafeString:
    return _block(source_dataset(request, source, observations))


def chart_block(request: HttpRequest, key: str, title: str, about: str, figures: Collection[int]) -> SafeString:
    """`figures` are the numbers of what the chart draws."""
    rows = Observation.objects.live().filter(pk__in=figures).with_places()
    return _block(chart_dataset(request, key, title, about, list(rows)))


def _block(dataset: dict[str, Any]) -> SafeString:
    return SafeString("") if known_at() else data_block(shortened(dataset))


def portal_block(request: HttpRequest) -> SafeString:
    return data_block(portal_catalog(request))
