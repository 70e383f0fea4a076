"""From what is wanted to drafts: observations or a reported change, each with its citation, through the usual door.

Where the portal holds the same figure already, it gets a further citation; where it holds another value for the same
thing, nothing is written and the editor is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from indicators.actions.desk.placing import cite, outcome_field, place_of, reason_of, version_of
from indicators.actions.desk.wanted import Wanted
from indicators.models import FigureOutcome, Observation, ReadFigure, ReportedChange
from indicators.reading.article.reading import FigureKind
from indicators.reading.proposing import Moment
from indicators.rules.changes import Kind
from indicators.rules.quantities import Quantity, stated_decimals
from indicators.rules.series import Role, Status
from programs.actions.refused import Refused, refusing
from programs.actions.writing import write
from programs.models import Citation
from programs.models.base import Publication
from programs.scope import scope_of


@dataclass(frozen=True)
class Place:
    """The figure's citation, and whether it was made for it."""

    citation: Citation
    is_new: bool


def record_figure(figure: ReadFigure, wanted: Wanted, *, by: Any) -> list[FigureOutcome]:
    """Writes what the figure becomes. Raises Refused, with a sentence, where a rule stands against it."""
    place = Place(*place_of(figure, wanted.phrase, by=by))
    if wanted.is_repeat:
        return [_cited(record, figure, place, by) for record in _repeated(figure)]
    if wanted.change:
        return [_change(figure, wanted, place, by)]
    return list(_observations(figure, wanted, place, by))


def _repeated(figure: ReadFigure) -> list[Any]:
    first = figure.repeats
    records = [one.record for one in first.outcomes.all() if one.record] if first else []
    if not records:
        raise Refused(_("This repeats a figure that is not accepted yet. Decide on that one first, or correct this."))
    return records


def _cited(record: Any, figure: ReadFigure, place: Place, by: Any) -> FigureOutcome:
    cite(record, place.citation, figure=figure, by=by)
    return _outcome(figure, record, place, is_new=False)


def _outcome(figure: ReadFigure, record: Any, place: Place, *, is_new: bool) -> FigureOutcome:
    return FigureOutcome.objects.create(
        figure=figure,
        **{outcome_field(record): record},
        citation=place.citation,
        is_new=is_new,
        is_new_citation=place.is_new,
        version=version_of(record) if is_new else None,
    )


def _observations(figure: ReadFigure, wanted: Wanted, place: Place, by: Any) -> Iterator[FigureOutcome]:
    position = _next_position(Observation, figure)
    for number, (quantity, moment) in enumerate(zip(wanted.quantities, wanted.moments, strict=True)):
        is_last = number == len(wanted.quantities) - 1
        record = _observation(figure, wanted, quantity, moment, is_last)
        record.position, record.citation = position + number, place.citation
        held = held_for(record)
        if held is None:
            yield _made(record, figure, place, by)
        elif is_same(held.quantity, quantity):
            yield _cited(held, figure, place, by)
        else:
            raise Refused(_clash(held, record))


def _observation(figure: ReadFigure, wanted: Wanted, quantity: Quantity, moment: Moment, is_last: bool) -> Observation:
    inference, inference_en = moment.inference
    return Observation(
        program=figure.reading.program,
        indicator=wanted.indicator,
        breakdown=wanted.breakdown,
        comparator=quantity.comparator.value,
        value=quantity.value,
        decimals=stated_decimals(quantity.value),
        unit_mult=quantity.unit_mult,
        period_start=moment.start,
        period_end=moment.end,
        period_inferred=moment.is_inferred,
        inference=inference,
        inference_en=inference_en,
        stage_order=moment.stage,
        stage_label=moment.label,
        stage_label_en=moment.label_en,
        role=(wanted.role if is_last else Role.ACTUAL).value,
        obs_status=(wanted.status if is_last else Status.REPORTED).value,
    )


def held_for(record: Observation) -> Observation | None:
    """The portal's figure for the same thing: program, indicator, breakdown, role and period or stage."""
    same = {"program": record.program, "indicator": record.indicator, "breakdown": record.breakdown}
    when = {"period_start": record.period_start, "period_end": record.period_end, "stage_order": record.stage_order}
    rows = Observation.objects.filter(**same, **when, role=record.role)
    return rows.exclude(publication=Publication.WITHDRAWN).first()


def is_same(one: Quantity, other: Quantity) -> bool:
    """Whether both state the same amount with the same sign; 1.2 亿 and 12000 万 do."""
    return one.comparator is other.comparator and one.base_value == other.base_value


