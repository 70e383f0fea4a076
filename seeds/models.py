"""What the loaders remember: of each record its digest, so that an editor's change is never overwritten; of a
synthetic country where it lies, so that it can be removed.
"""

from django.db import models


class LoadedRecord(models.Model):
    """`key` names the record in the seed files; `digest` is that of the row's fields right after the last load."""

    key = models.CharField(max_length=200, unique=True)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    fields = models.TextField(default="|")  # those that the digest covers: a later version may give the row more
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key


class SyntheticSet(models.Model):
    """The one synthetic country of a database. `keys` gives by model label the first and the last key that it took,
    for regions the list of those it added.
    """

    seed = models.IntegerField()
    programs = models.PositiveIntegerField()
    observations = models.PositiveIntegerField()
    keys = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.programs} programs, {self.observations} observations, seed {self.seed}"
