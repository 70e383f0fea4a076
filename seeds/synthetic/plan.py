"""What one synthetic program says, before it has keys: documents, cited places, figures, changes, notes, measures.

Everything follows from the seed and the program's site; no clock, no table, no order of a dictionary takes part.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.rules.changes import Kind
from indicators.rules.quantities import Quantity
from programs.models.base import Publication
from programs.models.source import SourceNote
from seeds.synthetic.places import Site
from seeds.synthetic.times import Time
from seeds.synthetic.words import Named


@dataclass(frozen=True)
class DocumentPlan:
    title: str
    title_en: str
    published_on: datetime.date

    @property
    def recorded_at(self) -> datetime.datetime:
        """When an editor typed what it says: three weeks later, at nine in China."""
        return datetime.datetime.combine(self.published_on, datetime.time(1), datetime.UTC) + datetime.timedelta(21)


@dataclass(slots=True)
class FigurePlan:
    """`place` and `other_place` are indexes of the program's places, `note` one of its notes. `earlier` is what the
    record said before it was corrected, `wanted` what an editor asks a reviewer to let it say.
    """

    indicator: int
    breakdown: str
    time: Time
    quantity: Quantity
    place: int
    other_place: int | None = None
    note: int | None = None
    earlier: Decimal | None = None
    wanted: Decimal | None = None
    publication: Publication = Publication.PUBLISHED


@dataclass(slots=True)
class ChangePlan:
    """`base` and `result` are indexes of the program's figures."""

    indicator: int
    breakdown: str
    kind: Kind
    quantity: Quantity
    base: int
    result: int
    place: int
    span_years: int | None = None
    note: int | None = None


@dataclass(frozen=True)
class NotePlan:
    kind: SourceNote.Kind
    text: str
    text_en: str
    place: int


@dataclass(frozen=True)
class MeasurePlan:
    words: Named
    state: str
    years: tuple[int | None, int | None]
    document_number: str
    place: int
    publication: Publication


Place = tuple[int, int, str]  # document, paragraph, phrase


@dataclass
class ProgramPlan:
    site: Site
    chain: Named
    publication: Publication
    state: str
    years: tuple[int | None, int | None]
    documents: list[DocumentPlan]
    places: list[Place] = field(default_factory=list)
    indexes: dict[Place, int] = field(default_factory=dict)  # of the places
    figures: list[FigurePlan] = field(default_factory=list)
    changes: list[ChangePlan] = field(default_factory=list)
    notes: list[NotePlan] = field(default_factory=list)
    measures: list[MeasurePlan] = field(default_factory=list)

    def cite(self, document: int, paragraph: int, phrase: str) -> int:
        """The index of a place; the same words in the same paragraph are one."""
        place = (document, paragraph, phrase)
        if place not in self.indexes:
            self.indexes[place] = len(self.places)
            self.places.append(place)
        return self.indexes[place]
