"""The forms in which the same rows can be had, with their addresses: distributions of a dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from indicators.exports.addresses import NAMES
from indicators.exports.download import CONTENT_TYPES, Kind
from indicators.exports.sdmx import csv_message, json_message
from programs.paths import path_of

TABULAR = "https://www.w3.org/TR/tabular-data-model/"


@dataclass(frozen=True)
class Form:
    """`url` is absolute; `standard` is the address of the specification that the file follows, where there is one."""

    name: str
    media_type: str
    url: str
    standard: str = ""


def file_forms(site: str, address: str, *keys: str, kinds: Iterable[Kind] = Kind, **few: str) -> list[Form]:
    """The files beside a page, by the name of their address."""
    return [
        Form(
            NAMES[kind],
            CONTENT_TYPES[kind].partition(";")[0],
            site + path_of(address, *keys, **few, kind=kind),
            TABULAR if kind is Kind.CSV else "",
        )
        for kind in kinds
    ]


def sdmx_forms(site: str, **codes: str) -> list[Form]:
    """All observations, or those with a code of a component: `PROGRAM="jingdezhen-ceramics"`."""
    address = site + path_of("sdmx-data", context="dataflow", agency="QP", flow="*", version="*")
    query = {f"c[{name}]": code for name, code in codes.items()}
    return [
        Form(
            name,
            media_type.replace("; ", ";"),
            f"{address}?{urlencode({**query, 'format': short})}",
            f"https://github.com/sdmx-twg/{repository}/tree/v2.0.0",
        )
        for name, short, media_type, repository in (
            ("SDMX-CSV", "csv", csv_message.MEDIA_TYPE, "sdmx-csv"),
            ("SDMX-JSON", "json", json_message.MEDIA_TYPE, "sdmx-json"),
        )
    ]
