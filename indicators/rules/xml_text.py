"""Text that may stand in XML: a drawing, a Word document."""

from __future__ import annotations

import re
from typing import Final

FORBIDDEN: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")


def for_xml(text: str) -> str:
    """Without the characters that no XML may hold (XML 1.0, 2.2)."""
    return FORBIDDEN.sub("", text)
