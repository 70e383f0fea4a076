"""Which program reports which indicator; the database keeps these counts itself (see `programs.tallies`)."""

from __future__ import annotations

from django.db import models

from indicators.models.indicator import Indicator
from programs.models import Program


class ReportedIndicator(models.Model):
    """The published figures of one indicator for one program, whether or not the program itself is published: `public`
    tells that, as the program's tally does.
    """

    program = models.ForeignKey(
        Program, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="reported"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="reported"
    )
    figures = models.IntegerField(default=0, db_default=0)
    public = models.IntegerField(default=0, db_default=0, help_text="1 while the program is published")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "indicator"], name="reported_indicator_once")]
        indexes = [models.Index(fields=["indicator", "public", "figures", "program"], name="reported_in_public")]

    def __str__(self) -> str:
        return f"{self.program} · {self.indicator}: {self.figures}"
