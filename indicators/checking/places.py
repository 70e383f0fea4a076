"""Which programs a text speaks of: by its places and chains, or by the reader's choice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import IndustryChain, Program, Region

MOST_PROGRAMS = 12  # a text about more of them than these is not one paragraph of a speech
LEVELS = re.compile(r"(?:省|市|县|自治[区州县旗])$")
LEAST_SHORT = 2


def place_names() -> dict[str, str]:
    """Names of the regions that have programs, whole and short, with their keys; one query, at most 3 212 rows."""
    found: dict[str, list[str]] = {}
    rows = Region.objects.filter(pk__in=Program.objects.live().values("region")).values_list("pk", "name")
    for key, name in rows:
        for form in {name, _short(name)}:
            found.setdefault(form, []).append(str(key))
    return {form: ",".join(keys) for form, keys in found.items()}


def _short(name: str) -> str:
    short = LEVELS.sub("", name)
    return short if len(short) >= LEAST_SHORT else name


@dataclass(frozen=True)
class Spoken:
    """The programs that a text may speak of; `too_many` says that they were more than can be told apart."""

    programs: tuple[Program, ...]
    is_chosen: bool = False
    too_many: bool = False

    def of(self, place: str | None) -> tuple[Program, ...]:
        """Those of the place that was named last before a figure, else all."""
        keys = set((place or "").split(","))
        return tuple(one for one in self.programs if str(one.region_id) in keys) or self.programs


def spoken_of(text: str, places: Iterable[str | None]) -> Spoken:
    """By the places named, and among their programs by the chains named; two queries."""
    regions = {int(key) for place in places if place for key in place.split(",")}
    names = IndustryChain.objects.values_list("pk", "name")
    chains = [key for key, name in names if name in text or name.removesuffix("产业链").removesuffix("产业") in text]
    rows = Program.objects.live().select_related("region", "chain").order_by("region__path", "slug")
    if regions:
        rows = rows.filter(region__in=regions)
    elif chains:
        rows = rows.filter(chain__in=chains)
    else:
        return Spoken(())
    found = list(rows[: MOST_PROGRAMS + 1])
    if len(found) > MOST_PROGRAMS and regions and chains:
        found = list(rows.filter(chain__in=chains)[: MOST_PROGRAMS + 1])
    return Spoken((), too_many=True) if len(found) > MOST_PROGRAMS else Spoken(tuple(found))
