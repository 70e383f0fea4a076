"""What became of figures after a past moment: who cites an old number should know that it was withdrawn or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from indicators.models import Observation
from programs.knowledge import as_known, known_at
from programs.models.base import Publication

# What makes a number another number. Its place on the page and its citations may change without that.
NUMBER = (
    *("program_id", "indicator_id", "breakdown_id", "comparator", "value", "decimals", "unit_mult"),
    *("period_start", "period_end", "period_inferred", "stage_order", "role", "obs_status"),
)


@dataclass(frozen=True)
class Later:
    """A figure that is no longer what it was. `today` is the row as it stands; `withdrawn` says that it is gone."""

    today: Observation
    withdrawn: bool

    @property
    def since(self) -> datetime | None:
        """When it was withdrawn, where that is recorded."""
        return self.today.reviewed_at if self.withdrawn else None


def later_of(rows: Iterable[Observation]) -> dict[int, Later]:
    """Those of the rows read at a past moment that say something else today, by primary key; one query, and none for
    rows of today.
    """
    then = {row.pk: row for row in rows if row.is_live}
    if known_at() is None or not then:
        return {}
    with as_known(None):
        today = Observation.objects.select_related("indicator").in_bulk(list(then))
    found = {}
    for pk, row in today.items():
        withdrawn = row.publication == Publication.WITHDRAWN
        if withdrawn or any(getattr(row, name) != getattr(then[pk], name) for name in NUMBER):
            found[pk] = Later(row, withdrawn)
    return found
