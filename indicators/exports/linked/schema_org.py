"""The portal, its programs and its indicators as schema.org describes data, in the active language.

What a search engine asks of a Dataset: https://developers.google.com/search/docs/appearance/structured-data/dataset
(a name; a description of 50 to 5000 characters; of what is known besides, as much as is true). No licence is made up:
one is named only where the portal's owner has set DATA_LICENSE.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from indicators.exports.linked.forms import Form
from indicators.models import Observation
from programs.models import Region, SourceDocument

CONTEXT = "https://schema.org/"
IN_LANGUAGE = ["zh-Hans", "en"]
LONGEST = 5000
MOST_SOURCES = 20  # of more, the files tell


@dataclass(frozen=True)
class Subject:
    """What a dataset is about. `url` is the page in this language, `permalink` the same in every language; `region` is
    None for the whole country.
    """

    name: str
    about: str
    identifier: str
    url: str
    permalink: str
    region: Region | None = None
    modified: datetime.datetime | None = None


def dataset(site: str, subject: Subject, observations: Sequence[Observation], forms: Iterable[Form]) -> dict[str, Any]:
    """The figures of a program, an indicator or a source; needs what `for_series` fetches."""
    found = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{subject.permalink}#dataset",
        "name": subject.name,
        "description": description(subject.about),
        "url": subject.url,
        "identifier": subject.identifier,
        "inLanguage": IN_LANGUAGE,
        "isAccessibleForFree": True,
        **_by_portal(site),
        "spatialCoverage": _place(subject.region),
        "temporalCoverage": temporal_coverage(observations),
        "variableMeasured": _variables(observations),
        "isBasedOn": _sources(site, observations),
        "distribution": [_download(form) for form in forms],
        "dateModified": _day(subject.modified),
        "includedInDataCatalog": {"@id": f"{site}/#catalog"},
        "license": settings.DATA_LICENSE,
    }
    return {name: value for name, value in found.items() if value}


def shortened(full: dict[str, Any]) -> dict[str, Any]:
    """What stands in a page, within the bytes it may have: variables by name, the two common forms. The whole has an
    address of its own.
    """
    variables = [one["name"] for one in full.get("variableMeasured", [])]
    return {**full, "variableMeasured": variables, "distribution": full["distribution"][:2]}


def catalog(site: str, url: str, about: str, forms: Iterable[Form]) -> dict[str, Any]:
    """The portal as a catalogue, with all its figures as one dataset."""
    name = gettext("Figures of quality programs")
    figures = {
        "@type": "Dataset",
        "@id": f"{site}/#figures",
        "name": name,
        "description": description(about),
        "url": url,
        "inLanguage": IN_LANGUAGE,
        "isAccessibleForFree": True,
        **_by_portal(site),
        "spatialCoverage": _place(None),
        "distribution": [_download(form) for form in forms],
        "license": settings.DATA_LICENSE,
    }
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{site}/#catalog",
        "name": gettext("Quality portal"),
        "description": about,
        "url": url,
        "inLanguage": IN_LANGUAGE,
        "publisher": figures["creator"],
        "dataset": {key: value for key, value in figures.items() if value},
    }


def description(about: str) -> str:
    """Always of the length that search engines ask for: what is in it, then what can be relied on."""
    words = gettext(
        "Each figure comes with its source document, paragraph and the words that state it, and says whether it is "
        "exact or a bound, a result or a plan, and whether its year was inferred."
    )
    return f"{about} {words}".strip()[:LONGEST]


def temporal_coverage(observations: Iterable[Observation]) -> str:
    """From the first day of any period to the last, by ISO 8601; empty where no figure has a date."""
    dated = [(row.period_start, row.period_end) for row in observations if row.period_start and row.period_end]
    if not dated:
        return ""
    return f"{min(start for start, _end in dated)}/{max(end for _start, end in dated)}"


def _by_portal(site: str) -> dict[str, Any]:
    portal = f"{site}/#portal"
    return {
        "creator": {"@type": "Organization", "@id": portal, "name": gettext("Quality portal"), "url": f"{site}/"},
        "publisher": {"@id": portal},
    }


def _place(region: Region | None) -> dict[str, Any]:
    if region is None:
        return {"@type": "Country", "name": gettext("China")}
    return {"@type": "AdministrativeArea", "name": region.label, "identifier": region.code}


def _variables(observations: Iterable[Observation]) -> list[dict[str, Any]]:
    indicators = {row.indicator_id: row.indicator for row in observations}
    return [
        {"@type": "PropertyValue", "name": one.label, "propertyID": one.code, "unitText": one.unit_label}
        for one in indicators.values()
    ]


def _sources(site: str, observations: Iterable[Observation]) -> list[dict[str, Any]]:
    documents: dict[int, SourceDocument] = {
        citation.document_id: citation.document for row in observations for citation in row.all_citations
    }
    if len(documents) > MOST_SOURCES:
        return []
    return [
        {"@type": "CreativeWork", "name": one.label, "url": f"{site}{one.get_absolute_url()}"}
        for one in documents.values()
    ]


def _download(form: Form) -> dict[str, Any]:
    return {"@type": "DataDownload", "name": form.name, "encodingFormat": form.media_type, "contentUrl": form.url}


def _day(moment: datetime.datetime | None) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y-%m-%d}" if moment else ""
