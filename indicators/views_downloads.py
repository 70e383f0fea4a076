"""Files beside the pages: the same records with the same filters, for a spreadsheet, a script or a program."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from indicators.charts.image import image_svg, in_dark
from indicators.compare import choice_of, programs_to_lay
from indicators.exports.addresses import PARTS
from indicators.exports.download import Download, Kind, Sheet
from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES, in_their_order, rows_of
from indicators.exports.responses import file_response
from indicators.framing import cross_origin, theme_of
from indicators.models import Indicator, Observation
from indicators.page_charts import program_chart
from indicators.panels import MOST
from programs.as_of import file_as_of
from programs.filters import ProgramFilter
from programs.knowledge import known_at
from programs.models import Program, SourceDocument
from programs.reads import found
from programs.views import chosen_programs


@require_safe
@file_as_of
def list_file(request: HttpRequest, resource: str, kind: Kind) -> HttpResponseBase:
    """A whole list. Programs, and what belongs to programs, take the filters of the list of programs."""
    links, own = Links.of(request), RESOURCES[resource]
    if known_at() and request.GET.get("q"):
        words = gettext("A search knows today's words only. Leave out q, or the date.")
        return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
    if resource == "programs":
        _filter, table = chosen_programs(request)
        return _answer(request, kind, _sorted(links, table.data.data), page=reverse("programs"))
    records = own.published()
    if resource in PARTS:
        chosen = ProgramFilter(request.GET, queryset=Program.objects.live())
        if any(request.GET.get(name) for name in chosen.filters):
            records = records.filter(program__in=chosen.qs.order_by().values("pk"))
    page = reverse("programs" if resource in PARTS else resource)
    return _answer(request, kind, _sheet(links, resource, records), page=page)


@require_safe
@file_as_of
def program_file(request: HttpRequest, slug: str, kind: Kind) -> HttpResponseBase:
    """All of one program: itself, its figures, reported changes and measures."""
    program, links = _program(slug), Links.of(request)
    own = RESOURCES["programs"]
    sheets = [_sheet(links, own.name, own.published().filter(pk=program.pk))]
    sheets += [_sheet(links, part, RESOURCES[part].published().filter(program=program)) for part in PARTS]
    return _answer(request, kind, *sheets, page=program.get_absolute_url(), subject=program.label)


@require_safe
@file_as_of
def program_part(request: HttpRequest, slug: str, resource: str, kind: Kind) -> HttpResponseBase:
    program = _program(slug)
    records = RESOURCES[resource].published().filter(program=program)
    sheet = _sheet(Links.of(request), resource, records)
    return _answer(request, kind, sheet, page=program.get_absolute_url(), subject=program.label)


@require_safe
@file_as_of
def indicator_figures(request: HttpRequest, code: str, kind: Kind) -> HttpResponseBase:
    indicator = _found(Indicator.objects.all(), code=code)
    sheet = _figures(request, Q(indicator=indicator))
    return _answer(request, kind, sheet, page=indicator.get_absolute_url(), subject=indicator.label)


@require_safe
@file_as_of
def source_figures(request: HttpRequest, slug: str, kind: Kind) -> HttpResponseBase:
    """The figures that rest on the document, be it as their first place or as a further one."""
    source = _found(SourceDocument.objects.live(), slug=slug)
    further: Any = Observation.other_citations.through
    places = further._default_manager.filter(observation=OuterRef("pk"), citation__document=source)
    sheet = _figures(request, Q(citation__document=source) | Q(Exists(places)))
    return _answer(request, kind, sheet, page=source.get_absolute_url(), subject=source.label)


@require_safe
@file_as_of
def compared_figures(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """All that the compared programs report, or what they report of the chosen indicators."""
    choice = choice_of(request.GET)
    compared = Q(program__in=[program.pk for program in programs_to_lay(choice)[:MOST]])
    if choice.indicators:
        compared &= Q(indicator__in=[indicator.pk for indicator in choice.indicators])
    return _answer(request, kind, _figures(request, compared), page=reverse("compare"))


@require_safe
@file_as_of
def chart_figures(request: HttpRequest, program: str, key: str, kind: Kind) -> HttpResponseBase:
    """The figures that the chart draws, no more and no fewer."""
    chart = program_chart(_program(program), key)
    if chart is None:
        raise Http404
    figures = [point.pk for series in chart.series for point in series.points]
    page = f"{reverse('program', args=[program])}#chart-{key}"
    return _answer(request, kind, _figures(request, Q(pk__in=figures)), page=page, subject=chart.title)


@require_safe
@cross_origin
@file_as_of
def chart_svg(request: HttpRequest, program: str, key: str) -> HttpResponse:
    """The chart as a drawing that stands alone, with title, unit, period, notes and source inside; `?theme=dark`."""
    chart = program_chart(_program(program), key)
    if chart is None:
        raise Http404
    drawing = image_svg(chart)
    dark = theme_of(request.GET) == "dark"
    answer = HttpResponse(in_dark(drawing) if dark else drawing, content_type="image/svg+xml")
    answer["Content-Disposition"] = content_disposition_header(False, f"{program}-{key}.svg") or ""
    return answer


def _program(slug: str) -> Program:
    program: Program = _found(Program.objects.live(), slug=slug)
    return program


def _found(rows: QuerySet[Any], **lookup: str) -> Any:
    row = found(rows, **lookup)
    if row is None:
        raise Http404
    return row


def _figures(request: HttpRequest, chosen: Q) -> Sheet:
    resource = RESOURCES["observations"]
    return _sheet(Links.of(request), resource.name, resource.published().filter(chosen))


def _sheet(links: Links, name: str, records: QuerySet[Any]) -> Sheet:
    resource = RESOURCES[name]
    return Sheet(resource, partial(rows_of, resource, links, records), records.count)


def _sorted(links: Links, programs: QuerySet[Program]) -> Sheet:
    """The programs in the order that the reader chose."""
    resource = RESOURCES["programs"]
    records = partial(in_their_order, resource.published(), programs)
    return Sheet(resource, lambda: (resource.row_of(row, links) for row in records()), programs.count)


def _answer(request: HttpRequest, kind: Kind, *sheets: Sheet, page: str, subject: str = "") -> HttpResponseBase:
    links = Links.of(request)
    query = request.META.get("QUERY_STRING", "")
    address = f"{links.site}{page}{'?' if query else ''}{query}"
    return file_response(request, kind, Download(sheets, links, address, timezone.now(), subject, known_at()))
