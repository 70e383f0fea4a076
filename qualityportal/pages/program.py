"""A program's page: what it is, what changed, how that is known, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.cards import Card, cards_of, key_cards
from indicators.change_cards import change_card
from indicators.charts.fonts import has_chinese_font
from indicators.charts.forms import Form
from indicators.exports.addresses import PARTS, program_files
from indicators.exports.linked.blocks import program_block
from indicators.figure_pages import FigurePages, figure_pages
from indicators.models import Observation, ReportedChange
from indicators.page_charts import charts_of
from indicators.reads import attach_ends, ends_of, program_changes
from indicators.tables import FigureTable
from programs.as_of import address_today, as_of
from programs.citations import attach_citations
from programs.citing import Citing, citing
from programs.knowledge import address
from programs.models import Citation, Measure, Program, SourceNote
from programs.models.base import Cited
from programs.paths import path_of
from programs.permalinks import site_url
from programs.reads import by_category, found, measures_of, source_notes
from programs.withdrawals import gone_since
from qualityportal.pages import withdrawn


@as_of
def page(request: HttpRequest, slug: str) -> HttpResponse:
    program = found(Program.objects.for_page(), slug=slug)
    if program is None:
        return withdrawn.page(request, Program.objects.all(), slug=slug)
    figures = figure_pages(program)
    shown = Paginator(figures.pages, 1).get_page(
        figures.holding(request.GET.get("figure", "")) or request.GET.get("page")
    )
    beside = None
    if shown.number == 1:
        observations, beside = _first_page(program, figures)
    else:
        observations = figures.rows(shown.object_list[0])
    attach_citations(observations, *(beside.cited if beside else ()))
    cards, charts = cards_of(observations), charts_of(program, observations, beside and beside.measures)
    context = {
        "program": program,
        "dataset": program_block(request, program, () if shown.has_other_pages() else observations),
        "ancestors": program.region.line[:-1],
        "page": shown,
        "figure_count": len(figures.figures),
        "picture": _picture(program, charts),
        "changed": [chart for chart in charts if chart["form"] != Form.BARS],
        "counted": [chart for chart in charts if chart["form"] == Form.BARS],
        "brief_url": address(path_of("brief", slug)),
        "gone": gone_since(program),
        "today_url": address_today(program),
        "citing": _citing(request, program, figures.updated_at),
    }
    context |= _shown_beside(program, cards, beside) if beside else NOTHING_BESIDE
    context["table"] = FigureTable(cards, beside=_citations(beside) if beside else ())
    return render(request, "programs/page.html", context)


class Beside(NamedTuple):
    """What the first page tells besides its figures; the further ones hold figures alone."""

    changes: list[ReportedChange]
    measures: list[Measure]
    notes: list[SourceNote]
    withdrawn: list[Observation]

    @property
    def cited(self) -> tuple[Sequence[Cited], ...]:
        return self.changes, self.measures, self.notes


NOTHING_BESIDE: dict[str, Any] = dict.fromkeys(("keys", "changes", "measures", "notes", "files", "withdrawn"), ())


def _first_page(program: Program, figures: FigurePages) -> tuple[list[Observation], Beside]:
    changes = program_changes(program)
    first = figures.first_page(named=ends_of(changes))
    attach_ends(changes, first.by_key)
    return first.figures, Beside(changes, measures_of(program), source_notes(program), first.withdrawn)


def _shown_beside(program: Program, cards: list[Card], beside: Beside) -> dict[str, Any]:
    parts = [name for name, rows in zip(PARTS, (cards, beside.changes, beside.measures), strict=True) if rows]
    return {
        "keys": key_cards(cards),
        "changes": [change_card(change) for change in beside.changes],
        "measures": by_category(beside.measures),
        "notes": beside.notes,
        "files": program_files(program.slug, parts),
        "withdrawn": beside.withdrawn,
    }


def _citing(request: HttpRequest, program: Program, updated: datetime) -> Citing:
    return citing(
        key=f"program-{program.slug}",
        title=program.label,
        path=path_of("program", program.slug),
        site=site_url(request),
        updated=updated,
    )


def _citations(beside: Beside) -> list[Citation]:
    first = [change.citation for change in beside.changes if change.citation]
    return first + [citation for note in beside.notes for citation in note.all_citations]


def _picture(program: Program, charts: list[dict[str, Any]]) -> str:
    """The address of the image for link previews: the first chart, where this machine can write Chinese."""
    if not charts or not has_chinese_font():
        return ""
    return address(path_of("chart-png", program.slug, charts[0]["key"]))
