"""The notes on what the sources say of a figure or of a change, as pages and files need them."""

from __future__ import annotations

from typing import Any

from django.db import models

from programs.models import SourceNote

LISTED = "live_notes"


def live_notes() -> models.Prefetch[Any]:
    """The published notes on many records as plain lists, with what a mark of doubt needs of them."""
    return models.Prefetch("source_notes", SourceNote.objects.live().only("kind", "slug", "publication"), LISTED)


class Noted:
    """A record with `source_notes`."""

    source_notes: Any

    @property
    def public_notes(self) -> list[SourceNote]:
        """The published ones; no query where `live_notes` fetched them."""
        listed: list[SourceNote] | None = vars(self).get(LISTED)
        return list(self.source_notes.live()) if listed is None else listed
