"""Pages that lay programs and indicators side by side: the comparison and the coverage."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from indicators.cards import cards_of
from indicators.compare import choice_of, lay, offered_indicators, offered_programs
from indicators.coverage import coverage_page
from indicators.exports.addresses import files
from indicators.tables import ProgramFigureTable


def compare(request: HttpRequest) -> HttpResponse:
    choice = choice_of(request.GET)
    programs = offered_programs(choice)
    laid = lay(choice, programs)
    table = ProgramFigureTable(cards_of(laid.rows))
    RequestConfig(request, paginate={"per_page": 30, "silent": True}).configure(table)
    context = {
        "choice": choice,
        "laid": laid,
        "programs": programs,
        "indicators": offered_indicators(),
        "table": table,
        "files": files("compared-figures", query=request.GET.urlencode()) if laid.programs else (),
    }
    return render(request, "indicators/compare.html", context)


def coverage(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/coverage.html", {"coverage": coverage_page(request.GET)})
