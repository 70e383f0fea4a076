"""A Word document in the template's styles: headings, text with notes, pictures, tables. It knows nothing of programs.

In English a style gives way to its namesake with “English” behind it, where the template has one.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from docx import Document
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Emu, Length, Mm
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from indicators.rules.xml_text import for_xml
from qualityportal.brief.fields import add_field, bookmark
from qualityportal.brief.notes import MARK, NOTE, Note, Notes

NARROWEST: Final = Mm(104)  # of a chart: its smallest letters are of 7 points then
HALF_A_PAGE, HIGHEST = Mm(95), Mm(200)  # two pictures of 95 mm stand on a page with their captions
# What the template must hold.
STYLES: Final = (
    *("Title", "Subtitle", "Facts", "Heading 1", "Heading 2", "Body Text", "List Number", "List Number 2"),
    *("Picture", "Caption", "Table Caption", "Table Head", "Table Text", "Table Note", "Figures"),
    *(NOTE, MARK, "Strong", "Hyperlink"),
)
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can name


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True)
class Link:
    """An address that can be followed."""

    url: str


@dataclass(frozen=True)
class ToChart:
    """The name of a chart, 图 2, that leads to it."""

    number: int


Piece = str | Strong | Link | ToChart | Note
Text = Sequence[Piece]  # one paragraph
Cell = Sequence[Text]  # the paragraphs of a cell
Column = tuple[str, float]  # the head, and a share of the width


@dataclass(frozen=True)
class Labels:
    """What captions begin with: 图 %(number)s, 表 %(number)s."""

    chart: str
    table: str


class Paper:
    """`language` is a code such as zh-hans or en."""

    def __init__(self, template: Path, language: str, labels: Labels) -> None:
        self._document = Document(str(template))
        self._language = language
        self._labels = labels
        self._notes = Notes(self._document)
        self._counts = {labels.chart: 0, labels.table: 0}

    @property
    def next_chart(self) -> int:
        return self._counts[self._labels.chart] + 1

    def describe(self, *, title: str, subject: str, day: datetime.date) -> None:
        """What the file says of itself; it names no person."""
        properties = self._document.core_properties
        properties.title, properties.subject = for_xml(title)[:255], for_xml(subject)[:255]
        properties.language = "zh-CN" if self._language.startswith("zh") else "en"
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.created = properties.modified = datetime.datetime.combine(day, datetime.time())
        properties.revision = 1

    def paragraph(self, style: str, text: Text) -> None:
        self._write(self._document.add_paragraph(style=self._style(style)), text)

    def heading(self, text: str, level: int = 1) -> None:
        self.paragraph(f"Heading {level}", [text])

    def picture(self, png: bytes, *, width: Length, margin: int, alternative: str, caption: Text) -> None:
        """A picture with its numbered caption below; `alternative` says what it shows.

        `margin` px of its own white are cropped on each side: the page has its own. What is left is `width` wide, or
        narrower where it would be higher than half a page.
        """
        paragraph = self._document.add_paragraph(style=self._style("Picture"))
        picture = paragraph.add_run().add_picture(io.BytesIO(png))
        pixels = Image.from_blob(png)
        _crop(picture, margin / pixels.px_width, margin / pixels.px_height)
        slope = (pixels.px_height - 2 * margin) / (pixels.px_width - 2 * margin)
        fitting = min(width, max(NARROWEST, HALF_A_PAGE / slope), HIGHEST / slope)
        picture.width, picture.height = Emu(int(fitting)), Emu(int(fitting * slope))
        picture._inline.docPr.set("descr", for_xml(alternative))
        self._caption("Caption", self._labels.chart, caption)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], caption: Text) -> None:
        """A table with its numbered caption above and a head that comes again on each page."""
        self._caption("Table Caption", self._labels.table, caption)
        table = self._document.add_table(rows=0, cols=len(columns), style=self._style("Figures"))
        table.autofit = False
        section = self._document.sections[0]
        width = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
        shares = sum(share for _head, share in columns)
        for column, (_head, share) in zip(table.columns, columns, strict=True):
            column.width = Emu(int(width * share / shares))
        head: list[Cell] = [[[name]] for name, _share in columns]
        self._row(table.add_row(), "Table Head", head, "w:cantSplit", "w:tblHeader")
        for row in rows:
            self._row(table.add_row(), "Table Text", row, "w:cantSplit")
        for first in table.rows[1:3]:  # a head never stands with one row alone
            for cell in first.cells:
                cell.paragraphs[-1].paragraph_format.keep_with_next = True

    def notes(self) -> None:
        """All notes that were called, here."""
        self._notes.write()

    def file(self) -> bytes:
        """The document; the same bytes for the same content."""
        saved, packed = io.BytesIO(), io.BytesIO()
        self._document.save(saved)
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _style(self, name: str) -> str:
        english = f"{name} English"
        return english if self._language.startswith("en") and english in self._document.styles else name

    def _caption(self, style: str, label: str, text: Text) -> None:
        """Numbered by Word, which counts anew where somebody adds one."""
        self._counts[label] += 1
        number = self._counts[label]
        before, after = label.split("%(number)s")
        paragraph = self._document.add_paragraph(before, style=self._style(style))
        add_field(paragraph, rf"SEQ {before.strip()} \* ARABIC", str(number))
        if label == self._labels.chart:
            bookmark(paragraph, f"_Chart{number}", number)
        self._write(paragraph, [after, "\u3000" if self._language.startswith("zh") else ". ", *text])

    def _row(self, row: _Row, style: str, cells: Sequence[Cell], *marks: str) -> None:
        properties = row._tr.get_or_add_trPr()
        for mark in marks:
            properties.append(OxmlElement(mark))
        for cell, texts in zip(row.cells, cells, strict=True):
            self._fill(cell, style, texts)

    def _fill(self, cell: _Cell, style: str, texts: Cell) -> None:
        for number, text in enumerate(texts):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.style = self._style(style)
            self._write(paragraph, text)

    def _write(self, paragraph: Paragraph, text: Text) -> None:
        for kind, pieces in groupby(text, key=type):
            if kind is Note:
                self._notes.mark(paragraph, [Note(n.key, for_xml(n.text)) for n in pieces if isinstance(n, Note)])
            else:
                for piece in pieces:
                    self._add(paragraph, piece)

    def _add(self, paragraph: Paragraph, piece: Piece) -> None:
        if isinstance(piece, Strong):
            paragraph.add_run(for_xml(piece.text), style=self._style("Strong"))
        elif isinstance(piece, Link):
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), self._document.part.relate_to(piece.url, RT.HYPERLINK, is_external=True))
            link.append(paragraph.add_run(piece.url, style="Hyperlink")._r)
            paragraph._p.append(link)
        elif isinstance(piece, ToChart):
            add_field(paragraph, rf"REF _Chart{piece.number} \h", self._labels.chart % {"number": piece.number})
        elif piece:
            paragraph.add_run(for_xml(str(piece)))


def _crop(picture: InlineShape, across: float, down: float) -> None:
    """Shares of the width and of the height, cropped at both ends."""
    crop = OxmlElement("a:srcRect")
    for side, share in (("l", across), ("t", down), ("r", across), ("b", down)):
        crop.set(side, str(round(share * 100_000)))
    picture._inline.graphic.graphicData.pic.blipFill.find(qn("a:stretch")).addprevious(crop)
