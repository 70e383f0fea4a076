"""The data dictionary: what stands below the line `BUILT` in `docs/data_dictionary.md`, made from the rows."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.utils.translation import override

from indicators.exports.columns import Column, Kind, columns_of
from indicators.exports.resources import RESOURCES, Resource

BUILT = "<!-- Below this line everything is made from the code by `manage.py data_dictionary`. -->"
TYPES = {
    Kind.TEXT: "text",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "decimal number, digits as stated; a string in JSON",
    Kind.YES_NO: "`true` or `false`",
    Kind.DATE: "date, `YYYY-MM-DD`",
    Kind.MOMENT: "date and time in UTC, `YYYY-MM-DDThh:mm:ssZ`",
    Kind.CODE: "code",
    Kind.LIST: "list",
}
ITEMS = {"other_citations": "`source#paragraph#phrase`", "notes": "`kind#slug`", "classes": "`edition:code`"}


def dictionary() -> str:
    """All resources in Markdown, in English."""
    with override("en"):
        return "\n".join(line for resource in RESOURCES.values() for line in _resource(resource))


def with_dictionary(text: str) -> str:
    """The document with its built part brought up to date. Raises ValueError where the line between is missing."""
    written, found, _old = text.partition(BUILT)
    if not found:
        raise ValueError(f"The line {BUILT} is missing.")
    return f"{written}{BUILT}\n\n{dictionary()}"


def _resource(resource: Resource) -> Iterator[str]:
    columns = columns_of(resource.row)
    yield f"## {resource.name}"
    yield ""
    yield f"{inspect.getdoc(resource.row)} Key: `{resource.key}`."
    yield ""
    yield "| column | title | type and coding | meaning |"
    yield "|---|---|---|---|"
    yield from (f"| `{column.name}` | {column.title} | {_coding(column)} | {column.meaning} |" for column in columns)
    yield ""


def _coding(column: Column) -> str:
    if column.kind is Kind.CODE:
        return ", ".join(f"`{code}` {words}" for code, words in column.labels.items())
    if column.name in ITEMS:
        return f"list of {ITEMS[column.name]}"
    return TYPES[column.kind] + (", or nothing" if column.optional else "")
