"""The main text of a web page: what stands between its heading and its end, without menus, scripts and styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from indicators.intake.refused import Reason, Unreadable
from indicators.reading.article.files import NoTextError, decoded

LEFT_OUT = re.compile(
    "script|style|noscript|template|nav|aside|footer|button|select|textarea|iframe|object|embed|svg|math|canvas|audio"
    "|video|rt|rp|link|meta"
)
BLOCKS = re.compile(
    "address|article|blockquote|body|caption|center|d[dlt]|details|div|fieldset|figcaption|figure|form|h[1-6r]|head"
    "|header|hgroup|html|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul"
)
CELLS = frozenset(("td", "th"))
HEADINGS = frozenset(("h1", "h2"))
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
BIG5 = re.compile(rb"<meta[^>]{0,200}charset=[\"']?big5", re.I)
SPACE = re.compile(r"[ \t\r\n\f\v]+")
SENTENCE = re.compile(r"[。；，！？;,.!?]")
MOST_OF_IT = 0.7  # of the page's sentences are in its main part


LEAST_TITLE = 6


@dataclass
class Line:
    """One line of text and the elements that hold it, the outermost first."""

    within: tuple[int, ...]
    is_heading: bool
    text: str = ""
    linked: int = 0

    @property
    def weight(self) -> int:
        """Signs of running text: menus are links, or have no sentences."""
        return len(self.text) - self.linked if SENTENCE.search(self.text) else 0


@dataclass
class _Walk:
    lines: list[Line] = field(default_factory=list)
    within: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    links: int = 0
    in_heading: int = 0
    title: str = ""

    def new_line(self) -> None:
        if not self.lines or self.lines[-1].text:
            self.lines.append(Line((), False))

    def add(self, text: str | None) -> None:
        plain = SPACE.sub(" ", text or "")
        line = self.lines[-1] if self.lines else None
        if line is None or not (plain.strip() or line.text):
            return
        if not line.text:
            line.within, line.is_heading = tuple(self.within), bool(self.in_heading)
        line.text += plain
        line.linked += len(plain) if self.links else 0


def text_of_page(content: bytes) -> str:
    """Raises Unreadable."""
    try:
        text = content.decode("big5") if BIG5.search(content[:4_000]) else decoded(content)
    except (NoTextError, UnicodeDecodeError) as error:
        raise Unreadable(Reason.BINARY) from error
    # The page's own words on its encoding are no longer true.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise Unreadable(Reason.EMPTY)
    walk = _walked(root)
    return "\n".join(line.text.strip() for line in _main(walk))


def _walked(root: etree._Element) -> _Walk:
    walk = _Walk()
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if skipped is None and event == "start":
            if LEFT_OUT.fullmatch(name) or _is_hidden(element):
                skipped = element
            else:
                _enter(walk, element, name)
        elif event == "end":
            if skipped is None:
                _leave(walk, name)
            skipped = None if skipped is element else skipped
            if skipped is None:
                walk.add(element.tail)
    return walk


def _is_part(name: str) -> bool:
    """Whether it may be the page's main part."""
    return BLOCKS.fullmatch(name) is not None and name not in ("tr", "p", "title")


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or HIDDEN.search(element.get("style", "")) is not None


def _enter(walk: _Walk, element: etree._Element, name: str) -> None:
    if BLOCKS.fullmatch(name) or name == "br":
        walk.new_line()
    if _is_part(name):
        number = len(walk.names)
        walk.names[number] = name
        walk.within.append(number)
    walk.links += name == "a"
    walk.in_heading += name in HEADINGS
    if name == "title":
        walk.title = walk.title or SPACE.sub(" ", element.text or "")
    else:
        walk.add(element.text)


def _leave(walk: _Walk, name: str) -> None:
    if _is_part(name):
        walk.within.pop()
    if BLOCKS.fullmatch(name):
        walk.new_line()
    if name in CELLS and walk.lines:
        walk.lines[-1].text += "\t"
    walk.links -= name == "a"
    walk.in_heading -= name in HEADINGS


def _main(walk: _Walk) -> list[Line]:
    """From the heading before the page's main part to the end of it."""
    lines = [line for line in walk.lines if line.text.strip()]
    part = _main_part(lines, walk.names)
    inside = [place for place, line in enumerate(lines) if part is None or part in line.within]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    headings = [place for place in range(first) if _is_heading(lines[place], walk.title)]
    return lines[headings[-1] if headings else first : last + 1]


def _is_heading(line: Line, title: str) -> bool:
    """A heading by its element, or because the page's title says the same."""
    text = line.text.strip()
    return line.is_heading or (len(text) >= LEAST_TITLE and text in title)


def _main_part(lines: list[Line], names: dict[int, str]) -> int | None:
    """The innermost element with most of the page's sentences; an article or main element before others."""
    weights: dict[int, int] = {}
    for line in lines:
        for number in line.within:
            weights[number] = weights.get(number, 0) + line.weight
    total = sum(line.weight for line in lines)
    enough = [number for number, weight in weights.items() if total and weight >= MOST_OF_IT * total]
    named = [number for number in enough if names[number] in ("article", "main")]
    return max(named or enough, default=None)
