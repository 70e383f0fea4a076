"""A program's page: what it is, what changed, how that is known, what was done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from indicators.cards import cards_of, change_card
from indicators.charts.forms import Form
from indicators.page_charts import charts_of
from indicators.reads import program_changes, program_observations
from indicators.tables import FigureTable
from programs.models import Program, SourceNote
from programs.reads import ancestors, measures_by_category


def page(request: HttpRequest, slug: str) -> HttpResponse:
    program = get_object_or_404(Program.objects.for_page(), slug=slug)
    observations = program_observations(program)
    cards = cards_of(observations)
    charts = charts_of(program, observations)
    return render(
        request,
        "programs/page.html",
        {
            "program": program,
            "ancestors": ancestors(program.region),
            "keys": [card for card in cards if card.observation.is_key],
            "changes": [change_card(change) for change in program_changes(program)],
            "changed": [chart for chart in charts if chart["form"] != Form.BARS],
            "counted": [chart for chart in charts if chart["form"] == Form.BARS],
            "measures": measures_by_category(program),
            "table": FigureTable(cards),
            "notes": SourceNote.objects.live()
            .filter(program=program)
            .select_related("citation__document")
            .prefetch_related("other_citations__document"),
        },
    )
