"""What the portal says of its data, as JSON-LD at addresses of its own."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from indicators.exports import csvw
from indicators.exports.csvw import ENDING, csvw_metadata
from indicators.exports.linked.data_block import MEDIA_TYPE
from indicators.exports.linked.dcat import Extent, dcat_catalog
from indicators.exports.linked.subjects import indicator_dataset, program_dataset, source_dataset
from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES
from indicators.models import Indicator, Observation
from indicators.reads import citing_observations, indicator_observations, program_observations
from programs.models import Citation, Program, Region, SourceDocument

TABLES = ("list-file", "program-part", "indicator-figures", "source-figures", "compared-figures", "chart-figures")


@require_safe
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


def _is_table(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.url_name in TABLES or found.route.startswith("api/")


def extent() -> Extent:
    """Two queries. The second reads all published figures, once for each version of the data: the answer is kept."""
    at_work = Program.objects.live().filter(region__path__startswith=OuterRef("path"))
    provinces = Region.objects.filter(Exists(at_work), parent__isnull=True).order_by("path")
    days = Observation.objects.live().aggregate(
        start=Min("period_start"), end=Max("period_end"), modified=Max("updated_at")
    )
    modified = days["modified"].astimezone(datetime.UTC) if days["modified"] else None
    return Extent(list(provinces), days["start"], days["end"], modified)


def _written(value: dict[str, Any], media_type: str = MEDIA_TYPE) -> JsonResponse:
    response = JsonResponse(value, content_type=media_type, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def table_metadata(request: HttpRequest, table: str) -> JsonResponse:
    """The CSVW metadata of the CSV file at the same address without the ending; 404 where no file is."""
    path = request.path.removesuffix(ENDING)
    if not _is_table(path):
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    name = path.rpartition("/")[2].removesuffix(".csv")
    # A file that is named by what it compares or draws holds figures.
    resource = RESOURCES.get(name, RESOURCES["observations"])
    url = f"{Links.of(request).site}{path}{'?' if query else ''}{query}"
    return _written(csvw_metadata(resource, url), csvw.MEDIA_TYPE)
