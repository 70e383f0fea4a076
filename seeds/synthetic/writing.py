"""A synthetic country into the database: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from indicators.models import Observation
from programs.models import Region
from seeds.divisions import Division, load_regions, read_divisions
from seeds.models import SyntheticSet
from seeds.synthetic.columns import tables
from seeds.synthetic.indexes import make_again, take_away
from seeds.synthetic.keys import MODELS, Keys
from seeds.synthetic.places import Site, sites
from seeds.synthetic.program import program_plan
from seeds.synthetic.progress import Progress
from seeds.synthetic.rows import list_rows, program_rows
from seeds.synthetic.shared import Rows, Shared
from seeds.synthetic.tables import Table, check_at_once, count_on, refresh_statistics, write_rows
from seeds.synthetic.versions import write_versions
from seeds.synthetic.words import Words, words

PROGRAMS_AT_ONCE = 100  # about 10 000 figures: enough for COPY, little in memory


@transaction.atomic
def write_country(seed: int, programs: int, observations: int, progress: Progress, *, alone: bool) -> SyntheticSet:
    """`alone` is a database in which nobody works: its tables may be closed to readers until all is there. Raises
    TooManyError where the country has no room for so many programs.
    """
    vocabulary, divisions = words(), read_divisions()
    planned = sites(seed, programs, observations, divisions, len(vocabulary.chains))
    with progress.step("regions"):
        added = load_regions(divisions)
    shared = Shared(_regions(divisions), ContentType.objects.get_for_model(Observation).pk)
    keys, into = Keys(), tables()
    check_at_once()
    away = take_away(MODELS) if alone else []
    _write(list_rows(vocabulary, keys, shared), into)
    steps = _write_programs(seed, planned, vocabulary, keys, shared, into)
    progress.count("observations", steps, observations)
    with progress.step("versions"):
        write_versions(keys, added, shared.known_since)
    count_on(MODELS)
    if away:
        progress.count("indexes", make_again(away), len(away))
    with progress.step("statistics"):
        refresh_statistics()
    return SyntheticSet.objects.create(
        seed=seed,
        programs=programs,
        observations=observations,
        keys=keys.ranges | {Region._meta.label: added},
    )


def _regions(divisions: Sequence[Division]) -> dict[str, int]:
    """The key of each division's region, also where the region has another code today."""
    now = dict(Region.objects.values_list("code", "pk"))
    then = dict(Region.objects.filter(former_codes__isnull=False).values_list("former_codes__code", "pk"))
    return {division.code: now.get(division.code) or then[division.code] for division in divisions}


def _write_programs(
    seed: int, planned: Sequence[Site], vocabulary: Words, keys: Keys, shared: Shared, into: dict[str, Table]
) -> Iterator[int]:
    """Gives after each part how many figures it held."""
    for start in range(0, len(planned), PROGRAMS_AT_ONCE):
        rows: Rows = defaultdict(list)
        for site in planned[start : start + PROGRAMS_AT_ONCE]:
            program_rows(program_plan(seed, site, vocabulary), keys, shared, rows)
        _write(rows, into)
        yield len(rows["observation"])


def _write(rows: Rows, into: dict[str, Table]) -> None:
    for name, table in into.items():
        if rows[name]:
            write_rows(table, rows[name])
