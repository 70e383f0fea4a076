"""The lists of the interface: each resource with the filters that narrow it and a sentence about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES, Resource, in_key_order
from indicators.exports.rows import Row
from indicators.models import Observation, ReportedChange
from indicators.reads import figure_count, live_parts
from programs.knowledge import known_at
from programs.reads import find_region, public_contents, source_count
from qualityportal.api.filters import (
    ChainFilters,
    ChangeFilters,
    Filters,
    IndicatorFilters,
    MeasureFilters,
    ObservationFilters,
    ProgramFilters,
    RegionFilters,
    SourceFilters,
)
from qualityportal.api.values import Number, Slug


def region_by_code(code: str) -> Q:
    """A former code leads to the region too, as on the pages."""
    region = find_region(code)
    return Q(pk=region.pk) if region else Q(pk__in=[])


def figures_kept(chosen: ObservationFilters) -> int | None:
    """Where all figures are asked for, or all of one indicator."""
    asked = chosen.model_dump(exclude_none=True)
    if not asked:
        return public_contents().figures
    return figure_count(asked["indicator"]) if set(asked) == {"indicator"} else None


def sources_kept(chosen: SourceFilters) -> int | None:
    """Where all documents are asked for."""
    return None if chosen.model_dump(exclude_none=True) else source_count()


@dataclass(frozen=True)
class List:
    """`about` is a message id. `find` is how one record is found by its key, where the key alone does not do; `counted`
    the same records as the resource has, read in the way that is fastest to count; `kept` how many the filters leave,
    where that is known without counting.
    """

    resource: Resource
    filters: type[Filters]
    about: str
    find: Callable[[Any], Q] | None = None
    counted: Callable[[], QuerySet[Any]] | None = None
    kept: Callable[[Any], int | None] = lambda _chosen: None

    @property
    def key_type(self) -> Any:
        return Number if self.resource.key == "id" else Slug

    def order(self, chosen: Filters) -> tuple[str, ...]:
        """By key; who asks for what is new gets it in the order in which it was written."""
        return ("updated_at", self.resource.key) if chosen.updated_since else (self.resource.key,)

    def keys(self, condition: Q) -> QuerySet[Any]:
        return self.resource.published().prefetch_related(None).filter(condition)

    def count(self, condition: Q, chosen: Filters) -> int:
        kept = None if known_at() else self.kept(chosen)
        if kept is not None:
            return kept
        return (self.counted or self.resource.published)().order_by().filter(condition).count()

    def records(self, keys: Iterable[Any]) -> QuerySet[Any]:
        return self.resource.published().filter(**{f"{self.resource.key}__in": keys})

    def all_records(self, condition: Q) -> Iterator[Any]:
        return in_key_order(self.resource, self.resource.published().filter(condition))

    def record(self, key: Any) -> Any:
        found = self.find(key) if self.find else Q(**{self.resource.key: key})
        return self.resource.published().filter(found).first()

    def rows(self, records: Iterable[Any], links: Links) -> Iterator[Row]:
        return (self.resource.row_of(record, links) for record in records)


LISTS = (
    List(
        RESOURCES["observations"],
        ObservationFilters,
        _("Figures: one value of an indicator for one program, with sign, period, status and where it is stated."),
        counted=lambda: live_parts(Observation),
        kept=figures_kept,
    ),
    List(
        RESOURCES["changes"],
        ChangeFilters,
        _("Changes that sources state, each beside what the published figures give."),
        counted=lambda: live_parts(ReportedChange),
    ),
    List(
        RESOURCES["programs"],
        ProgramFilters,
        _("Programs: what one region does for the quality of one industry chain."),
    ),
    List(RESOURCES["measures"], MeasureFilters, _("Measures: what a program does.")),
    List(
        RESOURCES["indicators"],
        IndicatorFilters,
        _("Indicators: what is measured, with unit and definition. Unlike scopes are different indicators."),
    ),
    List(RESOURCES["regions"], RegionFilters, _("Regions by GB/T 2260."), region_by_code),
    List(RESOURCES["chains"], ChainFilters, _("Industry chains, with the classes of GB/T 4754 they cross.")),
    List(
        RESOURCES["sources"],
        SourceFilters,
        _("The documents that figures and measures were taken from."),
        kept=sources_kept,
    ),
)
