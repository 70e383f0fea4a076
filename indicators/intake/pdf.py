"""The text of a PDF that has one. Nothing in it is run, opened or fetched; only the text of its pages is taken."""

from __future__ import annotations

import io
import re

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from indicators.intake.limits import MAX_PAGES, MAX_SIGNS
from indicators.intake.pdf_lines import paragraphs
from indicators.intake.refused import Reason, Unreadable

LEAST_LETTERS = 20
UNKNOWN = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")  # private use: signs that a font drew without a name
MOST_UNKNOWN = 0.1


def text_of_pdf(content: bytes) -> str:
    """Raises Unreadable."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not _opens(reader):
        raise Unreadable(Reason.PROTECTED)
    if reader.get_num_pages() > MAX_PAGES:
        raise Unreadable(Reason.TOO_MANY_PAGES)
    text = "\n".join(paragraphs(_pages(reader)))
    letters = sum(map(str.isalnum, text))
    unknown = len(UNKNOWN.findall(text))
    if unknown > MOST_UNKNOWN * (letters + unknown) and unknown:
        raise Unreadable(Reason.GARBLED)
    if letters < LEAST_LETTERS:
        raise Unreadable(Reason.NO_TEXT)
    return text


def _opens(reader: PdfReader) -> bool:
    """Many a file is protected against changes alone, and opens without a password."""
    try:
        return reader.decrypt("") is not PasswordType.NOT_DECRYPTED
    except DependencyError:
        return False


def _pages(reader: PdfReader) -> list[str]:
    pages, signs = [], 0
    for page in reader.pages:
        pages.append(page.extract_text())
        signs += len(pages[-1])
        if signs > MAX_SIGNS:
            raise Unreadable(Reason.TOO_LONG)
    return pages
