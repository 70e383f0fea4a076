"""A text file's bytes as text: UTF-8, UTF-16 or GB18030, and text that was decoded wrongly once before, mended."""

from __future__ import annotations

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BINARY = {
    b"PK\x03\x04": "zip",
    b"%PDF-": "pdf",
    b"\xd0\xcf\x11\xe0": "office",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"{\\rtf": "rtf",
}
MOST_CONTROLS = 0.02
COMMON = re.compile(r"[的一是在有和年月日了人中大企业质量产品国家省市标准]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")  # str.splitlines also breaks at signs of a wrong decoding
WRONGLY = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("gb18030", "utf-8"), ("latin-1", "gb18030"))


class NoTextError(ValueError):
    """Bytes that are no text file; the message says in a few words what they are."""


def decoded(content: bytes) -> str:
    """The text of a file; raises NoTextError where it is none."""
    for start, name in BINARY.items():
        if content.startswith(start):
            raise NoTextError(name)
    text = _decoded(content)
    controls = sum(char < " " and char not in "\t\r\n\f\v" for char in text)
    if controls > MOST_CONTROLS * len(text):
        raise NoTextError("binary")
    return mended(text)


def _decoded(content: bytes) -> str:
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    for encoding in ("utf-8", _utf16_guess(content), "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    utf8, gb = (content.decode(encoding, "replace") for encoding in ("utf-8", "gb18030"))
    return min((utf8, gb), key=lambda text: text.count("\ufffd"))


def _utf16_guess(content: bytes) -> str:
    """UTF-16 without its mark has zero bytes at every second place of its digits and line ends."""
    sample = content[:4000]
    if len(sample) < 4 or len(content) % 2:
        return "utf-8"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 50 < len(sample):
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def mended(text: str) -> str:
    """Each line that reads as Chinese once a wrong decoding is undone (ä¸­å›½, 涓浗), so undone; others as they are."""
    return "".join(_mended_line(line) for line in LINE.findall(text))


def _mended_line(line: str) -> str:
    if line.isascii():
        return line
    best, most = line, _chinese_share(line)
    for wrong, right in WRONGLY:
        try:
            candidate = line.encode(wrong).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        share = _chinese_share(candidate)
        if share > most + 0.1:
            best, most = candidate, share
    return best


def _chinese_share(text: str) -> float:
    """How much of a line is common Chinese: of 中国 most, of 涓浗 nothing."""
    han = len(HAN.findall(text))
    return (len(COMMON.findall(text)) + 0.2 * han) / len(text) if text else 0.0
