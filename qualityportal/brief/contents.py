"""What a brief says: the records, cards and charts of the program's page, read by the same functions."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.cards import Card, cards_of, key_cards
from indicators.change_cards import ChangeCard, change_card
from indicators.charts.chart import Chart
from indicators.charts.forms import Form
from indicators.later import later_of
from indicators.models import Observation, ReportedChange
from indicators.page_charts import built, program_charts
from indicators.reads import program_observations, withdrawn_observations
from programs.citations import attach_citations
from programs.models import Citation, Measure, Program, Region, SourceNote
from programs.reads import by_category, measures_of, source_notes
from programs.withdrawals import gone_since


@dataclass(frozen=True)
class Contents:
    """`regions` go from the province down to the program's own; `counted` are the charts without a change. Of a past
    day, `gone` holds the program as it is today where it was withdrawn since.
    """

    program: Program
    regions: list[Region]
    figures: list[Card]
    changed: list[Chart]
    counted: list[Chart]
    changes: list[ChangeCard]
    measures: list[tuple[str, list[Measure]]]
    notes: list[SourceNote]
    withdrawn: list[Observation]
    gone: list[Program]

    @property
    def keys(self) -> list[Card]:
        return key_cards(self.figures)

    @property
    def citations(self) -> list[Citation]:
        """All that anything in the brief rests on, each once."""
        found = [
            *(c for card in self.figures for c in card.citations),
            *(c for card in self.changes for c in card.citations),
            *(c for _category, rows in self.measures for measure in rows for c in measure.all_citations),
            *(c for note in self.notes for c in note.all_citations),
        ]
        return list(dict.fromkeys(found))


def contents_of(program: Program) -> Contents:
    """Everything published on the program, with a fixed number of queries."""
    observations = program_observations(program)
    later = later_of(observations)
    charts = [built(planned, later) for planned in program_charts(program, observations)]
    changes = list(ReportedChange.objects.live().filter(program=program).for_page())
    measures, notes = measures_of(program), source_notes(program)
    attach_citations(measures, notes)
    return Contents(
        program=program,
        regions=program.region.line,
        figures=cards_of(observations),
        changed=[chart for chart in charts if chart.form is not Form.BARS],
        counted=[chart for chart in charts if chart.form is Form.BARS],
        changes=[change_card(change) for change in changes],
        measures=by_category(measures),
        notes=notes,
        withdrawn=withdrawn_observations(program),
        gone=gone_since(program),
    )
