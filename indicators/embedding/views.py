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
from indicators.embedding.snippets import chart_address, share_of
from indicators.exports.linked.blocks import chart_block
from indicators.framing import framable, theme_of
from indicators.page_charts import chart_files
from indicators.views import _chart_or_404
from programs.as_of import file_as_of
from programs.models import Program
from programs.permalinks import LANGUAGE_TAGS, absolute, site_url
from programs.withdrawals import once_public


@framable
@require_safe
@file_as_of
def chart_page(request: HttpRequest, program: str, key: str) -> HttpResponse:
    """`?theme=light|dark`, `?lang=en|zh-Hans` (leads to that language's address); what is unknown is passed over."""
    wanted, theme = request.GET.get("lang", "").lower(), theme_of(request.GET)
    if wanted in LANGUAGE_TAGS and wanted != get_language():
        return redirect(chart_address(_path(program, key, wanted), theme))
    frame = {"theme": theme, "site_url": site_url(request)}
    try:
        chart = _chart_or_404(program, key)
    except Http404:
        return _missing(program, frame)
    # Drawn without the request: nothing on the page may depend on who reads it.
    return HttpResponse(render_to_string("charts/page.html", frame | _context(request, program, chart, theme)))


def _context(request: HttpRequest, program: str, chart: Chart, theme: str) -> dict[str, Any]:
    share = share_of(request, program, chart, theme)
    oembed = absolute(request, reverse("oembed"))
    return {
        "heading": chart.series[0].program,
        "chart": chart_context(chart, links=chart_files(program, chart.key)),
        "share": share,
        "canonical": absolute(request, f"{reverse('program', args=[program])}#chart-{chart.key}"),
        "alternates": [
            (tag, absolute(request, chart_address(_path(program, chart.key, code), theme)))
            for code, tag in LANGUAGE_TAGS.items()
        ],
        "oembed": [(kind, f"{oembed}?{urlencode({'url': share.page, 'format': kind})}") for kind in ("json", "xml")],
        "picture": share.picture if has_chinese_font() else "",
        "dataset": chart_block(request, chart.key, chart.title, chart.description, _figures(chart)),
    }


def _figures(chart: Chart) -> list[int]:
    return [point.pk for series in chart.series for point in series.points if point.pk]


def _path(program: str, key: str, language: str) -> str:
    with override(language):
        return reverse("chart", kwargs={"program": program, "key": key})


def _missing(slug: str, frame: dict[str, Any]) -> HttpResponse:
    """Said inside the frame: the browser would show the reader of another site nothing but a broken picture."""
    rows = Program.objects.filter(slug=slug)
    withdrawn = once_public(rows).first()
    page = render_to_string("charts/missing.html", frame | {"record": withdrawn, "program": rows.live().first()})
    return HttpResponse(page, status=410 if withdrawn else 404)
