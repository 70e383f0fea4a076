"""What narrows a list of programs, for the filter bar and for the machine interface alike."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Exact, In
from django.utils import timezone

from programs.models import Measure, Program, Region

FIRST_YEAR = 1949
"""The first that lists are narrowed to; a record may have begun before."""


def lies_in(region: Region, way: str = "region") -> Q:
    """In the region or below it, which are few and found first; `way` leads from the record to its region."""
    return Q(**{f"{way}__in": Region.objects.subtree(region).order_by().values("pk")})


def in_state(state: str) -> Q:
    """PostgreSQL knows how many programs are in each state. SQLite knows an average, and would find thousands by the
    index of states to sort them for the first twenty. There each program is asked, in the order of the list, whose walk
    ends with the first page.
    """
    return Q(state=state) if connection.vendor == "postgresql" else Q(Exact(Concat("state", Value("")), state))


def has_measure_of(category: str) -> Q:
    """Asked of each program, as `in_state`."""
    return Q(Exists(Measure.objects.live().filter(program=OuterRef("pk"), category=category)))


def with_measure_of(category: str) -> QuerySet[Any]:
    """The keys of the public programs that have one, out of the index of measures: to ask each program, as for the
    first page of them, takes SQLite five times as long where all are counted.
    """
    measures = Measure.objects.live().order_by().filter(category=category)
    return measures.exclude(program__in=Program.objects.hidden().values("pk")).values("program").distinct()


def spans(year: int) -> Q:
    """A record whose stated years take in the year; one without a stated year is left out."""
    return Q(start_year__lte=year) & (Q(start_year=year) | Q(end_year__gte=year))


def active_in(year: int) -> Q:
    """Programs that ran, or took a measure, in the year; those without any stated year are left out.

    Without a stated end a program counts after its start only where a source says that it goes on, and up to now.
    """
    runs = spans(year)
    if year <= timezone.localdate().year:
        runs |= Q(start_year__lte=year, end_year__isnull=True, state=Program.State.RUNNING)
    # Of measures, what began in the year is read apart: it is much, and what goes on from before is little. Each comes
    # out of an index that holds all it asks for, and in which the years before are named: else SQLite reads all that
    # began in them. `+ 0`: asked of each program, as `in_state`.
    measures = Measure.objects.live().order_by().values("program")
    going_on = measures.filter(end_year__gte=year)
    before = going_on.filter(start_year__in=range(FIRST_YEAR, year)), going_on.filter(start_year__lt=FIRST_YEAR)
    return runs | Q(In(F("pk") + 0, measures.filter(start_year=year).union(*before, all=True)))
