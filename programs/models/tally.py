"""How much is published; the database keeps these counts itself (see `programs.tallies`)."""

from __future__ import annotations

from django.db import models

from programs.models.chain import IndustryChain
from programs.models.program import Program
from programs.models.region import Region


class ProgramTally(models.Model):
    """Published parts, whether or not the program itself is. Until it or a part is published it may have no row."""

    # No constraint, and nothing to cascade: the counts follow the rows that they count.
    program = models.OneToOneField(
        Program, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="tally"
    )
    public = models.IntegerField(default=0, db_default=0, help_text="1 while the program itself is published")
    measures = models.IntegerField(default=0, db_default=0)
    figures = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["public", "measures", "program"], name="tally_public_by_measures")]

    def __str__(self) -> str:
        return f"{self.program}: {self.measures}, {self.figures}"


class RegionTally(models.Model):
    """Published programs in a region and below it. A region without any may have no row."""

    region = models.OneToOneField(
        Region, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="tally"
    )
    programs = models.IntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.region}: {self.programs}"


class ChainTally(models.Model):
    """Published programs on a chain. A chain without any may have no row."""

    chain = models.OneToOneField(
        IndustryChain, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="tally"
    )
    programs = models.IntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.chain}: {self.programs}"


class SourceTally(models.Model):
    """Published documents by the region that keeps them, so that only its own editors wait for each other."""

    kept_by = models.BigIntegerField(primary_key=True, help_text="0 for documents of the whole country")
    documents = models.IntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.kept_by}: {self.documents}"
