"""What narrows a list of programs, for the filter bar and for the machine interface alike."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import In
from django.utils import timezone

from programs.models import Measure, Program, Region


def lies_in(region: Region, way: str = "region") -> Q:
    """In the region or below it, which are few and found first; `way` leads from the record to its region."""
    return Q(**{f"{way}__in": Region.objects.subtree(region).order_by().values("pk")})


def has_measure_of(category: str) -> Q:
    """Asked of each program: a list walked in its own order then ends with the first page."""
    return Q(Exists(Measure.objects.live().filter(program=OuterRef("pk"), category=category)))


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
    # Each out of an index that holds all it asks for: the years of 10 000 programs stand far apart in the table itself.
    # What began in the year is read apart: it is much, and what goes on from before is little.
    running = Program.objects.live().filter(runs).order_by().values("pk")
    measures = Measure.objects.live().order_by().values("program")
    # `+ 0`: the list's own order stays the way through the programs, else thousands are found for the first twenty.
    begun, going_on = measures.filter(start_year=year), measures.filter(start_year__lt=year, end_year__gte=year)
    return Q(In(F("pk") + 0, running.union(begun, going_on, all=True)))
