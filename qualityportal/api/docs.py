"""The documentation for people: the interface's own description, told as a page of the portal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from indicators.exports.links import Links
from qualityportal.api.lists import LISTS
from qualityportal.api.openapi import translated, with_examples
from qualityportal.api.problems import KINDS

Schema = dict[str, Any]
DECIMAL = r"^-?\d+(\.\d+)?$"
KINDS_OF_VALUE = {
    "integer": _("whole number"),
    "boolean": _("true or false"),
    "array": _("list"),
    "object": _("object"),
    "string": _("text"),
    "date": _("date"),
    "date-time": _("date and time"),
    "decimal": _("decimal number, as text, so that no digit is lost"),
}


@dataclass(frozen=True)
class Line:
    """A parameter or a column; `codes` are the words that it may hold, `example` a value of a parameter."""

    name: str
    meaning: str
    kind: str
    codes: tuple[str, ...] = ()
    optional: bool = False
    title: str = ""
    example: str = ""


@dataclass(frozen=True)
class Chapter:
    """One list; `example` is a record that this portal has, as JSON; empty where it has none."""

    name: str
    title: str
    about: str
    filters: tuple[Line, ...]
    columns: tuple[Line, ...]
    example: str


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    made = translated(with_examples(Links.of(request)))
    context = {
        "shared": [line for line in parameters(made, LISTS[0].resource.name) if line.name in SHARED],
        "chapters": [chapter(made, of.resource.name, gettext(of.resource.title)) for of in LISTS],
        "problems": [(kind, gettext(kind.title), gettext(kind.remedy)) for kind in KINDS.values()],
        "rate": settings.API_RATE,
        "csv_rate": settings.API_CSV_RATE,
    }
    return render(request, "api/docs.html", context)


SHARED = ("updated_since", "as_of", "fields", "limit", "cursor")


def chapter(made: Schema, name: str, title: str) -> Chapter:
    tag = next(tag for tag in made["tags"] if tag["name"] == name)
    one = made["paths"][f"/api/v1/{name}/{{key}}"]["get"]["responses"]["200"]["content"]["application/json"]
    example = json.dumps(one["example"], ensure_ascii=False, indent=2) if "example" in one else ""
    return Chapter(
        name=name,
        title=title,
        about=tag["description"],
        filters=tuple(line for line in parameters(made, name) if line.name not in SHARED),
        columns=tuple(columns(made, one["schema"])),
        example=example,
    )


def parameters(made: Schema, name: str) -> list[Line]:
    return [
        line_of(made, one["name"], one["schema"] | {"description": one["description"]}, one.get("example", ""))
        for one in made["paths"][f"/api/v1/{name}"]["get"]["parameters"]
    ]


def columns(made: Schema, schema: Schema) -> Iterator[Line]:
    for name, column in resolved(made, schema)["properties"].items():
        yield line_of(made, name, column)


def line_of(made: Schema, name: str, schema: Schema, example: str = "") -> Line:
    bare, optional = without_null(schema)
    bare = resolved(made, bare)
    codes = tuple(bare.get("enum", ()))
    meaning = schema.get("description", "")
    return Line(name, meaning, kind_of(bare), codes, optional, schema.get("title", ""), example)


def without_null(schema: Schema) -> tuple[Schema, bool]:
    choices = schema.get("anyOf", [])
    others = [one for one in choices if one.get("type") != "null"]
    return (others[0] if others else schema, len(others) < len(choices))


def resolved(made: Schema, schema: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = made["components"]["schemas"][name] if name else schema
    return found


def kind_of(schema: Schema) -> str:
    kind = schema.get("format") or ("decimal" if schema.get("pattern") == DECIMAL else schema.get("type", "string"))
    return str(KINDS_OF_VALUE.get(kind, ""))
