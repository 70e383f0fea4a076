"""The addresses under /api/v1/: for each resource a list, its CSV twin and single records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError
from pydantic import BaseModel, create_model

from indicators.exports.links import Links
from qualityportal.api import complaints
from qualityportal.api.limits import PerMinute
from qualityportal.api.lists import LISTS, List
from qualityportal.api.paging import Chosen, Paging, part_of, with_fields
from qualityportal.api.problems import Problem, answer

READING = ["GET", "HEAD"]


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
    name, row = of.resource.name, of.resource.row
    page = create_model(f"{row.__name__}Page", count=(int, ...), next=(str | None, ...), items=(list[row], ...))
    about = {"tags": [name], "description": of.about}
    api.api_operation(
        READING, f"/{name}", response=page, operation_id=name, summary=_("A list, page by page"), **about
    )(listed(of, page))
    api.api_operation(
        READING,
        f"/{name}.csv",
        throttle=PerMinute("API_CSV_RATE"),
        operation_id=f"{name}_csv",
        summary=_("The whole list as CSV"),
        **about,
    )(streamed(of))
    api.api_operation(
        READING, f"/{name}/{{key}}", response=row, operation_id=f"{name}_one", summary=_("One record"), **about
    )(single(of))


def listed(of: List, page: type[BaseModel]) -> Callable[..., HttpResponse]:
    resource, paging_of = of.resource, with_fields(of.resource, Paging)

    def view(request: HttpRequest, filters: Any, paging: Any) -> HttpResponse:
        complaints.refuse_unknown(request, of.filters, paging_of)
        part = part_of(request, resource.published().filter(filters.get_filter_expression()), resource.key, paging)
        links = Links.of(request)
        made = page.model_construct(
            count=part.count, next=part.next, items=[resource.row_of(record, links) for record in part.records]
        )
        wanted: Any = {"count": True, "next": True, "items": {"__all__": set(paging.fields)}} if paging.fields else None
        return json(made, wanted)

    view.__annotations__ |= {"filters": Query[of.filters], "paging": Query[paging_of]}
    return view


def streamed(of: List) -> Callable[..., HttpResponse]:
    chosen_of = with_fields(of.resource, Chosen)

    def view(request: HttpRequest, filters: Any, chosen: Any) -> HttpResponse:
        complaints.refuse_unknown(request, of.filters, chosen_of)
        raise Http404

    view.__annotations__ |= {"filters": Query[of.filters], "chosen": Query[chosen_of]}
    return view


def single(of: List) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, key: Any) -> HttpResponse:
        complaints.refuse_unknown(request)
        record = of.resource.published().filter(of.by_key(key)).first()
        if record is None:
            raise Problem("unknown-record")
        return json(of.resource.row_of(record, Links.of(request)))

    view.__annotations__ |= {"key": Path[of.key_type]}
    return view


def json(body: BaseModel, include: Any = None) -> HttpResponse:
    return HttpResponse(
        body.model_dump_json(include=include),
        content_type="application/json",
        headers={"Content-Language": "zh-Hans, en"},  # rows hold both languages
    )


for each in LISTS:
    add(each)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(request, problem)


@api.exception_handler(HttpError)
def on_refusal(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Raised by the library: a limit that was passed, which it also gives a Retry-After."""
    return answer(request, Problem("too-many-requests" if error.status_code == 429 else "bad-request"))
