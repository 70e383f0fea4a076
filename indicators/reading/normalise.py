"""An article's text in one form, so that a phrase can be found in it: no pinyin glosses, half-width signs, simplified.

Plain Python, no Django. Paragraphs are the lines of the file, counted from 1 as in a citation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x00A0: " "}
LINE_END = re.compile(r"\r\n|\r|\n")
BRACKETED = re.compile(r"(?<=[\u3400-\u9fff])\(([a-zü\u00e0-\u01dc\u0300-\u030c]{1,12})\)")
SYLLABLE = re.compile(
    r"([bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|ong"
    r"|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue)"
)


def normalise(text: str) -> str:
    """One paragraph or phrase in the form in which both are compared."""
    return simplified(without_glosses(half_width(text)))


def paragraphs(text: str) -> list[str]:
    """The normalised lines of a file; paragraph 1 is the first."""
    return [normalise(line) for line in LINE_END.split(text.removeprefix("\ufeff"))]


def half_width(text: str) -> str:
    """，（）１２％ as ,()12%: articles mix both, and a figure is the same in either."""
    return text.translate(HALF_WIDTH)


def without_glosses(text: str) -> str:
    """項(xiàng)目(mù) as 項目. Only one syllable right after a character goes; (KS G 2020-2017) and (公示中) stay."""
    return BRACKETED.sub(lambda match: "" if _is_syllable(match[1]) else match[0], text)


def _is_syllable(text: str) -> bool:
    letters = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return SYLLABLE.fullmatch("".join(letters)) is not None


def simplified(text: str) -> str:
    """Traditional characters as simplified ones."""
    return str(_converter().convert(text))


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
