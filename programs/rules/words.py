"""What a reader typed as words to look for, and where those words stand in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 80
MOST_WORDS = 8
EXCERPT = 60  # characters of a long text that are shown around a word
BETWEEN_WORDS = re.compile(r"[\s,,、;;。]+")
QUOTES = "\"'“”‘’《》「」()"


@dataclass(frozen=True)
class Query:
    """The text as it is shown again, its words as they are compared, and whether some of it was left out."""

    text: str
    words: tuple[str, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def fold(text: str) -> str:
    """One form for what reads the same: full-width ZS, ZS and zs."""
    return unicodedata.normalize("NFKC", text).casefold()


def query_of(typed: str) -> Query:
    """Control characters are dropped (PostgreSQL refuses NUL), and what is too long is cut."""
    text = " ".join("".join(c if c.isprintable() else " " for c in typed[: LONGEST_QUERY * 4]).split())
    shown = text[:LONGEST_QUERY].strip()
    found = [word.strip(QUOTES) or word for word in BETWEEN_WORDS.split(fold(shown)) if word]
    words = tuple(dict.fromkeys(found))
    is_cut = len(text) > LONGEST_QUERY or len(typed) > LONGEST_QUERY * 4 or len(words) > MOST_WORDS
    return Query(shown, words[:MOST_WORDS], is_cut)


def spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it is written, in order and without overlaps."""
    folded = [fold(c) for c in text]
    joined = "".join(folded)
    at = [number for number, c in enumerate(folded) for _ in c]
    hits = sorted(
        (at[match.start()], at[match.end() - 1] + 1)
        for word in words
        for match in re.finditer(re.escape(fold(word)), joined)
    )
    merged: list[tuple[int, int]] = []
    for start, end in hits:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def pieces(text: str, marked: list[tuple[int, int]]) -> list[Piece]:
    """The text cut at the marked spans, so that a page can mark them without writing markup itself."""
    found, done = [], 0
    for start, end in marked:
        found += [Piece(text[done:start]), Piece(text[start:end], True)]
        done = end
    return [piece for piece in [*found, Piece(text[done:])] if piece.text]


def excerpt(text: str, words: tuple[str, ...]) -> list[Piece]:
    """The neighbourhood of the first hit, with every hit in it marked."""
    text = " ".join(text.split())
    hits = spans(text, words)
    first = hits[0][0] if hits else 0
    start = 0 if len(text) <= EXCERPT else max(0, first - EXCERPT // 3)
    end = min(len(text), start + EXCERPT)
    start, end = _at_spaces(text, start, end, hits[0] if hits else (0, 0))
    cut = text[start:end]
    found = pieces(cut, spans(cut, words))
    before, after = [Piece("…")] if start else [], [Piece("…")] if end < len(text) else []
    return [*before, *found, *after]


def _at_spaces(text: str, start: int, end: int, hit: tuple[int, int]) -> tuple[int, int]:
    """No English word is cut in two, where a space is near; Chinese has none and is cut anywhere."""
    if start:
        space = text.find(" ", start, hit[0])
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(hit[1], end - 20), end)
        end = space if space >= 0 else end
    return start, end
