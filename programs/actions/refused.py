from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError


class Refused(Exception):  # noqa: N818  # no fault of the program
    """Something that may not be done now. Its text is for the person who tried: what is wrong and what to do."""


@contextmanager
def refusing(what: object) -> Iterator[None]:
    """Says what the rules of the tables object to as a refusal that names the record."""
    try:
        yield
    except ValidationError as error:
        words: Iterable[str] = error.messages
        raise Refused(f"{what}: {' '.join(words)}") from error
