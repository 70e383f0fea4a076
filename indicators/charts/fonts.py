"""The faces that a chart asks for, and whether this machine can draw Chinese in pixels: an SVG leaves that to the
reader's machine, a PNG cannot.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

FONT: Final = "system-ui, PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"
CHINESE_FONT: Final = "PingFang SC, Noto Sans CJK SC, Microsoft YaHei, system-ui, sans-serif"
FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
)
CHINESE: Final = re.compile(
    r"cjk|sourcehan|source-han|noto.*sc|wqy|wenquanyi|fallback|pingfang|hiragino|stheiti|songti|simsun|msyh|simhei|uming|ukai",
    re.IGNORECASE,
)


@cache
def has_chinese_font() -> bool:
    """True where a font file whose name promises Chinese is in a usual place (Debian: fonts-noto-cjk)."""
    return any(
        CHINESE.search(path.name)
        for folder in FOLDERS
        for path in Path(folder).rglob("*")
        if path.suffix.lower() in (".ttf", ".ttc", ".otf")
    )


def font_of(language: str) -> str:
    """The faces of the page around the chart, in its order (`--sans` in portal.css): digits match the Chinese text."""
    return CHINESE_FONT if language.startswith("zh") else FONT
