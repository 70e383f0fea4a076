"""What can be found of what governments run; only what is published, asked anew with every search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from programs.finding import Kind, Text, any_of, asking, own_match, own_read, own_texts, own_ways, reading
from programs.holding import is_common
from programs.models import FormerRegionCode, IndustryChain, Measure, Program, Region, SourceDocument
from programs.models.base import Publication
from programs.models.region import Level
from programs.rules.pinyin import initials_of

NAMES = ("name", "name_en")


def _named(*ways: str) -> list[str]:
    """What a result reads of the records beside it."""
    return [f"{way}__{field}" for way in ways for field in (*NAMES, "search_pinyin")]


class Programs(Kind):
    """A program also answers to its chain, its region and the regions above it."""

    key = "programs"
    model = Program
    shown = (
        *("slug", "start_year", "end_year", "region__parent__parent__parent"),
        *_named("chain", "region", "region__parent", "region__parent__parent"),
    )
    is_long = True
    program = "pk"
    order = ("region__path", "slug")

    def rows(self) -> QuerySet[Program]:
        live = super().rows().filter(publication=Publication.PUBLISHED)
        return live.select_related("region__parent__parent", "chain")

    def matches(self, word: str) -> Q:
        return any_of(*self.ways(word))

    def ways(self, word: str) -> list[QuerySet[Any]]:
        return _programs_where(own_match(Program, word), _of_place(word), _of_chain(word))

    def answers(self, word: str) -> Q:
        return own_read(word) | _of_place(word) | _of_chain(word)

    def texts(self, row: Program) -> list[Text]:
        chain = own_texts(row.chain, NAMES, _("industry chain"))
        return [*own_texts(row), *chain, *_region_texts(row.region)]

    def about(self, row: Program) -> Iterable[str]:
        return row.region.label, row.chain.label, row.years_label


class Measures(Kind):
    """Words may also name the measure's program or its place, as long as one stands in the measure itself."""

    key = "measures"
    model = Measure
    shown = (
        *("slug", "category", "program__slug", "program__region__parent__parent__parent"),
        *_named("program", "program__region", "program__region__parent", "program__region__parent__parent"),
    )
    is_long = True
    program = "program"
    order = ("program__region__path", "program__slug", "category", "position", "pk")

    def rows(self) -> QuerySet[Measure]:
        public = {"publication": Publication.PUBLISHED, "program__publication": Publication.PUBLISHED}
        return super().rows().filter(**public).select_related("program__region__parent__parent")

    def condition(self, words: Sequence[str], common: Collection[str] = ()) -> Q:
        own = reduce(or_, (own_read(word) if common else own_match(Measure, word) for word in words))
        return own & super().condition(words, common) if len(words) > 1 else own

    def matches(self, word: str) -> Q:
        ways = own_match(Measure, word), _of_named_program(word)
        return any_of(*(Measure.objects.filter(way).values("pk") for way in ways))

    def answers(self, word: str) -> Q:
        return own_read(word) | _of_named_program(word)

    def texts(self, row: Measure) -> list[Text]:
        return [*own_texts(row), *own_texts(row.program, NAMES, _("program")), *_region_texts(row.program.region)]

    def url(self, row: Measure) -> str:
        return f"{row.program.get_absolute_url()}#{row.anchor}"

    def about(self, row: Measure) -> Iterable[str]:
        return row.program.label, row.get_category_display()


class Regions(Kind):
    """By name, by division code and by the codes it had before; regions that hold a program come first."""

    key = "regions"
    model = Region
    shown = ("code", "level", "parent__parent__parent", *_named("parent", "parent__parent"))
    order = ("-has_programs", "path")

    def rows(self) -> QuerySet[Region]:
        programs = Program.objects.live().filter(region=OuterRef("pk"))
        rows = super().rows().select_related("parent__parent").prefetch_related("former_codes")
        return rows.annotate(has_programs=Exists(programs))

    def matches(self, word: str) -> Q:
        if not (word.isdigit() and word.isascii()):
            return own_match(Region, word)
        former = FormerRegionCode.objects.filter(code__startswith=word)
        return own_match(Region, word) | Q(code__startswith=word) | Q(pk__in=former.values("region"))

    def texts(self, row: Region) -> list[Text]:
        codes = [Text(_("code"), row.code), *(Text(_("former code"), old.code) for old in row.former_codes.all())]
        return [*own_texts(row), *codes]

    def about(self, row: Region) -> Iterable[str]:
        above = [region.label for region in row.line[:-1]]
        return row.get_level_display(), row.code, *above


