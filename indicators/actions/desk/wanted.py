"""What an editor wants a figure of an article to become."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import Breakdown, Indicator
from indicators.reading.proposing import Moment
from indicators.rules.changes import Kind
from indicators.rules.quantities import Quantity
from indicators.rules.series import Role, Status


@dataclass(frozen=True)
class Wanted:
    """One value, or two (earlier first), each with its moment. `change` is None for observations.

    `role` and `status` are those of the last value. `phrase` are the words to cite. `is_corrected` says that it differs
    from what was proposed; `is_repeat` that the figure states again what `ReadFigure.repeats` stated:
    then nothing but the phrase counts, and there may be no indicator.
    """

    indicator: Indicator | None
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    phrase: str
    breakdown: Breakdown | None = None
    change: Kind | None = None
    role: Role = Role.ACTUAL
    status: Status = Status.REPORTED
    is_repeat: bool = False
    is_corrected: bool = False
