"""Whether the words before or after a figure name what a published figure measures.

Unlike scopes are never taken for each other: 规模以上企业主营业务收入 is not 主营业务收入, and 营收 is not. So what
stands before a name must be words that the program itself is described with, or say nothing of the scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from indicators.reading.article.reader import read
from indicators.reading.normalise import normalise

TAIL = re.compile(r"(?:总数量?|总量|数量|个数|家数|数|量)$")
HEAD = re.compile(r"^(?:年度?|全年)")
EMPTY = re.compile(
    r"(?:我[省市县区]|全[省市县区州球]|本[省市县区]|其|该|的|了|已|共|现有|拥有|累计|计划|预计|力争|目前|当前|截至|产业链?|行业|企业|产品"
    r"|全年|当年|年|实现|完成|达到?|总计|合计|有|使|把|将|由|从|为|中|内|在|[省市县区])$"
)
LEAST_NAME, LEAST_HEAD, LEAST_FRAME, LONGEST = 3, 2, 4, 40
HAN = re.compile(r"[\u4e00-\u9fff]")
BRACKETS = re.compile(r"[(（][^)）]*[)）]")
NUMBER = re.compile(r"\d[\d.,]*")
ASIDES = re.compile(r"[(（][^)）]*[)）]|\d{2,4}年(?:\d{1,2}月)?底?|[\s“”\"'「」,，、:：]")


def plain(words: str) -> str:
    return ASIDES.sub("", normalise(words))


@dataclass(frozen=True)
class Words:
    """What a published figure answers to: its indicator's name in several forms, what its sources call it, and the
    words right before and after it there.
    """

    own: frozenset[str]
    stated: frozenset[str] = frozenset()
    frames: frozenset[tuple[str, str]] = frozenset()


def words_of(name: str, stated: Iterable[tuple[str, Decimal]]) -> Words:
    """Of an indicator's name and the phrases of its sources, each with the value that it states."""
    whole = plain(name)
    short = TAIL.sub("", whole)
    own = {whole, short, HEAD.sub("", whole), HEAD.sub("", short)}
    names: set[str] = set()
    frames: set[tuple[str, str]] = set()
    for phrase, value in stated:
        subjects, around = _in_phrase(phrase, value)
        names |= subjects
        frames |= around
    return Words(frozenset(one for one in own if len(one) >= LEAST_HEAD), frozenset(names), frozenset(frames))


@lru_cache(maxsize=5_000)
def _in_phrase(phrase: str, value: Decimal) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    text = normalise(phrase)
    figures = [one for one in read(text).candidates if any(stated.value == value for stated in one.values)]
    subjects = (plain(one.subject) for one in figures)
    frames = ((masked(text[: one.mark_start]), masked(text[one.mark_end :])) for one in figures)
    return (
        frozenset(subject for subject in subjects if len(subject) >= LEAST_NAME),
        frozenset(frame for frame in frames if len(HAN.findall("".join(frame))) >= LEAST_FRAME),
    )


def masked(words: str) -> str:
    """The words without the numbers in them, and without what stands in brackets."""
    return NUMBER.sub("#", BRACKETS.sub("", words))


def matches(subject: str, before: str, after: str, of: Words, known: str) -> int:
    """How surely a figure is meant, 0 for not at all: by its subject, or by the source's own words around it."""
    framed = (len(a) + len(b) for a, b in of.frames if masked(before).endswith(a) and masked(after).startswith(b))
    return max(means(subject, of, known), max(framed, default=0))


def means(subject: str, of: Words, known: str) -> int:
    """How surely a subject is the name of a figure: the length of the name that it was found by, 0 for not at all.

    `known` holds the words that describe the program: name, scope, chain and region.
    """
    said = TAIL.sub("", plain(subject))
    if len(said) < LEAST_HEAD:
        return 0
    found = [_by_name(said, TAIL.sub("", name), known) for name in of.own | of.stated]
    return max(*found, *(_by_head(said, TAIL.sub("", name), known) for name in of.own), 0)


def _by_name(said: str, name: str, known: str) -> int:
    if said.endswith(name) and (len(name) >= LEAST_NAME or said == name):
        return 0 if _left_over(said.removesuffix(name), known) else len(name)
    return 0


def _by_head(said: str, name: str, known: str) -> int:
    """营收 for 陶瓷产业营收, where the program is one of ceramics; 企业 alone says nothing."""
    for start in range(len(said) - LEAST_HEAD + 1):
        head = said[start:]
        if EMPTY.fullmatch(head):
            return 0
        if (
            name.endswith(head)
            and not _left_over(said[:start], known)
            and not _left_over(name.removesuffix(head), known)
        ):
            return len(head)
    return 0


def _left_over(words: str, known: str) -> str:
    """What is left once pieces of `known`, and words that say nothing of a scope, are taken off the end of `words`."""
    while words:
        size = next((size for size in range(min(len(words), LONGEST), 1, -1) if words[-size:] in known), 0)
        empty = EMPTY.search(words)
        size = max(size, len(empty[0]) if empty else 0)
        if not size:
            return words
        words = words[:-size]
    return words
