"""Fields and bookmarks of Word, which python-docx does not write: numbers that Word itself keeps right."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, instruction: str, shown: str, style: str | None = None) -> None:
    """A field at the end of the paragraph; `shown` is what stands there until Word works it out again."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    field.append(paragraph.add_run(shown, style=style)._r)
    paragraph._p.append(field)


def bookmark(paragraph: Paragraph, name: str, key: int) -> None:
    """All that the paragraph holds so far gets a name; `key` is the bookmark's own number in the document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), name)
    for element in (start, end):
        element.set(qn("w:id"), str(key))
    paragraph._p.get_or_add_pPr().addnext(start)
    paragraph._p.append(end)
