"""What the loader remembers of each record it wrote, so that it never overwrites an editor's change."""

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
