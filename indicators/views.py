"""Pages of indicators, and the figure behind each chart."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from indicators.charts.chart import Chart
from indicators.charts.context import kept_payload
from indicators.charts.fonts import has_chinese_font
from indicators.charts.image import png_of
from indicators.exports.addresses import files
from indicators.exports.linked.blocks import indicator_block
from indicators.figure_pages import MOST as MOST_FIGURES
from indicators.framing import cross_origin
from indicators.models import Indicator, Observation
from indicators.page_charts import charts_of, program_chart
from indicators.panels import MOST, Multiples, multiples
from indicators.reads import figure_count, figures_of, programs_reporting, reported_figures
from indicators.tables import CardPages, IndicatorTable, ProgramFigureTable, whole
from programs.as_of import address_today, as_of, file_as_of
from programs.models import Program
from programs.reads import found

PER_PAGE = 24


def indicator_list(request: HttpRequest) -> HttpResponse:
    table = IndicatorTable(Indicator.objects.order_by("topic", "code"))
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(request, "indicators/list.html", {"table": table})


@as_of
def indicator_page(request: HttpRequest, code: str) -> HttpResponse:
    indicator = found(Indicator.objects.all(), code=code)
    if indicator is None:
        raise Http404
    programs = list(programs_reporting([indicator])[: MOST + 1])
    first = reported_figures(programs, [indicator])
    table = ProgramFigureTable(CardPages(figures_of(indicator), figure_count(indicator.code), known=first))
    RequestConfig(request, paginate={"per_page": MOST_FIGURES, "silent": True}).configure(table)
    return render(
        request,
        "indicators/page.html",
        {
            "indicator": indicator,
            "table": table,
            "today_url": address_today(indicator),
            "files": files("indicator-figures", indicator.code),
            "dataset": indicator_block(request, indicator, whole(table)),
            **_drawn(indicator, programs, first),
        },
    )


def _drawn(indicator: Indicator, programs: list[Program], observations: list[Observation]) -> dict[str, Any]:
    """Small multiples over the first programs by region; the full chart, where it has one, of an only program."""
    if len(programs) == 1:
        charts = charts_of(programs[0], observations)
        return {"charts": charts, "found": Multiples((), ()), "single": True, "more": False}
    found = multiples([indicator], programs[:MOST], observations)
    return {"charts": [], "found": found, "single": False, "more": len(programs) > MOST}


@file_as_of
def chart_json(request: HttpRequest, program: str, key: str) -> HttpResponse:
    """The Plotly figure of one chart, for the browser to take over."""
    return HttpResponse(kept_payload(_chart_or_404(program, key)), content_type="application/json")


@file_as_of
@cross_origin
def chart_png(request: HttpRequest, program: str, key: str) -> HttpResponse:
    """The chart with title and source line as pixels, for link previews; says what is missing if it cannot."""
    chart = _chart_or_404(program, key)
    if not has_chinese_font():
        words = "No Chinese font on this machine. Install one, for example Debian's fonts-noto-cjk.\n"
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(png_of(chart), content_type="image/png")


def _chart_or_404(program: str, key: str) -> Chart:
    row = found(Program.objects.live(), slug=program)
    chart = program_chart(row, key) if row else None
    if chart is None:
        raise Http404
    return chart
