"""The values that parameters may have: each type refuses what no record can hold, before the database is asked.

NUL is refused by PostgreSQL in any text, and numbers beyond 64 bits by both databases; neither gets past these types.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from programs.models.region import DIVISION_CODE
from programs.rules.words import LONGEST_QUERY

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
LAST = datetime.datetime(9998, 1, 1, tzinfo=datetime.UTC)


def _day(text: Any) -> datetime.date:
    if not (isinstance(text, str) and DAY.fullmatch(text)):
        raise ValueError("not a day")
    return datetime.date.fromisoformat(text)


def _time(text: str) -> datetime.datetime:
    """A day or a time by ISO 8601; a plus sign in an address is read as a space."""
    if not DAY.match(text):
        raise ValueError("not a time")
    return datetime.datetime.fromisoformat(text.replace(" ", "+"))


def _moment(text: Any) -> datetime.datetime:
    """In UTC unless it names its zone; within the times that a database can compare."""
    moment = _time(str(text))
    return min(max(moment.replace(tzinfo=moment.tzinfo or datetime.UTC), FIRST), LAST)


def _known(text: str) -> str:
    """As `programs.knowledge.moment` reads it: a day, or a time with its zone."""
    if _time(text).tzinfo is None and not DAY.fullmatch(text):
        raise ValueError("no zone")
    return text


Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$", max_length=80)]
RegionCode = Annotated[str, StringConstraints(pattern=DIVISION_CODE)]
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Year = Annotated[int, Field(ge=1949, le=2100)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUERY, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
Day = Annotated[
    datetime.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "title": "Day"})
]
TIME = WithJsonSchema({"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]})
Moment = Annotated[datetime.datetime, BeforeValidator(_moment), TIME]
Known = Annotated[str, StringConstraints(max_length=40), AfterValidator(_known), TIME]


@dataclass(frozen=True)
class OneOf:
    """One of these values. They are spelt out in each parameter, since enumerations of two models share a name."""

    values: Iterable[str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema([str(value) for value in self.values])


@dataclass(frozen=True)
class SomeOf:
    """Several of these names with commas between them: a tuple in the order of `names`, each once."""

    names: Iterable[str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.chosen)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": list(self.names)}, "minItems": 1}

    def chosen(self, text: Any) -> tuple[str, ...]:
        given = text if isinstance(text, str) else ",".join(text)  # the library makes a list of it
        wanted = set(given.split(","))
        if not wanted or wanted - set(self.names):
            raise ValueError("not in the list")
        return tuple(name for name in self.names if name in wanted)
