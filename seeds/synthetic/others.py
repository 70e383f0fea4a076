"""Whether a database holds what editors made, which a load test should not be mixed with."""

from __future__ import annotations

from typing import Any

from indicators.models import Observation
from programs.models import Program, SourceDocument
from seeds.models import LoadedRecord

# What the loader calls the records of each kind.
LOADED: dict[Any, str] = {
    Program: r"^program/[^/]+$",
    Observation: r"^program/[^/]+/observation/",
    SourceDocument: r"^source/",
}


def editors_records() -> int:
    """How many programs, figures and sources are not as the seed files brought them."""
    count = 0
    for model, key in LOADED.items():
        loaded = LoadedRecord.objects.filter(key__regex=key).values("object_id")
        count += model.objects.exclude(pk__in=loaded).count()
        count += model.history.filter(id__in=loaded, history_user__isnull=False).values("id").distinct().count()
    return count
