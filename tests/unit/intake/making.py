"""Files as editors upload them, and files as nobody should: made here, from invented sentences."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

import docx

SENTENCE = "2023年，青禾县竹编产业链产值达12.5亿元，同比增长8.3%。"
OVERRIDES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>{}</Relationships>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """As python-docx writes it."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(line, column).text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def package(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def body(xml: str, *, before: str = "", relations: str = "", **more: str | bytes) -> bytes:
    """A document of the least parts, with this inside its body."""
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": OVERRIDES,
        "_rels/.rels": RELATIONS.format(relations),
        "word/document.xml": document,
    }
    return package({**parts, **{f"word/{name.replace('_', '.')}": content for name, content in more.items()}})


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*pages: Sequence[str], trailer: str = "", streams: Sequence[bytes] | None = None, named: bool = True) -> bytes:
    """One line of text below the other on each page; a sign's code is its place in Unicode, and the font says so.

    `named` off leaves out what the codes stand for, as many a printing program does.
    """
    contents = streams or [_drawn(lines) for lines in pages]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(contents)))
    unicode = "/ToUnicode 5 0 R" if named else ""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        f"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]{unicode}>>".encode(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(
            b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<0000><FFFF>endcodespacerange "
            b"1 beginbfrange<0000><FFFF><0000>endbfrange endcmap"
        ),
    ]
    for number, content in enumerate(contents):
        page = f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        objects += [page.encode(), _stream(content)]
    return _numbered(objects, trailer)


def _drawn(lines: Sequence[str]) -> bytes:
    shown = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
    return f"BT /F 12 Tf 14 TL 50 800 Td {shown} ET".encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream"


def _numbered(objects: Sequence[bytes], trailer: str) -> bytes:
    result, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(result))
        result += f"{number} 0 obj".encode() + content + b"endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>"
    return result + f"{end}\nstartxref\n{len(result)}\n%%EOF".encode()
