"""What all rows share: how a value is written, a place in a source, times in UTC to the second."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from indicators.models import Observation, ReportedChange
from programs.models import Citation
from programs.models.base import Cited, Publishable

Stated = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:f}", return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
"""A decimal number that keeps its digits: 19.0 is written as the string "19.0"."""


def _to_the_second(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


Moment = Annotated[
    datetime.datetime,
    PlainSerializer(_to_the_second, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Row(BaseModel):
    """One row of a resource: the fields are the columns of CSV and XLSX, in this order, and the members in JSON.

    Titles and descriptions are message ids: English here, in the reader's language in a workbook.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(BaseModel):
    """A place in a source that states the same. In CSV: `slug#paragraph#phrase`."""

    model_config = ConfigDict(frozen=True)

    source: Annotated[str, Field(title=_("Source"), description=_("Slug of the source document."))]
    paragraph: Annotated[int, Field(title=_("Paragraph"), description=_("Counted from 1 by line of the file."))]
    phrase: Annotated[str, Field(title=_("As stated"), description=_("The words of the source."))]

    def __str__(self) -> str:
        return f"{self.source}#{self.paragraph}#{self.phrase}"


class Note(BaseModel):
    """A doubt about what a source says. In CSV: `kind#slug`."""

    model_config = ConfigDict(frozen=True)

    kind: Annotated[str, Field(title=_("Kind"), description=_("What is doubtful, for example contradiction."))]
    slug: Annotated[str, Field(title=_("Slug"), description=_("Short name of the note."))]

    def __str__(self) -> str:
        return f"{self.kind}#{self.slug}"


def place_of(citation: Citation) -> Place:
    return Place(source=citation.document.slug, paragraph=citation.paragraph, phrase=citation.phrase)


def cited(record: Cited) -> dict[str, Any]:
    """The columns of where a record is stated; needs `citation__document` and `further_places` fetched."""
    own = record.citation
    assert own is not None  # the database holds no published record without one
    return {
        "source": own.document.slug,
        "source_title": own.document.title,
        "source_title_en": own.document.title_en,
        "paragraph": own.paragraph,
        "phrase": own.phrase,
        "other_citations": [place_of(place) for place in record.further_citations],
    }


def noted(record: Observation | ReportedChange) -> dict[str, Any]:
    """The published notes on the record; needs `live_notes` fetched."""
    notes = record.public_notes
    return {"notes": [Note(kind=kind, slug=slug) for kind, slug in sorted((note.kind, note.slug) for note in notes)]}


def approved(record: Publishable) -> dict[str, Any]:
    """What came with the portal's own reviewed files was approved when it was loaded."""
    return {"approved_at": utc(record.reviewed_at or record.created_at), "updated_at": utc(record.updated_at)}


def utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC).replace(microsecond=0)
