"""The tables of this app: programs, measures, sources, the places cited in them, and source notes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from programs.models import Citation, IndustryChain, Measure, Program, Region, SourceDocument, SourceNote
from programs.reads import settled_citations
from programs.tabular.columns import Column, column_of
from programs.tabular.finders import CitationFinder, Finder, Reference, References, RegionFinder
from programs.tabular.table import Table, register

REGIONS = RegionFinder(Region, "code")
CHAINS = Finder(IndustryChain, "slug")
PROGRAMS = Finder(Program, "slug", ["region"])
DOCUMENTS = Finder(SourceDocument, "slug", ["region"])
CITATIONS = CitationFinder(Citation, "phrase", ["document__region"])
NOTES = Finder(SourceNote, "slug")


def columns(model: Any, names: str, finders: dict[str, Finder] | None = None) -> tuple[Column, ...]:
    """The columns of a model in this order; those that name other records find them by `finders`."""
    finders = {"citation": CITATIONS, "other_citations": CITATIONS, "program": PROGRAMS} | (finders or {})
    return tuple(_column(model, name, finders) for name in names.split())


def _column(model: Any, name: str, finders: dict[str, Finder]) -> Column:
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        return References(field, finders[name])
    return Reference(field, finders[name]) if field.is_relation else column_of(model, name)


def fixed_citations(keys: Collection[int]) -> tuple[set[int], str]:
    """Those that stay as they are, and why."""
    fixed = settled_citations(keys)
    return fixed, _("A published record rests on this place, so it stays as it is. Add the right place as a new row.")


register(
    Table(
        Program,
        columns(
            Program,
            "slug name name_en region chain scope scope_en state start_year end_year lead_agency lead_agency_en "
            "summary summary_en goal goal_en citation other_citations publication",
            {"region": REGIONS, "chain": CHAINS},
        ),
        key=("slug",),
        sieve=("slug",),
        related=("region", "chain", "citation__document"),
    )
)
register(
    Table(
        Measure,
        columns(
            Measure,
            "program slug category title title_en state detail detail_en document_number start_year end_year position "
            "citation other_citations publication",
        ),
        key=("program", "slug"),
        sieve=("program", "slug"),
        related=("program__region", "citation__document"),
    )
)
register(
    Table(
        SourceDocument,
        columns(
            SourceDocument,
            "slug title title_en title_is_ours issuer published_on address file_name sha256 region remark remark_en "
            "publication",
            {"region": REGIONS},
        ),
        key=("slug",),
        sieve=("slug",),
        related=("region",),
    )
)
register(
    Table(
        Citation,
        columns(Citation, "id document paragraph phrase", {"document": DOCUMENTS}),
        key=("document", "paragraph", "phrase"),
        sieve=("document", "paragraph", "phrase"),
        related=("document__region",),
        fixed=fixed_citations,
    )
)
register(
    Table(
        SourceNote,
        columns(
            SourceNote,
            "slug kind document program text text_en citation other_citations publication",
            {"document": DOCUMENTS},
        ),
        key=("slug",),
        sieve=("slug",),
        related=("program__region", "document__region", "citation__document"),
    )
)
