"""The page of one chart, made to stand in a frame on the pages of others; it needs no script and sets no cookie."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from indicators.charts.chart import Chart
from indicators.charts.context import chart_context
from indicators.charts.fonts import has_chinese_font
from indicators.embedding.snippets import kept_query, share_of, theme_of
from indicators.framing import framable
from indicators.views import _chart_or_404
from programs.as_of import as_of
from programs.models import Program
from programs.permalinks import absolute, site_url
from programs.withdrawals import once_public

LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}  # as Django and as BCP 47 write them


@framable
@require_safe
@as_of
def chart_page(request: HttpRequest, program: str, key: str) -> HttpResponse:
    """`?theme=light|dark`, `?lang=en|zh-Hans` (leads to that language's address); what is unknown is passed over."""
    wanted = request.GET.get("lang", "").lower()
    if wanted in LANGUAGES and wanted != get_language():
        return redirect(_address(program, key, wanted) + kept_query(request.GET))
    try:
        chart = _chart_or_404(program, key)
    except Http404:
        return _missing(request, program)
    # Drawn without the request: nothing on the page may depend on who reads it.
    return HttpResponse(render_to_string("charts/page.html", _context(request, program, chart)))


def _context(request: HttpRequest, program: str, chart: Chart) -> dict[str, Any]:
    share = share_of(request, program, chart, request.GET)
    moment = kept_query(request.GET, theme=False)
    return {
        **_frame(request),
        "heading": chart.series[0].program,
        "chart": chart_context(chart, links=_links(program, chart.key, moment)),
        "share": share,
        "canonical": absolute(request, f"{reverse('program', args=[program])}#chart-{chart.key}"),
        "alternates": [
            (tag, absolute(request, _address(program, chart.key, code) + moment)) for code, tag in LANGUAGES.items()
        ],
        "oembed": [
            (kind, f"{absolute(request, reverse('oembed'))}?{urlencode({'url': share.page, 'format': kind})}")
            for kind in ("json", "xml")
        ],
        "picture": share.picture if has_chinese_font() else "",
    }


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What the page needs whether or not there is a chart."""
    return {"theme": theme_of(request.GET), "site_url": site_url(request)}


def _links(program: str, key: str, query: str) -> list[tuple[str, str]]:
    return [("PNG", reverse("chart-png", kwargs={"program": program, "key": key}) + query)]


def _address(program: str, key: str, language: str) -> str:
    with override(language):
        return reverse("chart", kwargs={"program": program, "key": key})


def _missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Said inside the frame: the browser would show the reader of another site nothing but a broken picture."""
    withdrawn = once_public(Program.objects.filter(slug=slug)).first()
    page = render_to_string("charts/missing.html", _frame(request) | {"record": withdrawn})
    return HttpResponse(page, status=410 if withdrawn else 404)
