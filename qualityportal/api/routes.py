"""The addresses under /api/v1/: for each resource a list, its CSV twin and single records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, params
from ninja.errors import HttpError
from pydantic import BaseModel, create_model

from indicators.exports.links import Links
from programs.knowledge import as_known, each
from qualityportal.api import complaints
from qualityportal.api.csv_twin import csv_response
from qualityportal.api.limits import PerMinute
from qualityportal.api.lists import LISTS, List
from qualityportal.api.paging import Paging, paging_of, part_of
from qualityportal.api.past import Known, moment_of
from qualityportal.api.problems import Problem, answer

READING = ["GET", "HEAD"]
KEY = _("Number, slug or code of the record, as the list has it.")
Query: Any = params.Query  # of types that are made here, which a type checker cannot follow
Path: Any = params.Path
View = Callable[..., HttpResponseBase]


class Interface(NinjaAPI):
    def validation_error_from_error_contexts(self, error_contexts: list[Any]) -> Any:
        """The library raises and handles what is returned: a problem instead of its own error."""
        return complaints.problem_of(error_contexts)


api = Interface(
    title="Quality portal",
    version="1.0",
    urls_namespace="api",
    openapi_url=None,  # openapi.py finishes it
    docs_url=None,
    throttle=PerMinute("API_RATE"),
)


def add(of: List) -> None:
    """The three addresses of one list."""
    name = of.resource.name
    row: Any = of.resource.row
    page = create_model(f"{row.__name__}Page", count=(int, ...), next=(str | None, ...), items=(list[row], ...))
    about: Any = {"methods": READING, "tags": [name], "description": of.about}
    api.api_operation(path=f"/{name}", operation_id=name, summary=_("A list, page by page"), response=page, **about)(
        listed(of, page)
    )
    api.api_operation(
        path=f"/{name}.csv",
        operation_id=f"{name}_csv",
        summary=_("The whole list as CSV"),
        throttle=PerMinute("API_CSV_RATE"),
        **about,
    )(streamed(of))
    api.api_operation(
        path=f"/{name}/{{key}}", operation_id=f"{name}_one", summary=_("One record"), response=row, **about
    )(single(of))


def listed(of: List, page: type[BaseModel]) -> View:
    paging_type = paging_of(of.resource)

    def view(request: HttpRequest, filters: Any, known: Any, paging: Any) -> HttpResponseBase:
        complaints.refuse_unknown(request, of.filters, Known, paging_type)
        with as_known(moment_of(request, known)):
            part = part_of(request, of, filters, paging)
            items = list(of.rows(part.records, Links.of(request)))
        return json(page.model_construct(count=part.count, next=part.next, items=items), _only(paging))

    view.__annotations__ |= {"filters": Query[of.filters], "known": Query[Known], "paging": Query[paging_type]}
    return view


def _only(paging: Paging) -> Any:
    return {"count": True, "next": True, "items": {"__all__": set(paging.fields)}} if paging.fields else None


def streamed(of: List) -> View:
    def view(request: HttpRequest, filters: Any, known: Any) -> HttpResponseBase:
        complaints.refuse_unknown(request, of.filters, Known)
        at = moment_of(request, known)
        with as_known(at):
            condition, links = filters.get_filter_expression(), Links.of(request)
        return csv_response(request, of.resource, lambda: each(of.rows(of.all_records(condition), links), at))

    view.__annotations__ |= {"filters": Query[of.filters], "known": Query[Known]}
    return view


def single(of: List) -> View:
    def view(request: HttpRequest, key: Any, known: Any) -> HttpResponseBase:
        complaints.refuse_unknown(request, Known)
        with as_known(moment_of(request, known)):
            record = of.record(key)
            if record is None:
                raise Problem("unknown-record")
            return json(of.resource.row_of(record, Links.of(request)))

    view.__annotations__ |= {"key": Path[of.key_type, {"description": KEY}], "known": Query[Known]}
    return view


def json(body: BaseModel, only: Any = None) -> HttpResponse:
    languages = {"Content-Language": "zh-Hans, en"}  # rows hold both
    return HttpResponse(body.model_dump_json(include=only), content_type="application/json", headers=languages)


for one in LISTS:
    add(one)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(request, problem)


@api.exception_handler(HttpError)
def on_refusal(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Raised by the library: a limit that was passed, which it also gives a Retry-After."""
    return answer(request, Problem("too-many-requests" if error.status_code == 429 else "bad-request"))
