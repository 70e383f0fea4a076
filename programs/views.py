"""Pages of programs, regions and chains that show no figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_tables2 import RequestConfig

from programs.as_of import address_today, as_of
from programs.filters import ProgramFilter
from programs.models import IndustryChain, Program, Region
from programs.reads import ancestors, chains_with_programs, find_region, found, region_tree
from programs.tables import ProgramTable

PER_PAGE = 20


def chosen_programs(
    request: HttpRequest, paginate: bool | dict[str, Any] = False
) -> tuple[ProgramFilter, ProgramTable]:
    """The programs that the address asks for, in the order that it asks for: the same for the page and its files."""
    found = ProgramFilter(request.GET, queryset=Program.objects.for_list())
    # Where the address asks for what does not exist, the answer is not everything.
    table = ProgramTable(found.qs if found.is_valid() else found.qs.none())
    RequestConfig(request, paginate=paginate).configure(table)
    return found, table


def program_list(request: HttpRequest) -> HttpResponse:
    found, table = chosen_programs(request, {"per_page": PER_PAGE, "silent": True})
    return render(request, "programs/list.html", {"filter": found, "table": table})


def region_list(request: HttpRequest) -> HttpResponse:
    return render(request, "programs/regions.html", {"rows": region_tree()})


@as_of
def region_page(request: HttpRequest, code: str) -> HttpResponse:
    region = find_region(code)
    if region is None:
        raise Http404
    if region.code != code:
        return redirect(region, permanent=True)
    programs = Program.objects.for_list().filter(region__path__startswith=region.path)
    table = ProgramTable(programs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(
        request,
        "programs/region.html",
        {
            "region": region,
            "ancestors": ancestors(region),
            "children": Region.objects.filter(parent=region).order_by("path"),
            "former_codes": region.former_codes.all(),
            "table": table,
        },
    )


def chain_list(request: HttpRequest) -> HttpResponse:
    return render(request, "programs/chains.html", {"chains": chains_with_programs()})


@as_of
def chain_page(request: HttpRequest, slug: str) -> HttpResponse:
    chain = found(IndustryChain.objects.all(), slug=slug)
    if chain is None:
        raise Http404
    table = ProgramTable(Program.objects.for_list().filter(chain=chain))
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(
        request,
        "programs/chain.html",
        {
            "chain": chain,
            "classes": chain.classes.order_by("code"),
            "table": table,
            "today_url": address_today(chain),
        },
    )
