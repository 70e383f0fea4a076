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
from indicators.page_charts import charts_of
from indicators.reads import program_changes, program_observations, withdrawn_observations
from indicators.tables import FigureTable
from programs.models import Citation, Program, SourceNote
from programs.reads import ancestors, measures_by_category, source_notes
from qualityportal.pages import withdrawn


def page(request: HttpRequest, slug: str) -> HttpResponse:
    program = Program.objects.for_page().filter(slug=slug).first()
    if program is None:
        return withdrawn.page(request, Program.objects.all(), slug=slug)
    observations = program_observations(program)
    cards = cards_of(observations)
    charts = charts_of(program, observations)
    changes = [change_card(change) for change in program_changes(program)]
    notes = source_notes(program)
    return render(
        request,
        "programs/page.html",
        {
            "program": program,
            "ancestors": ancestors(program.region),
            "keys": key_cards(cards),
            "changes": changes,
            "picture": _picture(program, charts),
            "changed": [chart for chart in charts if chart["form"] != Form.BARS],
            "counted": [chart for chart in charts if chart["form"] == Form.BARS],
            "measures": measures_by_category(program),
            "table": FigureTable(cards, beside=_citations(changes, notes)),
            "notes": notes,
            "withdrawn": withdrawn_observations(program),
        },
    )


def _citations(changes: list[ChangeCard], notes: list[SourceNote]) -> list[Citation]:
    return [c for card in changes for c in card.citations] + [c for note in notes for c in note.all_citations]


def _picture(program: Program, charts: list[dict[str, Any]]) -> str:
    """The address of the image for link previews: the first chart, where this machine can write Chinese."""
    if not charts or not has_chinese_font():
        return ""
    return reverse("chart-png", kwargs={"program": program.slug, "key": charts[0]["key"]})
