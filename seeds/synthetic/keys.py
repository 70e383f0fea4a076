"""The keys of a synthetic country: one unbroken range in each table, so that it can be found and removed again."""

from __future__ import annotations

from django.db import models

from indicators.models import Breakdown, Indicator, Observation, ReportedChange
from programs.models import Citation, IndustryChain, Measure, Program, Revision, SourceDocument, SourceNote
from seeds.synthetic.tables import last_key, lock

LISTS: list[type[models.Model]] = [IndustryChain, Indicator, Breakdown]
CONTENTS: list[type[models.Model]] = [
    *(SourceDocument, Citation, Program, Measure, SourceNote, Observation, ReportedChange, Revision),
]
MODELS = LISTS + CONTENTS


class Keys:
    """Counts on from the greatest key of each table; locks the tables until the transaction ends."""

    def __init__(self) -> None:
        lock(MODELS)
        self.before = {model: last_key(model) for model in MODELS}
        self.last = dict(self.before)

    def take(self, model: type[models.Model], count: int = 1) -> int:
        """The first of `count` new keys in a row."""
        first = self.last[model] + 1
        self.last[model] += count
        return first

    @property
    def ranges(self) -> dict[str, list[int]]:
        return {model._meta.label: [self.before[model] + 1, self.last[model]] for model in MODELS}
