"""Which program a text is about, by the names of regions and chains that it uses; a person chooses."""

from __future__ import annotations

from programs.models import IndustryChain, Program, Region
from programs.scope import Scope

READ = 20_000  # signs from the beginning; what an article is about it says early
MOST_PLACES = 60
MOST = 5
LEVELS = ("自治区", "自治州", "自治县", "地区", "省", "市", "县", "区", "州", "盟", "旗")


def programs_in(text: str, scope: Scope) -> list[Program]:
    """The programs of the scope whose region the text names, best first: those named most, with their chain, lead."""
    head = text[:READ]
    regions = _named(head, Region.objects.order_by().values_list("pk", "name"), LEVELS)
    chains = _named(head, IndustryChain.objects.order_by().values_list("pk", "name"))
    places = sorted(regions, key=lambda key: -regions[key])[:MOST_PLACES]
    found = scope.rows(Program.objects.filter(region__in=places)).exclude(publication="withdrawn")
    rows = found.select_related("region", "chain").order_by("slug")[:500]

    def weight(program: Program) -> tuple[int, int, int]:
        named = chains.get(program.chain_id, 0)
        return bool(named), named + regions[program.region_id], len(program.region.path)

    return sorted(rows, key=weight, reverse=True)[:MOST]


def _named(text: str, rows: object, endings: tuple[str, ...] = ()) -> dict[int, int]:
    """How often the text has each name, by key; 樟树 stands for 樟树市."""
    counts: dict[int, int] = {}
    for key, name in rows:  # type: ignore[attr-defined]  # a queryset of pairs
        short = next((name.removesuffix(end) for end in endings if name.endswith(end)), name)
        count = text.count(short if len(short) >= 2 else name)
        if count:
            counts[key] = count
    return counts
