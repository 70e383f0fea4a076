"""Names by pinyin: 樟树 is found by zhangshu, zhangs, shu and by its initials zs.

A name is stored as `zhang shu shi||zhangshushi|shushi|shi//zss/ss/s`: its syllables, then what can be typed from each
of them on, whole and as initials. So a match begins where a syllable begins ("an" is not in zhangshu), LIKE on one
column finds it, and a doubled sign says that it begins the name. Two initials alone must do so: a
long title holds any two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

LONGEST = 24  # letters that are compared; longer pinyin is as good as unique
WHOLE, INITIALS = "|", "/"
FREE_INITIALS = 3  # this many may also stand inside a name


@dataclass(frozen=True)
class PinyinHit:
    """Which characters of a name a typed word stands for."""

    start: int
    end: int
    by_initials: bool


def typed_pinyin(word: str) -> str:
    """The word as it is compared with stored pinyin; empty where it is none. One letter alone would find everything."""
    plain = re.sub(r"['’·-]", "", word).replace("ü", "v")
    return plain[:LONGEST] if len(plain) > 1 and re.fullmatch(r"[a-z0-9]*[a-z][a-z0-9]*", plain) else ""


def stored_pinyin(name: str) -> str:
    """The column of a name (see the top of this page); empty for a name without a Chinese character."""
    parts = _syllables(name)
    if not any(len(part) > 1 for part in parts):
        return ""
    whole = ["".join(parts[start : start + LONGEST])[:LONGEST] for start in range(len(parts))]
    initials = ["".join(part[0] for part in parts[start : start + LONGEST]) for start in range(len(parts))]
    return f"{' '.join(parts)}{WHOLE * 2}{WHOLE.join(whole)}{INITIALS * 2}{INITIALS.join(initials)}"


def stored_forms(word: str, *, begins: bool = False) -> list[str]:
    """A name answers to the typed word where its column holds one of these; none where the word is no pinyin."""
    typed = typed_pinyin(word)
    if not typed:
        return []
    initials = INITIALS if len(typed) >= FREE_INITIALS and not begins else INITIALS * 2
    return [(WHOLE * 2 if begins else WHOLE) + typed, initials + typed]


def find_pinyin(word: str, name: str, stored: str) -> PinyinHit | None:
    """Where in the name the typed word stands, by what was stored for it; whole syllables before initials."""
    typed, parts = typed_pinyin(word), _stored_syllables(stored)
    at = [number for number, c in enumerate(name) if c.isalnum()]
    if not typed or len(at) != len(parts):
        return None
    for by_initials in (False, True):
        letters = [part[0] for part in parts] if by_initials else parts
        starts = len(letters) if not by_initials or len(typed) >= FREE_INITIALS else 1
        for start in range(min(starts, len(letters))):
            if "".join(letters[start : start + LONGEST]).startswith(typed):
                length = _length(letters[start:], len(typed))
                return PinyinHit(at[start], at[start + length - 1] + 1, by_initials)
    return None


def initials_of(stored: str) -> str:
    """zss of what is stored for 樟树市."""
    return "".join(part[0] for part in _stored_syllables(stored))


def _stored_syllables(stored: str) -> list[str]:
    return stored.split(WHOLE * 2)[0].split()


def _length(letters: list[str], typed: int) -> int:
    """How many syllables the typed letters reach into."""
    sums = [sum(len(part) for part in letters[: count + 1]) for count in range(len(letters))]
    return len(list(takewhile(lambda reached: reached < typed, sums))) + 1


def _each(unread: str) -> Any:
    """Characters without pinyin stand for themselves, one by one; the library takes a list, its types do not say so."""
    return list(unread)


def _syllables(name: str) -> list[str]:
    """A syllable for each letter or digit of the name; signs and spaces between them are left out."""
    # Its tables take 60 MB and a quarter of a second: only a process that saves a name pays for them.
    from pypinyin import lazy_pinyin

    parts = lazy_pinyin(name, errors=_each)
    if len(parts) != len(name):
        parts = [lazy_pinyin(c, errors=_each)[0] for c in name]
    return [part.casefold() for c, part in zip(name, parts, strict=True) if c.isalnum()]
