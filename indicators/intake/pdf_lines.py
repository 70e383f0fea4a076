"""From the printed lines of pages to paragraphs: page numbers and running heads go, broken sentences are joined."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

PAGE_NUMBER = re.compile(
    r"[-–—·•~\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/,，]?\s*共?\s*\d{1,3}\s*页?)?[-–—·•~\s]*|page\s+\d+(?:\s+of\s+\d+)?",
    re.I,
)
DIGITS = re.compile(r"\d+")
SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)》]*$")
UNFINISHED = re.compile(r"[，、,（(《“‘]$")
CLOSING = re.compile(r"[，。、；：！？）》”’%％,;!?)]")
ITEM = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}(?:[）)、]|[.．](?!\d))|第[一二三四五六七八九十]+[章节条部]|[●•■◆○])"
)
LATIN = re.compile(r"[A-Za-z]")
FULL = 0.7  # of the usual width: a shorter line ends a paragraph, or is a heading
RUNNING_PAGES = 3


def paragraphs(pages: Sequence[str]) -> list[str]:
    lines = [line for page in _without_running_lines([_lines(page) for page in pages]) for line in page]
    widths = sorted(map(_width, lines))
    usual = widths[len(widths) * 9 // 10] if widths else 0
    result: list[str] = []
    before = ""
    for line in lines:
        if before and _goes_on(before, line, usual):
            result[-1] += (" " if LATIN.match(before[-1]) and LATIN.match(line) else "") + line
        else:
            result.append(line)
        before = line
    return result


def _lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def _goes_on(before: str, line: str, usual: int) -> bool:
    """Whether a sentence that `before` breaks off goes on in `line`."""
    if SENTENCE_END.search(before):
        return False
    if UNFINISHED.search(before) or CLOSING.match(line):
        return True
    return _width(before) >= FULL * usual and not ITEM.match(line)


def _without_running_lines(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """A page's first and last line go where they number it or stand on most pages."""
    ends = Counter(_masked(line) for page in pages for line in {*page[:1], *page[-1:]})
    most = max(RUNNING_PAGES, len(pages) // 2)
    running = {line for line, count in ends.items() if count >= most}
    for page in pages:
        kept = list(page)
        for place in (0, -1):
            while kept and (PAGE_NUMBER.fullmatch(kept[place]) or _masked(kept[place]) in running):
                kept.pop(place)
        yield kept


def _masked(line: str) -> str:
    return DIGITS.sub("0", line)


def _width(line: str) -> int:
    """In half-width signs: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
