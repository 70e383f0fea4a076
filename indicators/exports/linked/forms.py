"""The forms in which the same figures can be had, with their addresses: distributions of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from indicators.exports.sdmx import csv_message, json_message

API = "/api/v1"
SDMX = "/sdmx/data/dataflow/QP/*/*/*"
CSV, JSON = "text/csv", "application/json"
# The component of SDMX that a filter of the API is.
COMPONENTS = {"program": "PROGRAM", "indicator": "INDICATOR"}


@dataclass(frozen=True)
class Form:
    """`url` is absolute; `standard` is the address of the specification that the file follows, where there is one."""

    name: str
    media_type: str
    url: str
    standard: str = ""


def table_forms(site: str, resource: str, **filters: str) -> list[Form]:
    """A list of the API as CSV and as JSON."""
    query = f"?{urlencode(filters)}" if filters else ""
    return [
        Form("CSV", CSV, f"{site}{API}/{resource}.csv{query}", "https://www.w3.org/TR/tabular-data-model/"),
        Form("JSON", JSON, f"{site}{API}/{resource}{query}"),
    ]


def figure_forms(site: str, **filters: str) -> list[Form]:
    """Observations, narrowed by filters of the API; SDMX where it can narrow by the same."""
    found = table_forms(site, "observations", **filters)
    if filters.keys() <= COMPONENTS.keys():
        query = {f"c[{COMPONENTS[name]}]": value for name, value in filters.items()}
        for name, short, media_type, repository in (
            ("SDMX-CSV", "csv", csv_message.MEDIA_TYPE, "sdmx-csv"),
            ("SDMX-JSON", "json", json_message.MEDIA_TYPE, "sdmx-json"),
        ):
            address = f"{site}{SDMX}?{urlencode({**query, 'format': short})}"
            standard = f"https://github.com/sdmx-twg/{repository}/tree/v2.0.0"
            found.append(Form(name, media_type.replace("; ", ";"), address, standard))
    return found
