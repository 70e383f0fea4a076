"""How a value is written in one cell, and read again: CSV and the lists of all tables.

Text that a spreadsheet would take for a formula stands behind an apostrophe (OWASP, CSV injection), which a number
does not need: it is written by its type.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from types import NoneType
from typing import Any

from programs.tabular.cells import escaped

SEPARATOR = "|"
ITEM = re.compile(r"(?:[^|\\]|\\.)*", re.DOTALL)


def text_of(value: Any) -> str:
    """The value as CSV has it: nothing for none, true and false, ISO 8601, digits as stated; a code as it is."""
    writer = WRITERS.get(type(value))
    return writer(value) if writer else str(value.value)


def joined(items: Iterable[str]) -> str:
    """One text of several: between them a bar, and a backslash before a bar or backslash of their own."""
    return SEPARATOR.join(item.replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR) for item in items)


WRITERS: dict[type, Callable[[Any], str]] = {
    NoneType: lambda _none: "",
    bool: lambda value: "true" if value else "false",
    int: str,
    str: escaped,
    Decimal: lambda value: f"{value:f}",
    datetime.date: datetime.date.isoformat,
    datetime.datetime: lambda value: f"{value:%Y-%m-%dT%H:%M:%SZ}",
    list: lambda items: escaped(joined(str(item) for item in items)),
}


def split(text: str) -> list[str]:
    """What `joined` was given; no item is empty."""
    return [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in ITEM.findall(text) if item]
