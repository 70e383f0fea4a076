"""The portal's data as a DCAT 3 catalogue (https://www.w3.org/TR/vocab-dcat-3/), with what DCAT-AP 3 asks for.

A dataset for each resource, distributions for the forms it can be had in, a data service for each interface. Rights
are said in words; a licence is named only where the owner has set DATA_LICENSE, for the sources declare none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from indicators.exports.both_languages import in_both
from indicators.exports.linked.forms import Form, file_forms, sdmx_forms
from indicators.exports.resources import RESOURCES, Resource
from programs.models import Region

CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        name.partition(":")[2]: {"@id": name, "@container": "@language"}
        for name in ("dct:title", "dct:description", "foaf:name", "rdfs:label", "skos:prefLabel")
    },
}
# The EU vocabularies that DCAT-AP asks for; frequency as in DCAT's own examples.
LANGUAGE = "http://publications.europa.eu/resource/authority/language"
IRREGULAR = "http://publications.europa.eu/resource/authority/frequency/IRREG"
IANA = "https://www.iana.org/assignments/media-types"
SDMX_REST = "https://github.com/sdmx-twg/sdmx-rest/tree/v2.1.0"

PORTAL = _("Quality portal")
ABOUT = _(
    "What regions do for the quality of their industry chains, and what came of it: every figure with its source."
)
RIGHTS = _(
    "No licence is declared. Each figure is quoted from a public report that is named with it; what may be done with "
    "the report is for its issuer to say. Name the report and this portal."
)
ALL_OF = _("All that is published, a row each, with sources and qualifiers; the columns are described beside the CSV.")


@dataclass(frozen=True)
class Extent:
    """What the published figures cover: provinces with programs, first and last day of any period, last change."""

    regions: Sequence[Region]
    start: date | None
    end: date | None
    modified: datetime | None


def dcat_catalog(site: str, extent: Extent) -> dict[str, Any]:
    datasets = [_dataset(site, resource, extent) for resource in RESOURCES.values()]
    return {
        "@context": CONTEXT,
        "@id": f"{site}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "title": in_both(PORTAL),
        "description": in_both(ABOUT),
        "dct:publisher": _publisher(site),
        "dct:language": _languages(),
        "foaf:homepage": {"@id": f"{site}/"},
        **_modified(extent),
        "dct:rights": _rights(),
        **_license(),
        "dcat:dataset": datasets,
        "dcat:service": _services(site, [dataset["@id"] for dataset in datasets]),
    }


def _dataset(site: str, resource: Resource, extent: Extent) -> dict[str, Any]:
    figures = resource.name == "observations"
    with override("zh-hans"):  # the files are the same in every language; their addresses need not differ
        forms = file_forms(site, "list-file", resource=resource.name) + (sdmx_forms(site) if figures else [])
    identity = f"{site}/catalog.jsonld#{resource.name}"
    return {
        "@id": identity,
        "@type": "dcat:Dataset",
        "title": in_both(resource.title),
        "description": in_both(ALL_OF),
        "dct:identifier": resource.name,
        "dct:publisher": {"@id": f"{site}/#portal"},
        "dct:language": _languages(),
        "dct:accrualPeriodicity": {"@id": IRREGULAR},
        "dct:spatial": _places(site, extent),
        **(_temporal(extent) if figures else {}),
        **(_modified(extent) if figures else {}),
        "dcat:landingPage": {"@id": f"{site}/"},
        "dcat:distribution": [_distribution(identity, form) for form in forms],
    }


def _distribution(identity: str, form: Form) -> dict[str, Any]:
    found = {
        "@id": f"{identity}-{form.name.lower()}",
        "@type": "dcat:Distribution",
        "title": {"en": form.name},
        "dcat:accessURL": {"@id": form.url},
        "dcat:downloadURL": {"@id": form.url},
        "dct:rights": {"@id": "_:rights"},
        **_license(),
    }
    if "sdmx" not in form.media_type:
        found["dcat:mediaType"] = {"@id": f"{IANA}/{form.media_type}"}
    else:  # SDMX's media types are not in IANA's register
        found["dct:format"] = {"@type": "dct:MediaTypeOrExtent", "label": {"en": form.media_type}}
    if form.standard:
        found["dct:conformsTo"] = {"@id": form.standard, "@type": "dct:Standard"}
    return found


def _services(site: str, datasets: Iterable[str]) -> list[dict[str, Any]]:
    served = [{"@id": dataset} for dataset in datasets]
    figures = [{"@id": f"{site}/catalog.jsonld#observations"}]
    api = {
        "@id": f"{site}/catalog.jsonld#api",
        "@type": "dcat:DataService",
        "title": in_both(_("Programming interface")),
        "dcat:endpointURL": {"@id": f"{site}/api/v1/"},
        "dcat:endpointDescription": {"@id": f"{site}/api/v1/openapi.json"},
        "dcat:servesDataset": served,
    }
    sdmx = {
        "@id": f"{site}/catalog.jsonld#sdmx",
        "@type": "dcat:DataService",
        "title": in_both(_("SDMX interface")),
        "dcat:endpointURL": {"@id": f"{site}/sdmx/"},
        "dcat:endpointDescription": {"@id": f"{site}/sdmx/structure/dataflow/QP/*/*?references=all"},
        "dct:conformsTo": {"@id": SDMX_REST, "@type": "dct:Standard"},
        "dcat:servesDataset": figures,
    }
    return [api, sdmx]


def _publisher(site: str) -> dict[str, Any]:
    return {"@id": f"{site}/#portal", "@type": "foaf:Agent", "name": in_both(PORTAL)}


def _languages() -> list[dict[str, str]]:
    return [{"@id": f"{LANGUAGE}/{code}", "@type": "dct:LinguisticSystem"} for code in ("ZHO", "ENG")]


def _places(site: str, extent: Extent) -> list[dict[str, Any]]:
    return [
        {
            "@id": f"{site}/regions/{region.code}/",
            "@type": "dct:Location",
            "dct:identifier": region.code,
            "prefLabel": {"zh": region.name, "en": region.name_en or region.name},
        }
        for region in extent.regions
    ]


def _temporal(extent: Extent) -> dict[str, Any]:
    if not extent.start or not extent.end:
        return {}
    days = {"dcat:startDate": extent.start, "dcat:endDate": extent.end}
    typed = {name: {"@value": day.isoformat(), "@type": "xsd:date"} for name, day in days.items()}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **typed}}


def _modified(extent: Extent) -> dict[str, Any]:
    if not extent.modified:
        return {}
    text = f"{extent.modified:%Y-%m-%dT%H:%M:%SZ}"
    return {"dct:modified": {"@value": text, "@type": "xsd:dateTime"}}


def _rights() -> dict[str, Any]:
    return {"@id": "_:rights", "@type": "dct:RightsStatement", "label": in_both(RIGHTS)}


def _license() -> dict[str, Any]:
    return {"dct:license": {"@id": settings.DATA_LICENSE}} if settings.DATA_LICENSE else {}
