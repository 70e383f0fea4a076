"""The description of the interface by OpenAPI 3.1: what the library gathers from the code, finished and made true.

The library leaves out what every address can answer (problems, 304), calls a column that may be left out required, and
gives two enumerations of one name a single definition; that is mended here, on the finished document.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe
from pydantic.json_schema import models_json_schema

from indicators.exports.links import Links
from qualityportal.api.lists import LISTS
from qualityportal.api.problems import KINDS, MEDIA_TYPE
from qualityportal.api.routes import api

LONG_NAME = re.compile(r"(?:[a-z]+__)+([A-Z]\w*?)__(\w+)")  # programs__models__measure__Measure__State
REF = "#/components/schemas/{model}"
ABOUT = gettext_noop(
    "What the quality portal has published, for other systems: reading only, no account, from any page. Every figure "
    "carries its sign, its period, its status and the place in a source that states it."
)
ANSWERED = gettext_noop("The answer")
UNCHANGED = gettext_noop("Nothing has changed since the answer whose ETag the request names in If-None-Match")
AS_CSV = gettext_noop("UTF-8 with a byte order mark, a line of column names, then a line for each row")
WHAT_TO_DO = gettext_noop("What to do about it.")
PROBLEM = {
    "type": "object",
    "description": gettext_noop("What went wrong and what to do (RFC 9457)."),
    "required": ["type", "title", "status", "detail", "remedy"],
    "properties": {
        "type": {"type": "string", "description": gettext_noop("Address of the documentation of this problem.")},
        "title": {"type": "string", "description": gettext_noop("The kind of problem.")},
        "status": {"type": "integer", "description": gettext_noop("The status of the answer.")},
        "detail": {"type": "string", "description": gettext_noop("What happened this time.")},
        "remedy": {"type": "string", "description": WHAT_TO_DO},
        "errors": {
            "type": "array",
            "description": gettext_noop("A row for each parameter that cannot be used."),
            "items": {
                "type": "object",
                "required": ["parameter", "detail", "expected", "allowed"],
                "properties": {name: {"type": "string"} for name in ("parameter", "detail", "expected", "allowed")},
            },
        },
    },
}


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    text = json.dumps(with_examples(Links.of(request)), ensure_ascii=False, default=str)
    return HttpResponse(text, content_type="application/json", headers={"Content-Language": "en"})


def with_examples(links: Links) -> dict[str, Any]:
    """The document with an answer for each list, made of the first record that it really has."""
    made = copy.deepcopy(document())
    for of in LISTS:
        resource = of.resource
        record = resource.published().order_by(resource.key).first()
        if record is None:
            continue
        row = resource.row_of(record, links).model_dump(mode="json")
        page = {"count": 1, "next": None, "items": [row]}
        _answer(made, f"/api/v1/{resource.name}")["example"] = page
        _answer(made, f"/api/v1/{resource.name}/{{key}}")["example"] = row
    return made


def _answer(made: dict[str, Any], path: str) -> dict[str, Any]:
    found: dict[str, Any] = made["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return found


@cache
def document() -> dict[str, Any]:
    """The description in English, the same for every portal; `translated` gives another language."""
    made = json.loads(json.dumps(dict(api.get_openapi_schema()), default=str))
    made["info"] |= {"title": "Quality portal", "description": ABOUT, "version": "1.0"}
    made["servers"] = [{"url": "/"}]
    made["tags"] = [{"name": of.resource.name, "description": of.about} for of in LISTS]
    made["components"]["schemas"] = _schemas()
    made["components"]["responses"] = {kind.name: _problem(kind.title, kind.status) for kind in KINDS.values()}
    for path, methods in made["paths"].items():
        methods.pop("head", None)
        _finish(path, methods["get"])
    return made


def _schemas() -> dict[str, Any]:
    """All definitions at once, so that equal names of different things are told apart; lists hold parts of rows."""
    rows = [of.resource.row for of in LISTS]
    _known, made = models_json_schema([(row, "serialization") for row in rows], ref_template=REF)
    text = LONG_NAME.sub(r"\1\2", json.dumps(made["$defs"], ensure_ascii=False))
    schemas: dict[str, Any] = json.loads(text)
    for row in rows:
        part = copy.deepcopy(schemas[row.__name__])
        del part["required"]
        part["description"] = gettext_noop("The row, or the columns of it that “fields” names.")
        schemas[_part(row)] = part
        schemas[f"{row.__name__}Page"] = _page(_part(row))
    return schemas | {"Problem": PROBLEM}


def _part(row: type) -> str:
    return f"{row.__name__}Part"


def _page(item: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["count", "next", "items"],
        "additionalProperties": False,
        "properties": {
            "count": {
                "type": "integer",
                "minimum": 0,
                "description": gettext_noop("Rows on all pages together, counted when the first page was read."),
            },
            "next": {
                "type": ["string", "null"],
                "description": gettext_noop("Address of the next page; null on the last."),
            },
            "items": {"type": "array", "items": {"$ref": REF.format(model=item)}},
        },
    }


def _problem(title: str, status: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "description": title,
        "content": {MEDIA_TYPE: {"schema": {"$ref": REF.format(model="Problem")}}},
    }
    if status in (429, 503):
        seconds = {"type": "integer", "minimum": 1}
        made["headers"] = {
            "Retry-After": {"description": gettext_noop("Seconds to wait."), "required": True, "schema": seconds}
        }
    return made


def _finish(path: str, operation: dict[str, Any]) -> None:
    operation["parameters"] = [_parameter(one) for one in operation["parameters"]]
    ok = operation["responses"].pop("200")
    if path.endswith(".csv"):
        ok = {"description": AS_CSV, "content": {"text/csv": {"schema": {"type": "string"}}}}
    else:
        ok["description"] = ANSWERED
    operation["responses"] = {"200": ok, "304": {"description": UNCHANGED}} | dict(_refusals(operation))


def _refusals(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """The problem of each status; where two kinds share one, the one that this address can give."""
    names = {one["name"] for one in operation["parameters"]}
    kinds = {
        "400": "bad-cursor" if "cursor" in names else "bad-request",
        "404": "unknown-record",
        "405": "method-not-allowed",
        "422": "invalid-parameter",
        "429": "too-many-requests",
        "500": "server-error",
        "503": "unavailable",
    }
    for status, kind in kinds.items():
        yield status, {"$ref": f"#/components/responses/{kind}"}


def _parameter(given: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is not given is not null: it is left out."""
    schema = given["schema"]
    choices = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    if len(choices) == 1:
        schema |= choices[0]
    elif choices:
        schema["anyOf"] = choices
    given["schema"] = {
        name: value
        for name, value in schema.items()
        if name not in ("title", "description", "examples") and (name, value) != ("default", None)
    }
    if schema.get("type") == "array":
        given |= {"style": "form", "explode": False}
    if "examples" in schema:
        given["example"] = schema["examples"][0]
    given.pop("examples", None)
    return given


def translated(part: Any) -> Any:
    """A part of the document with its texts in the active language."""
    if isinstance(part, dict):
        return {
            name: gettext(value) if name in TEXTS and isinstance(value, str) and value else translated(value)
            for name, value in part.items()
        }
    return [translated(one) for one in part] if isinstance(part, list) else part


TEXTS = ("title", "description", "summary")
