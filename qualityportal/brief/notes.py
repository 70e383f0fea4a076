"""Notes on sources: a numbered list at the end, and marks in the text that are Word's own cross-references to it.

The numbers are those of the list's style (GB/T 7714-2015, 10.1: in the order of the first mention, in brackets, one for
each source however often it is named), so Word counts anew when somebody adds a note. Why not endnotes: decision 14.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.text.paragraph import Paragraph

from qualityportal.brief.fields import add_field, bookmark

MARK: Final = "Note Mark"
NOTE: Final = "Note"
KEYS: Final = 10_000  # bookmarks of notes are counted from here


@dataclass(frozen=True)
class Note:
    """What a mark leads to; marks with the same key lead to one note."""

    key: Hashable
    text: str


class Notes:
    """The notes of one document, numbered in the order in which the text first calls them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes: dict[Hashable, Note] = {}
        self._numbers: dict[Hashable, int] = {}

    def mark(self, paragraph: Paragraph, notes: Iterable[Note]) -> None:
        """[3][5], raised; each leads to its note."""
        for number in sorted({self._number(note) for note in notes}):
            add_field(paragraph, rf"REF {_name(number)} \r \h", f"[{number}]", MARK)

    def _number(self, note: Note) -> int:
        self._notes.setdefault(note.key, note)
        return self._numbers.setdefault(note.key, len(self._numbers) + 1)

    def write(self) -> None:
        """The list, here."""
        for number, note in enumerate(self._notes.values(), start=1):
            paragraph = self._document.add_paragraph(note.text, style=NOTE)
            bookmark(paragraph, _name(number), KEYS + number)


def _name(number: int) -> str:
    return f"_Note{number}"  # Word hides bookmarks that begin with a line
