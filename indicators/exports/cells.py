"""How a value is written in one cell, and read again: CSV and the lists of all tables.

Text that a spreadsheet would take for a formula stands behind an apostrophe (OWASP, CSV injection), which a number
does not need: it is written by its type.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import Any

from programs.tabular.cells import escaped

SEPARATOR = "|"
ITEM = re.compile(r"(?:[^|\\]|\\.)*", re.DOTALL)


def text_of(value: Any) -> str:
    """The value as CSV has it: nothing for none, true and false, ISO 8601, digits as stated."""
    if isinstance(value, str):
        return str(value.value) if isinstance(value, Enum) else escaped(value)
    if value is None:
        return ""
    if isinstance(value, list):
        return escaped(joined(str(item) for item in value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def joined(items: Iterable[str]) -> str:
    """One text of several: between them a bar, and a backslash before a bar or backslash of their own."""
    return SEPARATOR.join(item.replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR) for item in items)


def split(text: str) -> list[str]:
    """What `joined` was given; no item is empty."""
    return [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in ITEM.findall(text) if item]
