"""Which indicator a subject means, by names and aliases that the caller hands in."""

from __future__ import annotations

from collections.abc import Mapping

MOST = 40


def indicator_of(names: Mapping[str, str], subject: str, context: str) -> str | None:
    """The code of the longest name inside the subject, else inside the words around the figure."""
    return _longest(names, subject[-MOST:]) or _longest(names, context[-MOST:])


def _longest(names: Mapping[str, str], words: str) -> str | None:
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length, -1, -1):
            code = names.get(words[start : start + length])
            if code:
                return code
    return None
