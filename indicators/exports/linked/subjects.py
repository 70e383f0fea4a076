"""The datasets of the pages: what a program, an indicator, a source and the whole portal say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, override

from indicators.exports.download import Kind
from indicators.exports.linked.forms import file_forms, sdmx_forms
from indicators.exports.linked.schema_org import Subject, catalog, dataset
from indicators.exports.links import Links
from indicators.models import Indicator, Observation
from programs.models import Program, SourceDocument
from programs.paths import path_of


def program_dataset(request: HttpRequest, program: Program, observations: Sequence[Observation]) -> dict[str, Any]:
    links = Links.of(request)
    subject = Subject(
        name=gettext("Figures of %(program)s") % {"program": program.label},
        about=program.summary_label,
        identifier=program.slug,
        url=links.site + program.get_absolute_url(),
        permalink=links.page("program", program.slug),
        region=program.region,
        modified=max([program.updated_at, *(row.updated_at for row in observations)]),
    )
    files = file_forms(links.site, "program-part", program.slug, resource="observations")
    return dataset(links.site, subject, observations, [*files, *sdmx_forms(links.site, PROGRAM=program.slug)])


def indicator_dataset(
    request: HttpRequest, indicator: Indicator, observations: Sequence[Observation]
) -> dict[str, Any]:
    links = Links.of(request)
    subject = Subject(
        name=gettext("%(indicator)s of quality programs") % {"indicator": indicator.label},
        about=indicator.definition_label,
        identifier=indicator.code,
        url=links.site + indicator.get_absolute_url(),
        permalink=links.page("indicator", indicator.code),
        modified=max([indicator.updated_at, *(row.updated_at for row in observations)]),
    )
    files = file_forms(links.site, "indicator-figures", indicator.code)
    return dataset(links.site, subject, observations, [*files, *sdmx_forms(links.site, INDICATOR=indicator.code)])


def source_dataset(request: HttpRequest, source: SourceDocument, observations: Sequence[Observation]) -> dict[str, Any]:
    links = Links.of(request)
    subject = Subject(
        name=gettext("Figures from “%(source)s”") % {"source": source.label},
        about=source.remark_label,
        identifier=source.slug,
        url=links.site + source.get_absolute_url(),
        permalink=links.page("source", source.slug),
        modified=max([source.updated_at, *(row.updated_at for row in observations)]),
    )
    return dataset(links.site, subject, observations, file_forms(links.site, "source-figures", source.slug))


def chart_dataset(
    request: HttpRequest, key: str, title: str, about: str, observations: Sequence[Observation]
) -> dict[str, Any]:
    """The figures that one chart draws, which are at least one; `observations` with their program's region."""
    links, program = Links.of(request), observations[0].program
    place = (program.slug, key)
    with override("zh-hans"):
        permalink = links.site + path_of("chart", *place)
    subject = Subject(
        name=f"{title} · {program.label}",
        about=about,
        identifier=f"{program.slug}/{key}",
        url=links.site + path_of("chart", *place),
        permalink=permalink,
        region=program.region,
        modified=max(row.updated_at for row in observations),
    )
    files = file_forms(links.site, "chart-figures", *place, kinds=(Kind.CSV, Kind.XLSX))
    whole = {"@id": f"{links.page('program', program.slug)}#dataset"}
    return {**dataset(links.site, subject, observations, files), "isPartOf": whole}


def portal_catalog(request: HttpRequest) -> dict[str, Any]:
    links = Links.of(request)
    about = gettext(
        "What regions do for the quality of their industry chains, and what came of it: every figure with its source."
    )
    files = file_forms(links.site, "list-file", resource="observations")
    return catalog(links.site, links.site + path_of("home"), about, [*files, *sdmx_forms(links.site)])
