"""Which reads are measured at scale: every list, filter, sort, search and chart, in the middle of the country.

Runs inside Django.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from django.db.models import Count
from django.test import Client

from indicators.models import Observation
from programs.models import Program

PER_PAGE = 20
LAST_PAGE = 500  # further back nobody turns the pages one by one


def addresses() -> dict[str, str]:
    """Names and addresses. Programs are those with a middling and with the highest number of figures."""
    sizes = Program.objects.live().filter(slug__startswith="synthetic-").annotate(figures=Count("observations"))
    slugs = list(sizes.order_by("figures", "slug").values_list("slug", flat=True))
    middle = len(slugs) // 2
    program = Program.objects.select_related("region", "chain").get(slug=slugs[middle])
    figures = Observation.objects.live().filter(program=program)
    dated = figures.filter(period_start__isnull=False).select_related("citation__document").order_by("pk")[0]
    code = figures.values_list("indicator__code").annotate(n=Count("pk")).order_by("-n", "indicator__code")[0][0]
    last = max(1, len(slugs) // PER_PAGE)
    province = program.region.path.split("/")[0]
    return {
        "home": "/",
        "about": "/about/",
        "404": "/nowhere/",
        **_program_lists(program, province, last),
        "program, median": f"/programs/{program.slug}/",
        "program, largest": f"/programs/{slugs[-1]}/",
        "observation": f"/observations/{dated.pk}/",
        "chart as JSON": _chart(program.slug),
        "indicators": "/indicators/",
        "indicator": f"/indicators/{code}/",
        "regions": "/regions/",
        "region: province": f"/regions/{province}/",
        "region: county": f"/regions/{program.region.code}/",
        "chains": "/chains/",
        "chain": f"/chains/{program.chain.slug}/",
        **_compared(code, slugs[middle : middle + 3]),
        "coverage": "/coverage/",
        "coverage, last page": f"/coverage/?page={last}",
        "sources": "/sources/",
        "source": f"/sources/{dated.citation.document.slug}/" if dated.citation else "/sources/",
        **{f"search {word}": f"/search/?q={quote(word)}" for word in ("陶瓷", "樟树", "zs", "质量", "无此词语甲乙丙")},
        "feed": "/feeds/updates.atom",
        "API: programs": "/api/v1/programs",
        "API: figures": "/api/v1/observations",
        # As many as the small country has, so that the pages are equally full.
        "API: 50 figures of an indicator": f"/api/v1/observations?indicator={code}&limit=50",
    }


def _program_lists(program: Program, province: str, last: int) -> dict[str, str]:
    asked = {
        "programs": "",
        f"programs, page {min(LAST_PAGE, last)}": f"?page={min(LAST_PAGE, last)}",
        "programs of a region": f"?region={province}",
        "programs of a chain": f"?chain={program.chain.slug}",
        "programs in a state": "?status=running",
        "programs of a category": "?category=metrology",
        "programs of a year": "?year=2020",
        "programs by name": "?sort=name",
        "programs by measures": "?sort=-measure_count",
        "programs by year": "?sort=-start_year",
        **{f"programs with {word}": f"?q={quote(word)}" for word in ("陶瓷", "zhangshu", "无此词语甲乙丙")},
    }
    # The number of the last page differs from size to size, its name must not.
    return {re.sub(r"page \d+", "a late page", name): f"/programs/{query}" for name, query in asked.items()}


def _compared(code: str, slugs: list[str]) -> dict[str, str]:
    return {
        "compare": "/compare/",
        "compare an indicator": f"/compare/?indicator={code}",
        "compare programs": "/compare/?" + "&".join(f"program={slug}" for slug in slugs),
        "compare, find": f"/compare/?find={quote('陶瓷')}",
    }


def _chart(slug: str) -> str:
    """A chart that the program's page offers for exploring."""
    page = Client().get(f"/programs/{slug}/").content.decode()
    found = re.search(r'"(/charts/[^"]+\.json)"', page)
    return found[1] if found else f"/programs/{slug}/"
