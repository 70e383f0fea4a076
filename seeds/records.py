"""The seed files as typed objects: every field is checked here, before anything touches a table.

YAML scalars are all read as text (see `seeds.files`), so 19.0 keeps its zero and a date is what the file says.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from indicators.rules.changes import Kind
from indicators.rules.quantities import Comparator, stated_decimals
from indicators.rules.series import Accumulation, Polarity, Role, Status, ValueKind

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=2, max_length=30)]
FactId = Annotated[str, StringConstraints(pattern=r"^F[0-9]{3}$")]
DivisionCode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{5}$")]
Year = Annotated[int, Field(ge=1949, le=2100)]
Category = Literal[
    "quality-management",
    "metrology",
    "standards",
    "certification",
    "inspection-and-testing",
    "brand",
    "intellectual-property",
    "one-stop-service",
    "leadership-and-planning",
]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FormerCode(Record):
    code: DivisionCode
    note: str = ""


class RegionRecord(Record):
    code: DivisionCode
    name: Text
    name_en: Text
    level: Literal["province", "prefecture", "county"]
    parent: DivisionCode | None = None
    former_codes: list[FormerCode] = []


class IndustryClassRecord(Record):
    edition: Text
    code: Text
    name: Text
    name_en: Text
    parent: str | None = None
    note: str = ""


class ChainRecord(Record):
    slug: Slug
    name: Text
    name_en: Text
    description: Text
    description_en: Text
    classes: list[str] = []  # codes of the 2017 edition


class IndicatorRecord(Record):
    code: Slug
    name: Text
    name_en: Text
    definition: Text
    definition_en: Text
    topic: Category | Literal["scale"]
    value_kind: ValueKind
    unit: Slug
    unit_name: Text
    unit_name_en: Text
    unit_mult: int = 0
    decimals: int = 0
    polarity: Polarity = Polarity.UNKNOWN
    accumulation: Accumulation = Accumulation.UNKNOWN
    lower_bound: Decimal | None = None
    upper_bound: Decimal | None = None


class BreakdownRecord(Record):
    code: Slug
    dimension: Slug
    name: Text
    name_en: Text


class SourceRecord(Record):
    slug: Slug
    title: Text
    title_en: Text
    title_is_ours: bool = False
    issuer: str = ""
    published_on: datetime.date | None = None
    address: str = ""
    file_name: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    region: DivisionCode | None = None  # whose editors keep it; empty for a document about several provinces
    remark: str = ""
    remark_en: str = ""


class CitationRecord(Record):
    source: Slug
    paragraph: Annotated[int, Field(ge=1)]
    phrase: Phrase


class CitedRecord(Record):
    """The first citation is the record's own; the rest are further places that state the same."""

    facts: list[FactId] = []
    citations: Annotated[list[CitationRecord], Field(min_length=1)]


class MeasureRecord(CitedRecord):
    slug: Slug
    category: Category
    title: Text
    title_en: Text
    detail: str = ""
    detail_en: str = ""
    document_number: str = ""
    state: Literal["done", "planned", "applied", "approved", "provisional"] = "done"
    start_year: Year | None = None
    end_year: Year | None = None


class PeriodRecord(Record):
    """`from` and `to` are years (2021) or days (2021-08-31); inferred periods say what they were read from."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Text = Field(alias="from")
    to: Text
    inferred_from: str = ""
    inferred_from_en: str = ""

    @property
    def start(self) -> datetime.date:
        return _day(self.from_, last=False)

    @property
    def end(self) -> datetime.date:
        return _day(self.to, last=True)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start > self.end:
            raise ValueError("the period ends before it starts")
        return self


def _day(text: str, *, last: bool) -> datetime.date:
    if len(text) == 4 and text.isdigit():
        return datetime.date(int(text), 12 if last else 1, 31 if last else 1)
    return datetime.date.fromisoformat(text)


class StageRecord(Record):
    """For an undated figure: 0 for a single one, 1 before, 2 after."""

    order: Annotated[int, Field(ge=0)]
    label: Text
    label_en: Text


class ObservationRecord(CitedRecord):
    id: Slug  # unique in the file; reported changes refer to it
    indicator: Slug
    breakdown: Slug | None = None
    value: Decimal
    comparator: Comparator = Comparator.EQ
    unit_mult: int | None = None  # the indicator's where it is not given
    period: PeriodRecord | None = None
    stage: StageRecord | None = None
    status: Status = Status.REPORTED
    role: Role = Role.ACTUAL
    key: bool = False
    notes: list[Slug] = []  # slugs of source notes shown beside the figure

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.period is None) == (self.stage is None):
            raise ValueError("give a period, or a stage where the source gives no date, not both")
        if (self.status is Status.PLANNED) != (self.role is Role.TARGET):
            raise ValueError("a planned figure has role target, and a target status planned")
        if stated_decimals(self.value) > 4:
            raise ValueError("at most four decimals can be kept")
        return self


class ChangeRecord(CitedRecord):
    id: Slug
    indicator: Slug
    breakdown: Slug | None = None
    kind: Kind
    value: Decimal
    comparator: Comparator = Comparator.EQ
    unit_mult: int = 0  # only for a difference in the indicator's own unit
    from_observation: Slug | None = None
    to_observation: Slug | None = None
    span_years: int | None = None
    note: str = ""
    note_en: str = ""
    notes: list[Slug] = []


class NoteRecord(CitedRecord):
    slug: Slug
    kind: Literal["misprint", "contradiction", "truncated-rate", "two-names", "undefined", "unverified"]
    text: Text
    text_en: Text


class ProgramRecord(CitedRecord):
    """One file of seeds/facts/programs/: a program with everything that hangs on it."""

    slug: Slug
    name: Text
    name_en: Text
    region: DivisionCode
    chain: Slug
    scope: str = ""
    scope_en: str = ""
    state: Literal["planned", "running", "completed", "unstated"] = "unstated"
    start_year: Year | None = None
    end_year: Year | None = None
    lead_agency: str = ""
    lead_agency_en: str = ""
    goal: str = ""
    goal_en: str = ""
    summary: Text
    summary_en: Text
    measures: list[MeasureRecord] = []
    observations: list[ObservationRecord] = []
    reported_changes: list[ChangeRecord] = []
    source_notes: list[NoteRecord] = []


class LeftOutRecord(Record):
    """A row of the fact table that no record carries, and why."""

    fact: FactId
    reason: Text


class EvidenceCheckRecord(Record):
    """A record that `verify_evidence --record` found in its article, and the digest of what it said then."""

    record: Text
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]
    checked_on: datetime.date


class Seeds(Record):
    """All seed files together, in the order they are loaded."""

    regions: list[RegionRecord]
    industry_classes: list[IndustryClassRecord]
    chains: list[ChainRecord]
    indicators: list[IndicatorRecord]
    breakdowns: list[BreakdownRecord]
    sources: list[SourceRecord]
    programs: list[ProgramRecord]
    left_out: list[LeftOutRecord]
    evidence_checks: list[EvidenceCheckRecord]
