"""The SDMX REST API of the portal: data and structure of the observations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from indicators.exports.links import Links
from indicators.exports.sdmx import csv_message, json_message, structure
from indicators.exports.sdmx.asked import ANY, Refused, asked
from indicators.exports.sdmx.csv_message import csv_message as written_as_csv
from indicators.exports.sdmx.found import rows_by_flow
from indicators.exports.sdmx.json_message import json_message as written_as_json
from programs.knowledge import UnknownMoment, as_known, each, moment

View = Callable[..., HttpResponseBase]
SHORT = {"csv": csv_message.MEDIA_TYPE, "json": json_message.MEDIA_TYPE}


def machine(view: View) -> View:
    """Readable from pages of other sites; a refusal is problem+json (RFC 9457)."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refused:
            body = {"type": "about:blank", "status": refused.status, "title": str(refused)}
            response = JsonResponse(body, status=refused.status, content_type="application/problem+json")
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


@require_safe
@machine
def data(
    request: HttpRequest, context: str = ANY, agency: str = ANY, flow: str = ANY, version: str = ANY, key: str = ANY
) -> HttpResponseBase:
    if context not in (ANY, "dataflow"):
        raise Refused(501, f"Data by {context} are not supported. Ask by dataflow.")
    query = asked(agency, flow, version, key, request.GET.dict())
    media_type = _media_type(request)
    at = _moment(query.at)
    with as_known(at):
        found = rows_by_flow(query, Links.of(request))
    if not found:
        raise Refused(404, "No published figure fits the query.")
    pieces: Iterable[str]
    if media_type == csv_message.MEDIA_TYPE:
        rows = (row for _flow, own in found for row in own)
        pieces = written_as_csv(rows, tuple(flow for flow, _own in found))
    else:
        pieces = written_as_json(found)
    response = StreamingHttpResponse(each(pieces, at), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{_file_name(media_type)}"'
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
@machine
def structures(
    request: HttpRequest, kind: str = ANY, agency: str = ANY, name: str = ANY, version: str = ANY
) -> HttpResponse:
    references = request.GET.get("references", structure.NONE)
    message = structure.structure_message(kind, agency, name, version, references)
    return JsonResponse(message, content_type=structure.MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def _moment(text: str) -> datetime | None:
    try:
        return moment(text) if text else None
    except UnknownMoment as error:
        raise Refused(400, str(error)) from None


def _media_type(request: HttpRequest) -> str:
    """By `format=csv|json`, else by Accept; JSON where any will do, as the SDMX REST API has it."""
    if "format" in request.GET:
        return SHORT[request.GET["format"]]
    accepted = request.headers.get("Accept", "*/*")
    for media_type in (json_message.MEDIA_TYPE, csv_message.MEDIA_TYPE):
        if media_type.partition(";")[0] in accepted:
            return media_type
    if "*/*" in accepted or "json" in accepted:
        return json_message.MEDIA_TYPE
    if "csv" in accepted:
        return csv_message.MEDIA_TYPE
    raise Refused(406, f"Ask for {json_message.MEDIA_TYPE} or {csv_message.MEDIA_TYPE}.")


def _file_name(media_type: str) -> str:
    return f"figures-sdmx.{'csv' if media_type == csv_message.MEDIA_TYPE else 'json'}"
