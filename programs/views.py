"""Pages of programs, regions and chains that show no figures."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_tables2 import RequestConfig

from programs.as_of import address_today, as_of
from programs.filters import ProgramFilter
from programs.long_lists import Pages
from programs.models import IndustryChain, Program
from programs.narrowing import lies_in
from programs.reads import (
    ancestors,
    chains_to_list,
    chains_with_programs,
    find_region,
    found,
    region_tree,
    regions_below,
)
from programs.tables import ProgramTable

PAGES = {"per_page": 20, "silent": True, "paginator_class": Pages}
CHAINS_PER_PAGE = 12


def chosen_programs(
    request: HttpRequest, paginate: bool | dict[str, Any] = False
) -> tuple[ProgramFilter, ProgramTable]:
    """The programs that the address asks for, in the order that it asks for: the same for the page and its files."""
    found = ProgramFilter(request.GET, queryset=Program.objects.in_order())
    table = ProgramTable(found.qs, costly=found.is_costly, counted=found.counted)
    if not found.is_valid():
        table.empty_text = found.nothing_found
    RequestConfig(request, paginate=paginate).configure(table)
    return found, table


def program_list(request: HttpRequest) -> HttpResponse:
    found, table = chosen_programs(request, PAGES)
    return render(request, "programs/list.html", {"filter": found, "table": table})


def region_list(request: HttpRequest) -> HttpResponse:
    rows = region_tree()
    provinces_only = bool(rows) and not any(row.depth for row in rows)
    return render(request, "programs/regions.html", {"rows": rows, "provinces_only": provinces_only})


@as_of
def region_page(request: HttpRequest, code: str) -> HttpResponse:
    region = find_region(code)
    if region is None:
        raise Http404
    if region.code != code:
        return redirect(region, permanent=True)
    table = ProgramTable(Program.objects.in_order().filter(lies_in(region)))
    RequestConfig(request, paginate=PAGES).configure(table)
    return render(
        request,
        "programs/region.html",
        {
            "region": region,
            "ancestors": ancestors(region),
            "children": regions_below(region),
            "former_codes": region.former_codes.all(),
            "table": table,
        },
    )


def chain_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(chains_to_list(), CHAINS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "programs/chains.html", {"chains": chains_with_programs(page), "page": page})


@as_of
def chain_page(request: HttpRequest, slug: str) -> HttpResponse:
    chain = found(IndustryChain.objects.all(), slug=slug)
    if chain is None:
        raise Http404
    table = ProgramTable(Program.objects.in_order().filter(chain=chain))
    RequestConfig(request, paginate=PAGES).configure(table)
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
