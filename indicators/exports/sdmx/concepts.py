"""The components of the two dataflows: which concept is a dimension, which an attribute, and how each is written.

A concept takes its title and meaning from the column of `ObservationRow` that carries it, so that a word stands for the
same thing in CSV, XLSX, JSON and SDMX. Ids of cross-domain concepts are those of SDMX:CROSS_DOMAIN_CONCEPTS(2.0).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from indicators.exports.both_languages import in_both
from indicators.exports.rows.observations import ObservationRow

AGENCY = "QP"
VERSION = "1.0.0"


@dataclass(frozen=True)
class Concept:
    """`codes` names a codelist; without one, `data_type` is SDMX's data type of the value."""

    id: str
    field: str = ""
    codes: str = ""
    data_type: str = "String"
    mandatory: bool = True
    title: str = ""
    meaning: str = ""

    @property
    def names(self) -> dict[str, str]:
        return in_both(self.title or str(ObservationRow.model_fields[self.field].title))

    @property
    def descriptions(self) -> dict[str, str]:
        return in_both(self.meaning or str(ObservationRow.model_fields[self.field].description))


FREQ = Concept(
    "FREQ",
    codes="CL_FREQ",
    title=_("Frequency"),
    meaning=_("Length of the period of a figure; figures over periods of unlike length never share a series."),
)
TIME_PERIOD = Concept(
    "TIME_PERIOD",
    data_type="ObservationalTimePeriod",
    title=_("Period"),
    meaning=_("Year, month or day, else a time range: first day and length, for example 2021-01-01/P8M."),
)
STAGE = Concept("STAGE", "stage_order")
OBS_VALUE = Concept("OBS_VALUE", "value", data_type="Decimal")

PLACED = (
    Concept("REF_AREA", "region", "CL_AREA"),
    Concept("PROGRAM", "program", "CL_PROGRAM"),
    Concept("INDICATOR", "indicator", "CL_INDICATOR"),
    Concept("BREAKDOWN", "breakdown", "CL_BREAKDOWN"),
    Concept("ROLE", "role", "CL_ROLE"),
)
SAID = (
    Concept("OBS_STATUS", "obs_status", "CL_OBS_STATUS"),
    Concept("COMPARATOR", "comparator", "CL_COMPARATOR"),
    Concept("UNIT_MEASURE", "unit_measure", "CL_UNIT_MEASURE"),
    Concept("UNIT_MULT", "unit_mult", "CL_UNIT_MULT"),
    Concept("DECIMALS", "decimals", data_type="Integer"),
    Concept("CHAIN", "chain", "CL_CHAIN"),
)
TRACED = (
    Concept("SOURCE", "source"),
    Concept("PARAGRAPH", "paragraph", data_type="Integer"),
    Concept("AS_STATED", "phrase"),
    Concept("OTHER_CITATIONS", "other_citations", mandatory=False),
    Concept("SOURCE_NOTES", "notes", mandatory=False),
    Concept("PERMALINK", "permalink", data_type="URI"),
)
INFERRED = (
    Concept("PERIOD_INFERRED", "period_inferred", data_type="Boolean"),
    Concept("INFERENCE", "inference", mandatory=False),
)
STAGED_AS = (Concept("STAGE_LABEL", "stage_label"),)


@dataclass(frozen=True)
class Flow:
    """A dataflow and its data structure, which share one id. Figures without a date have no TIME_PERIOD to give, and
    SDMX lets no observation of a structure with a time dimension go without one: they are a dataflow of their own.
    """

    id: str
    title: str
    meaning: str
    dimensions: tuple[Concept, ...]
    attributes: tuple[Concept, ...]
    is_dated: bool

    @property
    def components(self) -> tuple[Concept, ...]:
        """In the order that SDMX-CSV asks for: dimensions, measure, attributes."""
        return (*self.dimensions, OBS_VALUE, *self.attributes)

    @property
    def reference(self) -> str:
        return f"{AGENCY}:{self.id}({VERSION})"


DATED = Flow(
    "DATED",
    _("Figures with a period"),
    _("Figures of quality programs whose source gives the period, or where it was inferred and is marked so."),
    (FREQ, *PLACED, TIME_PERIOD),
    (*SAID, *INFERRED, *TRACED),
    is_dated=True,
)
STAGED = Flow(
    "STAGED",
    _("Figures without a period"),
    _("Figures of quality programs whose source gives no date: before and after, or a single one."),
    (*PLACED, STAGE),
    (*SAID, *STAGED_AS, *TRACED),
    is_dated=False,
)
FLOWS = (DATED, STAGED)


def all_concepts() -> list[Concept]:
    """Each concept once, in the order of the flows."""
    return list({concept.id: concept for flow in FLOWS for concept in flow.components}.values())
