"""Reads that join tables of this app, each named after the page that needs it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connections
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Window
from django.db.models.functions import Coalesce, RowNumber

from programs.knowledge import as_known, known_at
from programs.long_lists import in_order
from programs.models import (
    Citation,
    IndustryChain,
    Measure,
    Program,
    ProgramTally,
    Region,
    RegionTally,
    Revision,
    SourceNote,
    SourceTally,
)
from programs.models.base import Publication, Publishable
from programs.models.measure import Category
from programs.models.region import DIVISION_CODE


def find_region(code: str) -> Region | None:
    """The region of a division code, or of a code that it had before; None for what is no code."""
    if not re.fullmatch(DIVISION_CODE, code):
        return None
    return Region.objects.filter(code=code).first() or Region.objects.filter(former_codes__code=code).first()


def found(rows: QuerySet, **lookup: str) -> Any | None:
    """The row at an address; on a page of the past also the one that has the address today."""
    row = rows.filter(**lookup).order_by("pk").first()  # an order of its own would join other tables
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


def region_tree(most: int = 200) -> list[RegionRow]:
    """All regions in the order of the tree, with the programs of each subtree; of more than `most` the provinces."""
    regions = Region.objects.for_list()
    if regions.count() > most:
        regions = regions.filter(parent__isnull=True)
    return _rows_of(regions)


def regions_to_choose(chosen: Region | None, most: int = 60) -> list[RegionRow]:
    """The regions that have programs; of more than `most` the provinces, and around the chosen one what lies above it,
    beside it and next below.
    """
    regions = Region.objects.for_list()
    if _hold_programs_more_than(most):
        near = Q(parent__isnull=True)
        if chosen:
            near |= Q(parent__code__in=[*chosen.ancestor_codes, chosen.code])
        regions = regions.filter(near)
    return _rows_of(regions, empty=False)


def _hold_programs_more_than(number: int) -> bool:
    """Whether more regions than that have programs, in them or below."""
    if known_at():
        return len(_counts_then()) > number
    return RegionTally.objects.filter(programs__gt=0)[number : number + 1].exists()


def regions_below(region: Region) -> list[RegionRow]:
    """The divisions next below."""
    return _rows_of(Region.objects.filter(parent=region).order_by("path"))


def _rows_of(regions: QuerySet[Region], *, empty: bool = True) -> list[RegionRow]:
    """With or without those that have no programs."""
    regions = regions.defer(*Region.UNREAD_BESIDE)
    if known_at():
        then = _counts_then()
        counted = [(region, then[region.code]) for region in regions if empty or region.code in then]
    else:
        rows = regions if empty else regions.filter(tally__programs__gt=0)
        kept = rows.annotate(kept=Coalesce("tally__programs", 0))
        counted = [(region, region.kept) for region in kept]
    return [RegionRow(region, region.path.count("/") - 1, number) for region, number in counted]


def _counts_then() -> Counter[str]:
    """By the code of each region that had published programs, in it or below, how many; no such count is kept."""
    counts: Counter[str] = Counter()
    by_path = Program.objects.live().order_by().values_list("region__path").annotate(n=Count("pk"))
    for path, number in by_path:
        counts.update(dict.fromkeys(path.split("/")[:-1], number))
    return counts


def regions_with_programs() -> dict[str, datetime]:
    """By region code, for every region with published programs in it or below: when one of them last changed."""
    found: dict[str, datetime] = {}
    for path, changed in Program.objects.live().order_by().values_list("region__path", "updated_at").iterator():
        for code in path.split("/")[:-1]:
            found[code] = max(changed, found.get(code, changed))
    return found


def measures_of(program: Program) -> list[Measure]:
    """The published measures of a program with all that its page shows of them but their citations (see
    `attach_citations`), in the order of the categories.
    """
    order = {value: number for number, value in enumerate(Category.values)}
    rows = Measure.objects.live().filter(program=program).order_by().defer(*Measure.UNREAD_IN_LISTS)
    return sorted(rows, key=lambda m: (order[m.category], m.position, m.pk))


def by_category(measures: Iterable[Measure]) -> list[tuple[str, list[Measure]]]:
    """Measures in the order of the categories, under their category's name."""
    return [(str(Category(key).label), list(group)) for key, group in groupby(measures, key=lambda m: m.category)]


