"""Addresses of files: that of the page that shows the same, then the resource, then .csv, .xlsx or .json."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.urls.converters import StringConverter

from indicators.exports.download import Kind
from indicators.exports.resources import RESOURCES

NAMES = {Kind.CSV: "CSV", Kind.XLSX: "Excel", Kind.JSON: "JSON"}
PARTS = ("observations", "changes", "measures")  # what a program has


class File(NamedTuple):
    name: str
    url: str


def files(address: str, query: str = "", kinds: tuple[Kind, ...] = tuple(Kind), **keys: str) -> list[File]:
    """For `components/downloads.html`: the page's rows in each kind of file, with the filters of the page."""
    end = f"?{query}" if query else ""
    return [File(NAMES[kind], reverse(address, kwargs={**keys, "kind": kind}) + end) for kind in kinds]


class KindConverter(StringConverter):
    regex = "|".join(Kind)

    def to_python(self, value: str) -> Kind:
        return Kind(value)


class TableConverter(KindConverter):
    regex = f"{Kind.CSV}|{Kind.XLSX}"


class WholeConverter(KindConverter):
    """What holds several tables in one file."""

    regex = f"{Kind.XLSX}|{Kind.JSON}"


class ResourceConverter(StringConverter):
    regex = "|".join(RESOURCES)


class PartConverter(StringConverter):
    regex = "|".join(PARTS)


CONVERTERS = {
    "kind": KindConverter,
    "table": TableConverter,
    "whole": WholeConverter,
    "resource": ResourceConverter,
    "part": PartConverter,
}
