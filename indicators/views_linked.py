"""What the portal says of its data, as JSON-LD at addresses of its own."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe

from indicators.exports.linked.data_block import MEDIA_TYPE
from indicators.exports.linked.dcat import Extent, dcat_catalog
from indicators.exports.linked.subjects import indicator_dataset, program_dataset, source_dataset
from indicators.exports.links import Links
from indicators.models import Indicator, Observation
from indicators.reads import citing_observations, indicator_observations, program_observations
from programs.models import Citation, Program, Region, SourceDocument

A_WHILE = 600  # seconds; the catalogue names no record, so nothing withdrawn can stay in it


@require_safe
@cache_page(A_WHILE)
def catalog(request: HttpRequest) -> JsonResponse:
    return _written(dcat_catalog(Links.of(request).site, extent()))


@require_safe
def program(request: HttpRequest, slug: str) -> JsonResponse:
    found = get_object_or_404(Program.objects.for_page(), slug=slug)
    return _written(program_dataset(request, found, program_observations(found)))


@require_safe
def indicator(request: HttpRequest, code: str) -> JsonResponse:
    found = get_object_or_404(Indicator, code=code)
    return _written(indicator_dataset(request, found, indicator_observations(found)))


@require_safe
def source(request: HttpRequest, slug: str) -> JsonResponse:
    found = get_object_or_404(SourceDocument.objects.live(), slug=slug)
    return _written(source_dataset(request, found, citing_observations(Citation.objects.filter(document=found))))


def extent() -> Extent:
    """Two queries; the second reads all published figures, which is why the answer is kept for a while."""
    at_work = Program.objects.live().filter(region__path__startswith=OuterRef("path"))
    provinces = Region.objects.filter(Exists(at_work), parent__isnull=True).order_by("path")
    days = Observation.objects.live().aggregate(
        start=Min("period_start"), end=Max("period_end"), modified=Max("updated_at")
    )
    modified = days["modified"].astimezone(datetime.UTC) if days["modified"] else None
    return Extent(list(provinces), days["start"], days["end"], modified)


def _written(value: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(value, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response
