"""The text of an uploaded article, whatever file it came in."""

from __future__ import annotations

from indicators.intake.confined import read_confined
from indicators.intake.kinds import Kind, kind_of
from indicators.intake.limits import MAX_BYTES
from indicators.intake.plain import plain_text
from indicators.intake.refused import Reason, Unreadable

NOTHING = b" \t\r\n\xef\xbb\xbf\xff\xfe\0"


def text_of(name: str, content: bytes) -> str:
    """The text, a paragraph a line, without what a page puts around it.

    `name` is the file's name as uploaded; what the file is, is told by its content. Raises Unreadable, and nothing
    else, where there is no text to be had; `str()` of it is a sentence for the editor.
    """
    if not content.strip(NOTHING):
        raise Unreadable(Reason.EMPTY)
    if len(content) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    kind = kind_of(name, content)
    return plain_text(content) if kind is Kind.TEXT else read_confined(kind, content)
