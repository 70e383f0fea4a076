"""Which words name which indicator: the official names, and what editors have taught.

Plain Python, no Django. The reader looks for the longest name inside a figure's subject.
"""

from __future__ import annotations

from collections.abc import Iterable

from indicators.reading.normalise import normalise

LEAST = 4  # signs; 企业 or 产品 alone names nothing
MOST = 40  # as many as the reader compares
COUNTS = ("总数", "数量", "数")  # an indicator is called 有效发明专利数 where an article says 有效发明专利


def plain(name: str) -> str:
    """A name in the form in which names are compared."""
    return normalise(name).replace(" ", "")


def is_learnable(subject: str) -> bool:
    """Whether these words may become another name of an indicator."""
    return LEAST <= len(plain(subject)) <= MOST


def vocabulary(names: Iterable[tuple[str, str]], aliases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words → code of the indicator. Both are pairs of words and code; words that name two indicators name none."""
    meanings: dict[str, set[str]] = {}
    for words, code in [*_with_short_forms(names), *aliases]:
        if len(words) >= 2:
            meanings.setdefault(words, set()).add(code)
    return {words: codes.pop() for words, codes in meanings.items() if len(codes) == 1}


def _with_short_forms(names: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for name, code in names:
        full = plain(name)
        yield full, code
        short = next((full.removesuffix(end) for end in COUNTS if full.endswith(end)), "")
        if len(short) >= LEAST:
            yield short, code
