"""The lists of the interface: each resource with the filters that narrow it and a sentence about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES, Resource
from indicators.exports.rows import Row
from programs.reads import find_region
from qualityportal.api import filters as narrowing
from qualityportal.api.values import Number, Slug


def region_by_code(code: str) -> Q:
    """A former code leads to the region too, as on the pages."""
    region = find_region(code)
    return Q(pk=region.pk) if region else Q(pk__in=[])


@dataclass(frozen=True)
class List:
    """`about` is a message id; `find` is how one record is found by its key, where the key alone does not do."""

    resource: Resource
    filters: type[narrowing.Filters]
    about: str
    find: Callable[[Any], Q] | None = None

    @property
    def key_type(self) -> Any:
        return Number if self.resource.key == "id" else Slug

    def records(self, chosen: narrowing.Filters) -> QuerySet[Any]:
        return self.resource.published().filter(chosen.get_filter_expression())

    def rows(self, records: Iterable[Any], links: Links) -> Iterator[Row]:
        return (self.resource.row_of(record, links) for record in records)

    def by_key(self, key: Any) -> Q:
        return self.find(key) if self.find else Q(**{self.resource.key: key})


LISTS = (
    List(
        RESOURCES["observations"],
        narrowing.ObservationFilters,
        _("Figures: one value of an indicator for one program, with sign, period, status and where it is stated."),
    ),
    List(
        RESOURCES["changes"],
        narrowing.ChangeFilters,
        _("Changes that sources state, each beside what the published figures give."),
    ),
    List(
        RESOURCES["programs"],
        narrowing.ProgramFilters,
        _("Programs: what one region does for the quality of one industry chain."),
    ),
    List(RESOURCES["measures"], narrowing.MeasureFilters, _("Measures: what a program does.")),
    List(
        RESOURCES["indicators"],
        narrowing.IndicatorFilters,
        _("Indicators: what is measured, with unit and definition. Unlike scopes are different indicators."),
    ),
    List(RESOURCES["regions"], narrowing.RegionFilters, _("Regions by GB/T 2260."), region_by_code),
    List(RESOURCES["chains"], narrowing.ChainFilters, _("Industry chains, with the classes of GB/T 4754 they cross.")),
    List(
        RESOURCES["sources"],
        narrowing.SourceFilters,
        _("The documents that figures and measures were taken from."),
    ),
)