class Chains(Kind):
    key = "chains"
    model = IndustryChain
    shown = ("slug",)
    order = ("slug",)


class Sources(Kind):
    key = "sources"
    model = SourceDocument
    shown = ("slug", "published_on")
    is_long = True
    order = ("slug",)

    def rows(self) -> QuerySet[SourceDocument]:
        return super().rows().filter(publication=Publication.PUBLISHED)

    def about(self, row: SourceDocument) -> Iterable[str]:
        return row.issuer, row.published_on.isoformat() if row.published_on else ""


def _of_place(word: str) -> Q:
    return Q(region__in=regions_and_below(word))


def _of_chain(word: str) -> Q:
    """Chains are few: each is asked."""
    named = IndustryChain.objects.filter(reading([_name_ways(word)])).order_by()
    return Q(chain__in=list(named.values_list("pk", flat=True)))


def _of_named_program(word: str) -> Q:
    """Of a program of that name or place."""
    return any_of(*_programs_where(asking(Program, [_name_ways(word)]), _of_place(word)), way="program")


def _programs_where(*conditions: Q) -> list[QuerySet[Any]]:
    """The keys of programs by each of the conditions."""
    return [Program.objects.filter(condition).values("pk") for condition in conditions]


def _name_ways(word: str) -> list[tuple[str, str]]:
    """The record's name holds the word, in either language or as pinyin."""
    return [("name", word), ("name_en", word), *own_ways(word)[1:]]


def _regions_named(word: str) -> QuerySet[Region]:
    return Region.objects.filter(own_match(Region, word)).order_by()


def regions_and_below(word: str) -> set[int]:
    """The keys of regions of that name and of the two levels that can lie below them; below a county lies none. Asked
    apart, so that a database which joins them with programs knows that they are few, or none.
    """
    levels = dict(_regions_named(word).values_list("pk", "level"))
    above = [key for key, level in levels.items() if level != Level.COUNTY]
    if not above:
        return set(levels)
    next_below = Region.objects.filter(parent__in=above).order_by().values_list("pk", flat=True)
    lowest = Region.objects.filter(parent__in=next_below).order_by().values_list("pk", flat=True)
    return {*levels, *next_below.union(lowest, all=True)}


def programs_matching(words: Iterable[str], programs: QuerySet[Program]) -> QuerySet[Program]:
    """For the list of programs: as in the search, and also by the titles and details of their measures."""
    for word in words:
        measures = Measure.objects.live().order_by()
        if is_common(Program, word):
            saying = measures.filter(own_read(word), program=OuterRef("pk"))
            programs = programs.filter(Programs().answers(word) | Exists(saying))
        else:
            said = measures.filter(own_match(Measure, word)).values("program")
            programs = programs.filter(any_of(*Programs().ways(word), said))
    return programs


def programs_named(word: str) -> Q:
    """Programs whose own name, region or chain has the word in its name, or answers to it as pinyin."""
    names = [_name_ways(word)]
    region = Q(region__in=list(_regions_named(word).values_list("pk", flat=True)))
    if is_common(Program, word):
        return reading(names) | region | _of_chain(word)
    return any_of(*_programs_where(asking(Program, names), region, _of_chain(word)))


def examples() -> list[str]:
    """Words that find something in this portal, one of each way to search; from the program changed last."""
    latest = Program.objects.live().select_related("region", "chain").order_by("-updated_at", "slug").first()
    if latest is None:
        return []
    region, chain = latest.region, latest.chain
    words = [region.name, chain.name, chain.name_en, initials_of(region.search_pinyin), region.code]
    return [word for word in words if word]


def _region_texts(region: Region) -> list[Text]:
    label = _("region")
    return [text for place in reversed(region.line) for text in own_texts(place, NAMES, label)]


KINDS: tuple[Kind, ...] = (Programs(), Measures(), Regions(), Chains(), Sources())
