"""The sitemap (sitemaps.org 0.9): an index, and per kind of page files of at most `PER_FILE` pages in each language.

A published record is written only when a change of it is approved, so its time stamp is the day of that approval.
Where the date of a page cannot be told cheaply and truly, none is given.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from indicators.models import Indicator, Observation
from programs.models import IndustryChain, Measure, Program, SourceDocument
from programs.models.base import Publication
from programs.permalinks import LANGUAGE_TAGS, absolute, site_url
from programs.reads import regions_with_programs

PER_FILE = 1_000
Item = tuple[str, datetime | None]  # the record's place in the address, and when its page last changed


class Pages(Sitemap):
    """Items are plain pairs, read a file at a time: a large portal costs no more memory than a small one."""

    limit = PER_FILE
    name = ""

    def __init__(self, site: str) -> None:
        self.site = site

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        """One address for each page and language, each with all languages beside it, as Django's template wants it."""
        urls: list[dict[str, Any]] = []
        for key, changed in self.paginator.page(page).object_list:
            languages = [
                {"lang_code": tag, "location": self.site + self.path(key, code)} for code, tag in LANGUAGE_TAGS.items()
            ]
            urls += [{**one, "lastmod": changed, "alternates": languages} for one in languages]
        return urls

    def path(self, key: str, language: str) -> str:
        with override(language):
            return reverse(self.name, args=[key])


class Overviews(Pages):
    """The pages that lead to the others."""

    def items(self) -> list[Item]:
        names = (
            "home",
            "programs",
            "regions",
            "chains",
            "indicators",
            "compare",
            "coverage",
            "sources",
            "check",
            "about",
        )
        return [(name, None) for name in names]

    def path(self, key: str, language: str) -> str:
        with override(language):
            return reverse(key)


class Programs(Pages):
    name = "program"

    def items(self) -> QuerySet:
        """With the last change of the program, or of a figure or measure on its page."""
        last = Greatest("updated_at", *(_last(model) for model in (Observation, Measure)))
        return Program.objects.live().order_by("pk").values_list("slug", last)


class Regions(Pages):
    """Those that have programs, in them or below."""

    name = "region"

    def items(self) -> list[Item]:
        return sorted(regions_with_programs().items())


class Chains(Pages):
    name = "chain"

    def items(self) -> QuerySet:
        live = Q(programs__publication=Publication.PUBLISHED)
        chains = IndustryChain.objects.filter(live).order_by("pk")
        return chains.annotate(changed=Max("programs__updated_at", filter=live)).values_list("slug", "changed")


class Indicators(Pages):
    """Those with figures; the day of the last one of a million is not looked for."""

    name = "indicator"

    def items(self) -> QuerySet:
        figures = Observation.objects.live().filter(indicator=OuterRef("pk"))
        found = Indicator.objects.filter(Exists(figures)).order_by("pk")
        return found.values_list("code", Value(None, DateTimeField()))


class Sources(Pages):
    name = "source"

    def items(self) -> QuerySet:
        found = SourceDocument.objects.live().order_by("pk")
        return found.values_list("slug", Value(None, DateTimeField()))


SECTIONS: dict[str, type[Pages]] = {
    "overviews": Overviews,
    "programs": Programs,
    "regions": Regions,
    "chains": Chains,
    "indicators": Indicators,
    "sources": Sources,
}


def _last(model: Any) -> Coalesce:
    """When a figure or measure of the program last changed for readers; the program's own day where it has none."""
    seen = (Publication.PUBLISHED, Publication.WITHDRAWN)
    rows = model.objects.filter(program=OuterRef("pk"), publication__in=seen).order_by().values("program")
    return Coalesce(Subquery(rows.annotate(last=Max("updated_at")).values("last")), "updated_at")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file that holds a page; the protocol has no empty ones."""
    found = []
    for name, pages in SECTIONS.items():
        address = absolute(request, reverse("sitemap-section", args=[name]))
        paginator = pages(site_url(request)).paginator
        if paginator.count:
            found += [SitemapIndexItem(f"{address}?p={number}") for number in paginator.page_range]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    return sitemap(request, {section: SECTIONS[section](site_url(request))}, section)
