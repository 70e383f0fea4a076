"""Where drawn charts are kept when there is no Redis: in files, by Django's own cache."""

from __future__ import annotations

from random import randrange

from django.core.cache.backends.filebased import FileBasedCache

WRITES = 1_000


class KeptDrawings(FileBasedCache):
    """Looks whether it is full once in about a thousand writes, not at each.

    A look lists the whole folder: 75 ms with 60 000 drawings in it, more than a drawing takes.
    """

    def _cull(self) -> None:
        if randrange(WRITES) == 0:  # noqa: S311 - no secret
            super()._cull()  # type: ignore[misc]  # the stubs leave it out
