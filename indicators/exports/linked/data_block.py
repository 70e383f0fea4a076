"""JSON-LD in a page: a data block, which no browser runs and the Content-Security-Policy does not forbid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

MEDIA_TYPE = "application/ld+json"
# As Django's json_script: no text can end the element or open a comment. HTML, "Restrictions for contents of script".
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def data_block(value: Mapping[str, Any]) -> SafeString:
    """The script element of JSON-LD, on one line, safe to stand anywhere in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="{MEDIA_TYPE}">{text}</script>')  # noqa: S308  # escaped above
