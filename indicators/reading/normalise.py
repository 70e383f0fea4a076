"""An article's text in one form, so that a phrase can be found in it: no pinyin glosses, half-width signs, simplified.

Plain Python, no Django. Paragraphs are the lines of the file, counted from 1 as in a citation. `normalised` also says
where each sign of the result stood in the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache

import opencc

HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x00A0: " "}
RADICALS = (0x2E80, 0x2FDF), (0xF900, 0xFAFF)  # PDF text has ⼈ (a radical) for 人, and compatibility forms
UNPAIRED = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of a surrogate pair cannot be converted
LINE_END = re.compile(r"\r\n|\r|\n")
BRACKETED = re.compile(r"(?<=[\u3400-\u9fff]) ?\(([a-zü\u00e0-\u01dc\u0300-\u030c]{1,12})\)")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
SPACES = re.compile(r"[ \t]+")
SYLLABLE = re.compile(
    r"([bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|ong"
    r"|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue)"
)


def _same_width(code: int) -> dict[int, str]:
    plain = unicodedata.normalize("NFKC", chr(code))
    return {code: plain} if len(plain) == 1 and plain != chr(code) else {}


for first, last in RADICALS:
    for code in range(first, last + 1):
        HALF_WIDTH |= _same_width(code)


@dataclass(frozen=True)
class Normalised:
    """A text in its one form. `starts` and `shifts` say from which sign on how many signs were left out before it."""

    text: str
    original: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def origin(self, offset: int) -> int:
        """Where the sign at `offset` stood in the original text; never falls as `offset` grows."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def origin_span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of `text[start:end]`: a gloss after its last sign is not part of it."""
        if start >= end:
            return self.origin(start), self.origin(start)
        return self.origin(start), self.origin(end - 1) + 1


def normalised(text: str) -> Normalised:
    """One paragraph or phrase in the form in which both are compared, with the way back."""
    plain = half_width(text)
    removed = _left_out(plain)
    kept, starts, shifts = _without(plain, removed)
    return Normalised(simplified(kept), text, starts, shifts)


def normalise(text: str) -> str:
    """One paragraph or phrase in the form in which both are compared."""
    return normalised(text).text


def lines(text: str) -> list[str]:
    """The lines of a file as they are; paragraph 1 is the first."""
    return LINE_END.split(text.removeprefix("\ufeff"))


def paragraphs(text: str) -> list[str]:
    """The normalised lines of a file; paragraph 1 is the first."""
    return [normalise(line) for line in lines(text)]


def half_width(text: str) -> str:
    """，（）１２％ as ,()12%: articles mix both, and a figure is the same in either. One sign for one sign."""
    return text.translate(HALF_WIDTH)


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, one for one."""
    paired = text.translate(UNPAIRED)
    result = str(_converter().convert(paired))
    return result if len(result) == len(text) else "".join(_one_simplified(char) for char in paired)


@lru_cache(maxsize=20_000)
def _one_simplified(char: str) -> str:
    result = str(_converter().convert(char))
    return result if len(result) == 1 else char


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


Span = tuple[int, int]


def _left_out(text: str) -> list[Span]:
    """Pinyin glosses, signs of no width, and spaces that separate nothing; in order, none touching another's inside."""
    glosses = [match.span() for match in BRACKETED.finditer(text) if _is_syllable(match[1])]
    after_gloss = {end for _start, end in glosses}
    invisible = [match.span() for match in INVISIBLE.finditer(text)]
    return sorted([*glosses, *invisible, *_loose_spaces(text, after_gloss)])


def _is_syllable(text: str) -> bool:
    letters = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return SYLLABLE.fullmatch("".join(letters)) is not None


def _loose_spaces(text: str, after_gloss: Container[int]) -> Iterable[Span]:
    """Spaces beside a character or its punctuation mean nothing: 860 亿元 is 860亿元; KS G 2020 keeps its own."""
    for match in SPACES.finditer(text):
        start, end = match.span()
        if start in after_gloss or _is_chinese(text[start - 1 : start]) or _is_chinese(text[end : end + 1]):
            yield start, end


def _is_chinese(char: str) -> bool:
    return "\u3001" <= char <= "\u9fff" or char in {"“", "”", "‘", "’"}


def _without(text: str, removed: Iterable[Span]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The text without these spans; from which sign of it on how many signs were left out."""
    kept, starts, shifts, place = [], [0], [0], 0
    for start, end in removed:
        kept.append(text[place:start])
        shifts.append(shifts[-1] + end - max(start, place))
        starts.append(end - shifts[-1])
        place = end
    kept.append(text[place:])
    return "".join(kept), tuple(starts), tuple(shifts)