def dated_measures(program: Program) -> list[Measure]:
    """The published measures whose year a source gives."""
    rows = Measure.objects.live().filter(program=program, start_year__isnull=False)
    return list(rows.defer(*Measure.UNREAD_IN_LISTS))


def source_notes(program: Program) -> list[SourceNote]:
    """The published notes on the program's sources but their citations (see `attach_citations`), the weighty ones
    first.
    """
    weight = {kind.value: number for number, kind in enumerate(SourceNote.WEIGHT)}
    rows = SourceNote.objects.live().filter(program=program).order_by().defer(*SourceNote.BACKSTAGE)
    return sorted(rows, key=lambda note: (weight[note.kind], note.pk))


@dataclass(frozen=True)
class ChainRow:
    """A chain with its first published programs by place, and how many it has."""

    chain: IndustryChain
    programs: list[Program]
    program_count: int

    @property
    def has_more(self) -> bool:
        return self.program_count > len(self.programs)


@dataclass(frozen=True)
class Contents:
    """How much the portal shows."""

    programs: int
    measures: int
    figures: int


def public_contents() -> Contents:
    """All of it is counted as it is written, program by program."""
    found = ProgramTally.objects.filter(public=1).aggregate(
        programs=Count("pk"), measures=Sum("measures", default=0), figures=Sum("figures", default=0)
    )
    return Contents(**found)


def source_count() -> int:
    """How many documents the public sees, counted as they are written."""
    return int(SourceTally.objects.aggregate(documents=Sum("documents", default=0))["documents"])


def chains_to_list() -> QuerySet[Any]:
    """All chains in the order of lists, each with its `program_count`: how many published programs it has."""
    chains = IndustryChain.objects.annotate(program_count=Coalesce("tally__programs", 0))
    return chains.defer(*IndustryChain.FOUND_BY).order_by("slug")


def chains_with_programs(chains: Iterable[Any], first: int = 4) -> list[ChainRow]:
    """These rows of `chains_to_list`, each with its first programs in the order of the regions' tree; two queries."""
    chains = list(chains)
    keys = _first_of([chain.pk for chain in chains], first)
    shown: dict[int, list[Program]] = defaultdict(list)
    for program in in_order(keys, Program.objects.for_list().filter(pk__in=keys)) if keys else ():
        shown[program.chain_id].append(program)
    return [ChainRow(chain, shown[chain.pk], chain.program_count) for chain in chains]


def _first_of(chains: Sequence[int], first: int) -> list[int]:
    """The keys of the first programs of each chain, in the order of the regions' tree.

    SQLite finds them chain by chain in a third of the time that numbering them all takes; PostgreSQL, which would walk
    all regions for each chain, numbers them.
    """
    live, order = Program.objects.live().order_by(), ("region__path", "slug")
    if connections[live.db].vendor == "sqlite":
        of_chain = live.filter(chain=OuterRef("pk")).order_by(*order).values("pk")[:first]
        found = IndustryChain.objects.filter(pk__in=chains).order_by().values_list(KeysOf(of_chain), flat=True)
        return [int(key) for keys in found if keys for key in keys.split(",")]
    placed = live.filter(chain__in=chains).annotate(
        place=Window(RowNumber(), partition_by=F("chain"), order_by=[F(field) for field in order])
    )
    return list(placed.filter(place__lte=first).order_by("place").values_list("pk", flat=True))


class KeysOf(Subquery):
    """The keys that a subquery gives, in its order, as one text: "3,17,5". For SQLite."""

    template = "(SELECT group_concat(pk) FROM (%(subquery)s))"
    output_field = TextField()


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
