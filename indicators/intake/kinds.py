"""What a file is, by its first bytes and not by its name."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from indicators.intake.refused import Reason, Unreadable

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # a stream in which Office keeps a protected document
REFUSED = {
    b"{\\rtf": Reason.RTF,
    b"\x89PNG": Reason.PICTURE,
    b"\xff\xd8\xff": Reason.PICTURE,
    b"GIF8": Reason.PICTURE,
    b"BM": Reason.PICTURE,
    b"II*\x00": Reason.PICTURE,
    b"MM\x00*": Reason.PICTURE,
    b"\x1f\x8b": Reason.ARCHIVE,
    b"7z\xbc\xaf": Reason.ARCHIVE,
    b"Rar!": Reason.ARCHIVE,
    b"BZh": Reason.ARCHIVE,
    b"\xfd7zXZ": Reason.ARCHIVE,
}
SHORT = (b"BM", b"BZh")  # starts that a text may have too, if no zero byte follows
SAMPLE = 4_000
COMMENTS = r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*"
PAGE = re.compile(
    COMMENTS + r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6]|table|span)\b",
    re.I | re.S,
)
OTHER_XML = re.compile(COMMENTS + r"(?:<\?xml|<!doctype|<[a-z][\w:.-]*[\s>])", re.I | re.S)
TAG = re.compile(r"</(?:p|div|body|td|span|h[1-6])\s*>", re.I)
WEB_ARCHIVE = re.compile(
    r"^(?:From|MIME-Version|Snapshot-Content-Location):.*?^Content-Type: multipart/related", re.I | re.S | re.M
)


class Kind(StrEnum):
    TEXT = "text"
    WORD = "word"
    PDF = "pdf"
    WEB = "web"


def kind_of(name: str, content: bytes) -> Kind:
    """Which reader understands it; the name only tells a web page that begins without a tag from plain text.

    Raises Unreadable for what none reads.
    """
    start = content[:SAMPLE]
    if start.startswith(ZIP):
        return Kind.WORD
    if start.lstrip().removeprefix(codecs.BOM_UTF8).startswith(b"%PDF-"):
        return Kind.PDF
    if start.startswith(OLE):
        raise Unreadable(Reason.PROTECTED if ENCRYPTED_PACKAGE in content else Reason.OLD_WORD)
    for first, reason in REFUSED.items():
        if start.startswith(first) and (first not in SHORT or b"\0" in start):
            raise Unreadable(reason)
    return _kind_of_text(name, _as_text(start))


def _kind_of_text(name: str, start: str) -> Kind:
    if PAGE.match(start) or (name.lower().endswith((".html", ".htm", ".xhtml")) and TAG.search(start)):
        return Kind.WEB
    if WEB_ARCHIVE.search(start):
        raise Unreadable(Reason.WEB_ARCHIVE)
    if OTHER_XML.match(start) and "<?xml" in start[:200].lower():
        raise Unreadable(Reason.XML)
    return Kind.TEXT


def _as_text(start: bytes) -> str:
    """Enough to see ASCII signs, in whatever encoding."""
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return (start.decode("utf-16", "replace") if is_wide else start.decode("latin-1").removeprefix("ï»¿")).lstrip()
