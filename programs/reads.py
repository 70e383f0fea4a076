"""Reads that join tables of this app, each named after the page that needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from programs.knowledge import as_known, known_at
from programs.models import Citation, IndustryChain, Measure, Program, Region, Revision, SourceDocument, SourceNote
from programs.models.base import Publication, Publishable
from programs.models.measure import Category
from programs.models.region import DIVISION_CODE
from programs.models.searchable import unread


def find_region(code: str) -> Region | None:
    """The region of a division code, or of a code that it had before; None for what is no code."""
    if not re.fullmatch(DIVISION_CODE, code):
        return None
    return Region.objects.filter(code=code).first() or Region.objects.filter(former_codes__code=code).first()


def found(rows: QuerySet, **lookup: str) -> Any | None:
    """The row at an address; on a page of the past also the one that has the address today."""
    row = rows.filter(**lookup).first()
    if row is None and known_at():
        with as_known(None):
            key = rows.model._default_manager.filter(**lookup).values_list("pk", flat=True).first()
        row = rows.filter(pk=key).first() if key else None
    return row


def ancestors(region: Region) -> list[Region]:
    """From the province down to the parent."""
    return list(Region.objects.filter(code__in=region.ancestor_codes).order_by("path"))


@dataclass(frozen=True)
class RegionRow:
    """A region of the tree with the number of published programs in it and below."""

    region: Region
    depth: int
    program_count: int


def region_tree(*, with_programs_only: bool = False) -> list[RegionRow]:
    """All regions in the order of the tree, with the programs of each subtree; two queries whatever the size."""
    counts: Counter[str] = Counter()
    for path in Program.objects.live().values_list("region__path", flat=True):
        counts.update(path.split("/")[:-1])
    regions = Region.objects.for_list()
    if with_programs_only:
        regions = regions.filter(code__in=counts)
    return [RegionRow(region, region.path.count("/") - 1, counts[region.code]) for region in regions]


def regions_with_programs() -> dict[str, datetime]:
    """By region code, for every region with published programs in it or below: when one of them last changed."""
    found: dict[str, datetime] = {}
    for path, changed in Program.objects.live().order_by().values_list("region__path", "updated_at").iterator():
        for code in path.split("/")[:-1]:
            found[code] = max(changed, found.get(code, changed))
    return found


def measures_by_category(program: Program) -> list[tuple[str, list[Measure]]]:
    """The published measures of a program under their category's name, in the order of the categories."""
    order = {value: number for number, value in enumerate(Category.values)}
    rows = list(
        Measure.objects.live()
        .filter(program=program)
        .select_related("citation__document")
        .defer(*Measure.UNREAD_BESIDE, *unread(citation__document=SourceDocument))
        .prefetch_related("other_citations__document")
    )
    rows.sort(key=lambda m: (order[m.category], m.position, m.pk))
    return [(str(Category(key).label), list(group)) for key, group in groupby(rows, key=lambda m: m.category)]


def dated_measures(program: Program) -> list[Measure]:
    """The published measures whose year a source gives."""
    return list(Measure.objects.live().filter(program=program, start_year__isnull=False).order_by("start_year", "pk"))


def source_notes(program: Program) -> list[SourceNote]:
    """The published notes on the program's sources, the weighty ones first."""
    weight = {kind.value: number for number, kind in enumerate(SourceNote.WEIGHT)}
    rows = (
        SourceNote.objects.live()
        .filter(program=program)
        .select_related("citation__document")
        .defer(*unread(citation__document=SourceDocument))
        .prefetch_related("other_citations__document")
    )
    return sorted(rows, key=lambda note: (weight[note.kind], note.pk))


def chains_with_programs() -> list[tuple[IndustryChain, list[Program]]]:
    """Every chain with its published programs in the order of the regions' tree."""
    programs = list(Program.objects.for_list())
    chains = IndustryChain.objects.prefetch_related("classes").order_by("slug")
    return [(chain, [p for p in programs if p.chain_id == chain.pk]) for chain in chains]


def settled_citations(keys: Collection[Any], *, by_review: bool = True) -> set[int]:
    """Those places that a record rests on which the public has seen or a reviewer is looking at: their words are part
    of what was, or is to be, approved. `by_review=False` leaves out what is only being looked at.
    """
    seen = {Publication.PUBLISHED, Publication.WITHDRAWN} | ({Publication.IN_REVIEW} if by_review else set())
    settled: set[int] = set()
    for relation in Citation._meta.related_objects:
        model: Any = relation.related_model
        if issubclass(model, Publishable):
            name = relation.field.name
            rows = model._default_manager.filter(publication__in=seen, **{f"{name}__in": keys})
            settled |= set(rows.order_by().values_list(name, flat=True))
    if not by_review:
        return settled
    for changes in Revision.objects.filter(state=Revision.State.IN_REVIEW).values_list("changes", flat=True):
        settled |= {changes.get("citation"), *changes.get("other_citations", [])} & set(keys)
    return settled