def _clash(held: Observation, record: Observation) -> str:
    return _(
        "The portal holds “%(held)s” for the same indicator and time, the article says %(stated)s. Correct the period, "
        "the breakdown or the indicator here, correct the record that is there, or reject the figure."
    ) % {"held": held, "stated": f"{record.comparator_sign}{record.stated_value:f}"}


def _made(record: Any, figure: ReadFigure, place: Place, by: Any) -> FigureOutcome:
    record.editor = by
    if not scope_of(by).may("add", record):
        raise Refused(_("This record would lie outside the regions you keep. Choose another region."))
    with refusing(record):
        record.full_clean()
    write(record, by=by, reason=reason_of(figure))
    return _outcome(figure, record, place, is_new=True)


def _change(figure: ReadFigure, wanted: Wanted, place: Place, by: Any) -> FigureOutcome:
    if wanted.role is Role.TARGET:
        raise Refused(_("A plan is no reported change. Reject it, or correct it to a planned value of an indicator."))
    assert wanted.change is not None
    assert wanted.indicator is not None
    quantity = wanted.quantities[-1]
    base, value = _ends(figure, wanted)
    note = ("来源称为初步数据", "the source calls it provisional") if wanted.status is Status.PROVISIONAL else ("", "")
    record = ReportedChange(
        program=figure.reading.program,
        indicator=wanted.indicator,
        breakdown=wanted.breakdown,
        slug=_free_slug(figure, f"{wanted.indicator.code}-{wanted.change.value}"[:70]),
        kind=wanted.change.value,
        comparator=quantity.comparator.value,
        value=quantity.value,
        decimals=stated_decimals(quantity.value),
        unit_mult=quantity.unit_mult,
        from_observation=base,
        to_observation=value,
        note=note[0],
        note_en=note[1],
        position=_next_position(ReportedChange, figure),
        citation=place.citation,
    )
    held = _held_change(record)
    return _cited(held, figure, place, by) if held else _made(record, figure, place, by)


def _held_change(record: ReportedChange) -> ReportedChange | None:
    """The same change of the same figure; without a figure a change of the same size may be of another year."""
    if record.to_observation is None:
        return None
    same = {"program": record.program, "indicator": record.indicator, "breakdown": record.breakdown}
    rows = ReportedChange.objects.filter(**same, kind=record.kind, to_observation=record.to_observation)
    rows = rows.exclude(publication=Publication.WITHDRAWN)
    return next((row for row in rows if is_same(row.quantity, record.quantity)), None)


def _ends(figure: ReadFigure, wanted: Wanted) -> tuple[Observation | None, Observation | None]:
    """The figures that the change is of: those stated just before it, else the one of the same period."""
    before = _stated_before(figure, wanted)
    if len(before) == 2 and wanted.change is not Kind.SHARE:
        return before[0], before[1]
    if before:
        return None, before[-1]
    moment = wanted.moments[-1]
    if moment.start is None:
        return None, None
    same = {"program": figure.reading.program, "indicator": wanted.indicator, "breakdown": wanted.breakdown}
    rows = Observation.objects.filter(**same, period_start=moment.start, period_end=moment.end, role=Role.ACTUAL.value)
    held = rows.exclude(publication=Publication.WITHDRAWN).first()
    return None, held if held and held.is_result else None


def _stated_before(figure: ReadFigure, wanted: Wanted) -> list[Observation]:
    """What the nearest figure before it in the paragraph became, where that is of the same indicator."""
    earlier = figure.reading.figures.filter(paragraph=figure.paragraph, number__lt=figure.number)
    kinds = (FigureKind.LEVEL.value, FigureKind.CHANGE.value)
    near = earlier.filter(kind__in=kinds).order_by("-number")
    for one in near.prefetch_related("outcomes__observation__indicator")[:8]:
        records = [outcome.observation for outcome in one.outcomes.all() if outcome.observation]
        records = [row for row in records if row.indicator == wanted.indicator and row.is_result]
        if records:
            return records if _may_be_of(records[-1], wanted.moments[-1]) else []
    return []


def _may_be_of(record: Observation, moment: Moment) -> bool:
    if moment.start is None or record.period_start is None:
        return True
    return (record.period_start, record.period_end) == (moment.start, moment.end)


def _free_slug(figure: ReadFigure, wish: str) -> str:
    taken = set(figure.reading.program.reported_changes.filter(slug__startswith=wish).values_list("slug", flat=True))
    numbers = (f"{wish}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wish, *numbers) if slug not in taken)


def _next_position(model: Any, figure: ReadFigure) -> int:
    rows = model.objects.filter(program=figure.reading.program)
    return min((rows.aggregate(most=Max("position"))["most"] or 0) + 1, 32_000)
