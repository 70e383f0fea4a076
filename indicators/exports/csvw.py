"""What the columns of a CSV file are, for programs: W3C's metadata for tabular data (CSVW).

https://www.w3.org/TR/tabular-metadata/ for the terms; https://www.w3.org/TR/tabular-data-model/#locating-metadata for
where it lies: at the address of the file with `-metadata.json` behind it, and in the Link header of the file.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from indicators.exports.both_languages import in_both
from indicators.exports.cells import SEPARATOR
from indicators.exports.columns import Column, Kind, columns_of
from indicators.exports.resources import Resource

MEDIA_TYPE = "application/csvm+json"
ENDING = "-metadata.json"
DATATYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "decimal",
    Kind.YES_NO: "boolean",
    Kind.DATE: "date",
    Kind.MOMENT: "dateTime",
    Kind.LIST: "string",
}
# Columns for which the RDF Data Cube's SDMX vocabulary has a word; others are named by their own column.
SDMX = "http://purl.org/linked-data/sdmx/2009"
PROPERTIES = {
    "value": f"{SDMX}/measure#obsValue",
    "obs_status": f"{SDMX}/attribute#obsStatus",
    "unit_measure": f"{SDMX}/attribute#unitMeasure",
    "unit_mult": f"{SDMX}/attribute#unitMult",
    "decimals": f"{SDMX}/attribute#decimals",
    "region": f"{SDMX}/dimension#refArea",
    "period_start": "http://www.w3.org/ns/dcat#startDate",
    "period_end": "http://www.w3.org/ns/dcat#endDate",
}


def csvw_metadata(resource: Resource, url: str) -> dict[str, Any]:
    """`url` is the address of the file, with its query. Titles and meanings are in Chinese and English."""
    columns = columns_of(resource.row)
    schema: dict[str, Any] = {
        "columns": [_column(column, is_key=column.name == resource.key) for column in columns],
        "primaryKey": resource.key,
    }
    if any(column.name == "permalink" for column in columns):
        schema["aboutUrl"] = "{+permalink}"
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": url,
        "dc:title": _texts(resource.title),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": schema,
    }


def _column(column: Column, *, is_key: bool) -> dict[str, Any]:
    """The header of the file is the title in no language; a file is checked by it."""
    found: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": column.name, **in_both(column.title)},
        "dc:description": _texts(column.meaning),
        "datatype": _datatype(column),
        "required": is_key or not (column.optional or column.kind in (Kind.TEXT, Kind.LIST)),
    }
    if column.kind is Kind.LIST:
        found |= {"separator": SEPARATOR, "ordered": False}
    if column.name in PROPERTIES:
        found["propertyUrl"] = PROPERTIES[column.name]
    return found


def _datatype(column: Column) -> Any:
    if column.kind is Kind.CODE:
        return {"base": "string", "format": "|".join(column.labels)}
    return DATATYPES[column.kind]


def _texts(message: str) -> list[dict[str, str]]:
    """A text in each language, as JSON-LD in CSVW has it."""
    return [{"@value": text, "@language": tag} for tag, text in in_both(message).items()]


def described_by(request: HttpRequest) -> str:
    """The Link header of a CSV file: where its metadata lies."""
    query = request.META.get("QUERY_STRING", "")
    return f'<{request.path}{ENDING}{"?" if query else ""}{query}>; rel="describedby"; type="{MEDIA_TYPE}"'
