"""Lists of words, written one after the other, and patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is written with spaces between them."""
    return tuple(text.split())


def either(listed: str | Iterable[str]) -> str:
    """An alternation in which the longest word wins; nothing in the words is a pattern."""
    found = words(listed) if isinstance(listed, str) else tuple(listed)
    return "|".join(re.escape(word) for word in sorted(dict.fromkeys(found), key=len, reverse=True))
