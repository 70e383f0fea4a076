"""Plain text, and the form in which all text leaves: no control signs, no halves of signs, of bounded length."""

from __future__ import annotations

import re

from indicators.intake.limits import MAX_SIGNS
from indicators.intake.refused import Reason, Unreadable
from indicators.reading.article.files import NoTextError, decoded

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # a database takes no \x00
HALVES = re.compile(r"[\ud800-\udfff]")
REASONS = {"rtf": Reason.RTF, "image": Reason.PICTURE, "zip": Reason.ARCHIVE, "office": Reason.OLD_WORD}


def plain_text(content: bytes) -> str:
    """UTF-8, UTF-16 or GB18030, and text that was decoded wrongly once, mended. Raises Unreadable."""
    try:
        return cleaned(decoded(content))
    except NoTextError as error:
        raise Unreadable(REASONS.get(str(error), Reason.BINARY)) from error


def cleaned(text: str) -> str:
    """Raises Unreadable where nothing is left, or too much."""
    if len(text) > MAX_SIGNS:
        raise Unreadable(Reason.TOO_LONG)
    result = HALVES.sub("\ufffd", CONTROLS.sub("", text)).removeprefix("\ufeff")
    if not result.strip():
        raise Unreadable(Reason.EMPTY)
    return result
