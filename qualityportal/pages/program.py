"""A program's page: what it is, what changed, how that is known, what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from indicators.cards import cards_of, key_cards
from indicators.change_cards import ChangeCard, change_card
from indicators.charts.fonts import has_chinese_font
from indicators.charts.forms import Form
from indicators.exports.addresses import PARTS, program_files
from indicators.exports.linked.blocks import program_block
from indicators.models import Observation
from indicators.page_charts import charts_of
from indicators.reads import program_changes, program_observations, withdrawn_observations
from indicators.tables import FigureTable
from programs.as_of import as_of
from programs.citing import Citing, citing
from programs.knowledge import address
from programs.models import Citation, Program, SourceNote
from programs.permalinks import site_url
from programs.reads import ancestors, found, measures_by_category, source_notes
from programs.withdrawals import gone_since
from qualityportal.pages import withdrawn


@as_of
def page(request: HttpRequest, slug: str) -> HttpResponse:
    program = found(Program.objects.for_page(), slug=slug)
    if program is None:
        return withdrawn.page(request, Program.objects.all(), slug=slug)
    observations = program_observations(program)
    cards = cards_of(observations)
    charts = charts_of(program, observations)
    changes = [change_card(change) for change in program_changes(program)]
    measures = measures_by_category(program)
    notes = source_notes(program)
    parts = [name for name, rows in zip(PARTS, (cards, changes, measures), strict=True) if rows]
    return render(
        request,
        "programs/page.html",
        {
            "program": program,
            "dataset": program_block(request, program, observations),
            "ancestors": ancestors(program.region),
            "keys": key_cards(cards),
            "changes": changes,
            "picture": _picture(program, charts),
            "changed": [chart for chart in charts if chart["form"] != Form.BARS],
            "counted": [chart for chart in charts if chart["form"] == Form.BARS],
            "measures": measures,
            "table": FigureTable(cards, beside=_citations(changes, notes)),
            "notes": notes,
            "files": program_files(slug, parts),
            "brief_url": address(reverse("brief", args=[slug])),
            "withdrawn": withdrawn_observations(program),
            "gone": gone_since(program),
            "citing": _citing(request, program, observations),
        },
    )


def _citing(request: HttpRequest, program: Program, observations: list[Observation]) -> Citing:
    return citing(
        key=f"program-{program.slug}",
        title=program.label,
        path=reverse("program", args=[program.slug]),
        site=site_url(request),
        updated=max(row.updated_at for row in (program, *observations)),
    )


def _citations(changes: list[ChangeCard], notes: list[SourceNote]) -> list[Citation]:
    return [c for card in changes for c in card.citations] + [c for note in notes for c in note.all_citations]


def _picture(program: Program, charts: list[dict[str, Any]]) -> str:
    """The address of the image for link previews: the first chart, where this machine can write Chinese."""
    if not charts or not has_chinese_font():
        return ""
    return address(reverse("chart-png", kwargs={"program": program.slug, "key": charts[0]["key"]}))
