"""The text of a Word document: a paragraph a line, a row of a table a line, notes at the end (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indicators.intake.package import Package
from indicators.intake.refused import Reason, Unreadable

# The transitional namespace, which all word processors write, and the strict one.
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
UNSEEN = ("del", "moveFrom", "rt")  # deleted, moved away, glosses
NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def text_of_document(content: bytes) -> str:
    """Raises Unreadable."""
    package = Package(content)
    root = package.xml(package.main)
    w = f"{{{etree.QName(root).namespace}}}"
    if w[1:-1] not in NAMESPACES:
        raise Unreadable(Reason.DAMAGED)
    lines = list(_lines(root, w))
    for name, note in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
        part = package.beside(name)
        if part:
            lines += _notes(package.xml(part), w, note)
    return "\n".join(line for line in lines if line.strip())


def _notes(root: etree._Element, w: str, name: str) -> Iterator[str]:
    for note in root.iter(f"{w}{name}"):
        if note.get(f"{w}type") not in NO_NOTES:
            yield " ".join(line for line in _lines(note, w) if line.strip()).strip()


def _lines(root: etree._Element, w: str) -> Iterator[str]:
    _leave_out_unseen(root, w)
    _take_out_boxes(root, w)
    for block in root.iter(f"{w}p", f"{w}tr"):
        if next(block.iterancestors(f"{w}tr"), None) is not None:
            continue
        if block.tag == f"{w}tr":
            yield "\t".join(" ".join(_text(p, w).strip() for p in cell.iter(f"{w}p")) for cell in block.iterchildren())
        else:
            yield from _text(block, w).split("\n")


def _text(paragraph: etree._Element, w: str) -> str:
    found = []
    for part in paragraph.iter(f"{w}t", *(f"{w}{name}" for name in GAPS)):
        name = etree.QName(part).localname
        if name == "t":
            found.append(part.text or "")
        elif part.getparent().tag == f"{w}r" and part.get(f"{w}type") not in ("page", "column"):
            found.append(GAPS[name])
    return "".join(found)


def _leave_out_unseen(root: etree._Element, w: str) -> None:
    etree.strip_elements(root, f"{COMPATIBILITY}Fallback", *(f"{w}{name}" for name in UNSEEN), with_tail=False)
    for hidden in list(root.iter(f"{w}vanish")):
        run = next(hidden.iterancestors(f"{w}r"), None)
        if run is not None and hidden.get(f"{w}val") not in ("0", "false", "off"):
            for child in list(run):
                run.remove(child)


def _take_out_boxes(root: etree._Element, w: str) -> None:
    """A text box stands inside a paragraph; its paragraphs are put after it, the innermost first."""
    for box in reversed(list(root.iter(f"{w}txbxContent"))):
        holder = next(box.iterancestors(f"{w}p"), None)
        if holder is not None and holder.getparent() is not None:
            for block in reversed(list(box)):
                holder.addnext(block)
