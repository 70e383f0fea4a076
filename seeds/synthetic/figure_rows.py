"""The rows of one program's figures and reported changes."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from indicators.models import Observation, ReportedChange
from indicators.rules.quantities import Quantity
from programs.models import Revision
from programs.models.base import Publication
from seeds.synthetic.keys import Keys
from seeds.synthetic.plan import FigurePlan, ProgramPlan
from seeds.synthetic.shared import Rows, Shared
from seeds.synthetic.times import INFERENCE, STAGES, Time

KEY_FIGURES = 4
CORRECTED_AFTER = datetime.timedelta(days=90)
FIRST_TYPED = "按来源录入（合成）"
TYPED_WRONG, READ_AGAIN = "录入有误（合成）", "对照来源更正录入错误（合成）"


def add_figure_rows(
    plan: ProgramPlan, keys: Keys, shared: Shared, program: int, citation: int, notes: list[int], rows: Rows
) -> list[int]:
    """Gives the figures' keys. `citation` is the key of the program's first place."""
    first = keys.take(Observation, len(plan.figures))
    for number, figure in enumerate(plan.figures):
        key = first + number
        recorded = plan.documents[plan.places[figure.place][0]].recorded_at
        changed = recorded + CORRECTED_AFTER if figure.earlier is not None else recorded
        seen = figure.publication in (Publication.PUBLISHED, Publication.WITHDRAWN)
        own = (citation + figure.place, program, shared.indicators[figure.indicator])
        split = shared.breakdowns[figure.breakdown] if figure.breakdown else None
        when = (*_time(figure.time), number < KEY_FIGURES, number)
        note = TYPED_WRONG if figure.publication is Publication.WITHDRAWN else ""
        state = (figure.publication.value, note)
        stated = _stated(figure.quantity)
        reviewed = changed if seen else None
        rows["observation"].append((key, *own, split, *stated, *when, *state, recorded, changed, reviewed))
        if figure.earlier is not None:
            stated = (stated[0], figure.earlier, *stated[2:])
            version = (recorded, "+", FIRST_TYPED)
            reviewed = recorded if seen else None
            rows["earlier"].append((key, *own, split, *stated, *when, *state, recorded, reviewed, *version))
        _add_beside(figure, key, keys, shared, plan, citation, notes, rows)
    return list(range(first, first + len(plan.figures)))


def _add_beside(
    figure: FigurePlan,
    key: int,
    keys: Keys,
    shared: Shared,
    plan: ProgramPlan,
    citation: int,
    notes: list[int],
    rows: Rows,
) -> None:
    if figure.other_place is not None:
        rows["other_citation"].append((key, citation + figure.other_place))
    if figure.note is not None:
        rows["observation_note"].append((key, notes[figure.note]))
    if figure.wanted is not None:
        texts = [json.dumps({"value": f"{value:.4f}"}) for value in (figure.wanted, figure.quantity.value)]
        place = (shared.observation_type, key, shared.regions[plan.site.region.code])
        row = (keys.take(Revision), *place, *texts, READ_AGAIN, Revision.State.IN_REVIEW.value)
        rows["waiting"].append((*row, shared.made_at, shared.made_at))


def _stated(quantity: Quantity) -> tuple[str, Decimal, int, int]:
    decimals = -int(quantity.value.as_tuple().exponent)
    return quantity.comparator.value, quantity.value, decimals, quantity.unit_mult


def _time(time: Time) -> tuple[Any, ...]:
    inference = INFERENCE if time.inferred else ("", "")
    label = STAGES[time.stage] if time.stage is not None else ("", "")
    return time.start, time.end, time.inferred, *inference, time.stage, *label, time.role.value, time.status.value


def add_change_rows(
    plan: ProgramPlan,
    keys: Keys,
    shared: Shared,
    program: int,
    citation: int,
    notes: list[int],
    observations: list[int],
    rows: Rows,
) -> None:
    for number, change in enumerate(plan.changes):
        key = keys.take(ReportedChange)
        split = shared.breakdowns[change.breakdown] if change.breakdown else None
        what = (program, shared.indicators[change.indicator], split, change.kind.value, *_stated(change.quantity))
        ends = (observations[change.base], observations[change.result], change.span_years, number)
        recorded = plan.documents[plan.places[change.place][0]].recorded_at
        state = (citation + change.place, Publication.PUBLISHED.value, recorded, recorded, recorded)
        rows["change"].append((key, f"c{number + 1}", *what, *ends, *state))
        if change.note is not None:
            rows["change_note"].append((key, notes[change.note]))
