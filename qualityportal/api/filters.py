"""What narrows each list: the filters of the pages, and those of a figure, each a documented parameter."""

from __future__ import annotations

from typing import Annotated, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_noop as _
from ninja import FilterLookup, FilterSchema
from pydantic import Field

from indicators.models.indicator import Topic
from indicators.rules.changes import Kind as ChangeKind
from indicators.rules.quantities import Comparator
from indicators.rules.series import Role, Status
from indicators.search import Indicators
from programs import narrowing
from programs.finding import Kind
from programs.models import Measure, Program
from programs.models.measure import Category
from programs.models.region import Level
from programs.search import Chains, Measures, Regions, Sources, programs_matching
from qualityportal.api import named
from qualityportal.api.values import Day, Moment, OneOf, RegionCode, Slug, Words, Year

InRegion = Annotated[
    RegionCode | None,
    Field(
        description=_("Code of a region, present or former; the list holds what lies in it or below."),
        examples=["360000"],
    ),
]
OfChain = Annotated[Slug | None, Field(description=_("Slug of an industry chain."), examples=["ceramics"])]
OfProgram = Annotated[Slug | None, Field(description=_("Slug of a program."), examples=["jingdezhen-ceramics"])]
OfIndicator = Annotated[Slug | None, Field(description=_("Code of an indicator."), examples=["export-value"])]
Search = Annotated[
    Words | None,
    Field(description=_("Words to find, at most eight, as in the search of the portal; names also by pinyin.")),
]
Since = Annotated[
    Moment | None,
    FilterLookup("updated_at__gte"),
    Field(
        description=_("Only what was written at this time or later: a day, or a time by ISO 8601 (UTC if not said)."),
        examples=["2026-01-01T00:00:00Z"],
    ),
]
TOPIC = _("Topic of the indicator: results of the industry, or a category of measures.")


class Filters(FilterSchema):
    """The parameters that narrow one list. `found_by` is how the search of the portal finds such records.

    The library asks each `filter_…` also for None, where the parameter was not given.
    """

    found_by: ClassVar[Kind]

    updated_since: Since = None


class Searched(Filters):
    q: Search = None

    def filter_q(self, typed: str | None) -> Q:
        words = named.words(typed) if typed else ()
        return self.found_by.condition(words) if words else Q()


class RegionFilters(Searched):
    found_by = Regions()

    region: InRegion = None
    level: Annotated[Annotated[str, OneOf(Level)] | None, Field(description=_("Level of the region."))] = None

    def filter_region(self, code: str | None) -> Q:
        return Q(path__startswith=named.region(code).path) if code else Q()


class ChainFilters(Searched):
    found_by = Chains()


class SourceFilters(Searched):
    found_by = Sources()


class IndicatorFilters(Searched):
    found_by = Indicators()

    topic: Annotated[Annotated[str, OneOf(Topic)] | None, Field(description=TOPIC)] = None


class ProgramFilters(Filters):
    q: Search = None
    region: InRegion = None
    chain: OfChain = None
    status: Annotated[
        Annotated[str, OneOf(Program.State)] | None,
        FilterLookup("state"),
        Field(description=_("State of the program.")),
    ] = None
    category: Annotated[
        Annotated[str, OneOf(Category)] | None, Field(description=_("Programs with a measure of this category."))
    ] = None
    year: Annotated[
        Year | None,
        Field(description=_("Programs that ran or took a measure in this year, as far as sources give years.")),
    ] = None

    def filter_q(self, typed: str | None) -> Q:
        words = named.words(typed) if typed else ()
        return Q(pk__in=programs_matching(words, Program.objects.live()).order_by().values("pk")) if words else Q()

    def filter_region(self, code: str | None) -> Q:
        return narrowing.lies_in(named.region(code)) if code else Q()

    def filter_chain(self, slug: str | None) -> Q:
        return Q(chain=named.chain(slug)) if slug else Q()

    def filter_category(self, category: str | None) -> Q:
        return narrowing.has_measure_of(category) if category else Q()

    def filter_year(self, year: int | None) -> Q:
        return narrowing.active_in(year) if year else Q()


class PartFilters(Filters):
    """For what belongs to a program."""

    program: OfProgram = None
    region: InRegion = None
    chain: OfChain = None

    def filter_program(self, slug: str | None) -> Q:
        return Q(program=named.program(slug)) if slug else Q()

    def filter_region(self, code: str | None) -> Q:
        return _of_programs(narrowing.lies_in(named.region(code))) if code else Q()

    def filter_chain(self, slug: str | None) -> Q:
        return _of_programs(Q(chain=named.chain(slug))) if slug else Q()


def _of_programs(condition: Q) -> Q:
    """Of any of these programs, without joining them: a join invites a database to begin with the programs and to sort
    all that they have, for one page of it.
    """
    return Q(program__in=Program.objects.filter(condition).order_by().values("pk"))


class MeasureFilters(PartFilters, Searched):
    found_by = Measures()

    status: Annotated[
        Annotated[str, OneOf(Measure.State)] | None,
        FilterLookup("state"),
        Field(description=_("State of the measure.")),
    ] = None
    category: Annotated[Annotated[str, OneOf(Category)] | None, Field(description=_("Category of the measure."))] = None
    year: Annotated[Year | None, Field(description=_("Measures whose stated years take in this one."))] = None

    def filter_year(self, year: int | None) -> Q:
        return narrowing.spans(year) if year else Q()


class MeasuredFilters(PartFilters):
    """For what is measured by an indicator."""

    indicator: OfIndicator = None
    topic: Annotated[
        Annotated[str, OneOf(Topic)] | None, FilterLookup("indicator__topic"), Field(description=TOPIC)
    ] = None
    comparator: Annotated[
        Annotated[str, OneOf(Comparator)] | None,
        Field(description=_("Sign: eq exactly, gt more than, ge at least, lt less than, le at most, ap about.")),
    ] = None

    def filter_indicator(self, code: str | None) -> Q:
        return Q(indicator=named.indicator(code)) if code else Q()


class ObservationFilters(MeasuredFilters):
    role: Annotated[
        Annotated[str, OneOf(Role)] | None, Field(description=_("A plan has the role target and is no result."))
    ] = None
    obs_status: Annotated[
        Annotated[str, OneOf(Status)] | None, Field(description=_("Status of the figure, as in SDMX."))
    ] = None
    period_from: Annotated[
        Day | None,
        FilterLookup("period_start__gte"),
        Field(
            description=_("Only figures whose period begins on this day or later; leaves out undated ones."),
            examples=["2019-01-01"],
        ),
    ] = None
    period_to: Annotated[
        Day | None,
        FilterLookup("period_end__lte"),
        Field(
            description=_("Only figures whose period ends on this day or earlier; leaves out undated ones."),
            examples=["2024-12-31"],
        ),
    ] = None


class ChangeFilters(MeasuredFilters):
    kind: Annotated[Annotated[str, OneOf(ChangeKind)] | None, Field(description=_("How the change is expressed."))] = (
        None
    )
