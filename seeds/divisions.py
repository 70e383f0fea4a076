"""All administrative divisions of China, from seeds/facts/divisions.tsv into the table of regions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from programs.models import FormerRegionCode, Region
from programs.models.region import Level
from seeds.files import FACTS

DIVISIONS = FACTS / "divisions.tsv"
REASON = "行政区划代码 · GB/T 2260"


@dataclass(frozen=True)
class Division:
    """A row of GB/T 2260. The parent is written out: 429004 lies in 420000, whatever its digits say."""

    code: str
    name: str
    level: Level
    parent: str


def read_divisions(path: Path = DIVISIONS) -> list[Division]:
    """In the order of the codes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [Division(row["code"], row["name"], Level(row["level"]), row["parent"]) for row in rows]


@transaction.atomic
def load_regions(divisions: list[Division]) -> list[int]:
    """Adds those that are missing and gives their keys. A region that is there stays as it is, and so does the place
    that another region took over with a former code.
    """
    taken = {*Region.objects.values_list("code", flat=True), *FormerRegionCode.objects.values_list("code", flat=True)}
    added: list[int] = []
    for level in Level:
        former = {row.code: row.region for row in FormerRegionCode.objects.select_related("region")}
        above = former | {region.code: region for region in Region.objects.exclude(level=level)}
        rows = [_region(d, above.get(d.parent)) for d in divisions if d.level == level and d.code not in taken]
        added += [row.pk for row in bulk_create_with_history(rows, Region, default_change_reason=REASON)]
    return added


def _region(division: Division, parent: Region | None) -> Region:
    path = f"{parent.path if parent else ''}{division.code}/"
    region = Region(code=division.code, name=division.name, level=division.level, parent=parent, path=path)
    region.fill_search()
    return region
