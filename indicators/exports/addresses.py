"""Addresses of files: that of the page that shows the same, then the resource, then .csv, .xlsx or .json."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.urls.converters import StringConverter
from django.utils.translation import gettext

from indicators.exports.download import Kind
from indicators.exports.resources import RESOURCES
from programs.knowledge import address
from programs.paths import path_of

NAMES = {Kind.CSV: "CSV", Kind.XLSX: "Excel", Kind.JSON: "JSON"}
PARTS = ("observations", "changes", "measures")  # what a program has


class File(NamedTuple):
    name: str
    url: str


def files(name: str, *keys: str, query: str = "", kinds: tuple[Kind, ...] = tuple(Kind), **few: str) -> list[File]:
    """For `components/downloads.html`: the page's rows in each kind of file, with the page's filters or moment."""
    paths = {kind: path_of(name, *keys, **few, kind=kind) for kind in kinds}
    return [File(NAMES[kind], f"{path}?{query}" if query else address(path)) for kind, path in paths.items()]


def program_files(slug: str, parts: Iterable[str] = PARTS) -> list[File]:
    """Those tables that a program has one by one, and all of it in one file."""
    csv = [
        File(gettext("%(table)s (CSV)") % {"table": gettext(RESOURCES[part].title)}, url)
        for part in parts
        for _name, url in files("program-part", slug, kinds=(Kind.CSV,), resource=part)
    ]
    whole = files("program-file", slug, kinds=(Kind.XLSX, Kind.JSON))
    return csv + [File(gettext("Whole program (%(kind)s)") % {"kind": name}, url) for name, url in whole]


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
