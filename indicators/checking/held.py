"""What the portal publishes of a few programs: figures and reported changes, with the words that they answer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indicators.models import Indicator, Observation, ReportedChange
from indicators.reading.quoting.meaning import Words, plain, words_of
from indicators.reading.quoting.verdicts import Held
from indicators.rules.changes import Kind
from indicators.rules.series import Role, Status
from programs.models import Program

MOST_ROWS = 2_000


@dataclass
class Series:  # filled row by row, then asked
    """All that is published of one indicator for one program; `describing` holds the words for the program."""

    program: Program
    indicator: Indicator
    describing: str
    rows: list[Observation] = field(default_factory=list)
    changes: list[ReportedChange] = field(default_factory=list)

    @cached_property
    def known(self) -> str:
        """Words that may stand before the figure's name without making it another scope."""
        breakdowns = [*(row.breakdown for row in self.rows), *(row.breakdown for row in self.changes)]
        parts = {plain(one.name) for one in breakdowns if one}
        return "\n".join([self.describing, *sorted(parts)])

    @cached_property
    def words(self) -> Words:
        figures = [(c.phrase, row.stated_value) for row in self.rows for c in row.all_citations]
        changes = [(c.phrase, row.stated_value) for row in self.changes for c in row.all_citations]
        return words_of(self.indicator.name, [*figures, *changes])


def series_of_programs(programs: Sequence[Program]) -> list[Series]:
    """A fixed number of queries; at most 2 000 figures and as many changes."""
    by_key = {program.pk: program for program in programs}
    found: dict[tuple[int, int], Series] = {}

    def series(row: Observation | ReportedChange) -> Series:
        program = by_key[row.program_id]
        made = Series(program, row.indicator, _describing(program))
        return found.setdefault((row.program_id, row.indicator_id), made)

    for row in Observation.objects.live().filter(program__in=by_key).for_series()[:MOST_ROWS]:
        if row.obs_status != Status.WITHDRAWN:
            series(row).rows.append(row)
    changes = ReportedChange.objects.live().filter(program__in=by_key).for_page().select_related("program", "breakdown")
    for change in changes.prefetch_related("other_citations__document")[:MOST_ROWS]:
        series(change).changes.append(change)
    return list(found.values())


def _describing(program: Program) -> str:
    names = (program.name, program.scope, program.chain.name, program.region.name)
    return "\n".join(plain(name) for name in names)


def held_figure(row: Observation) -> Held:
    return Held(
        row.pk,
        row.quantity,
        row.period_start,
        row.period_end,
        is_plan=row.role == Role.TARGET or row.obs_status == Status.PLANNED,
        is_provisional=row.obs_status in (Status.PROVISIONAL, Status.ESTIMATED),
    )


def held_change(row: ReportedChange) -> Held:
    return Held(row.pk, row.quantity)


def of_kind(changes: Sequence[ReportedChange], kinds: Sequence[Kind]) -> list[ReportedChange]:
    return [change for change in changes if change.change_kind in kinds]
