"""A chart as one file that leaves the page: title, drawing, notes and source line in a single image (DESIGN §6.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from indicators.charts import cached, palette
from indicators.charts.axes import wrapped
from indicators.charts.chart import Chart
from indicators.charts.drawing import drawn
from indicators.charts.fonts import font_of
from indicators.rules.xml_text import for_xml

PAD: Final = 24  # px of white around it
SCALE: Final = 2  # pixels of the PNG for each px


@dataclass(frozen=True)
class _Sheet:
    """The image around its drawing: `head` and `foot` are SVG texts, the drawing's top edge is at `top`; in px."""

    width: int
    height: int
    top: int
    head: str
    foot: str


def _sheet(chart: Chart) -> _Sheet:
    inner, drawing = cached.size_of(chart, narrow=False)
    top, head = _lines([(chart.title, 18, palette.INK, 600), (chart.subtitle, 14, palette.MUTED, 400)], PAD, inner)
    texts = [(note, 13, palette.MUTED, 400) for note in chart.notes]
    source = _("Source: %(sources)s") % {"sources": chart.source} if chart.source else ""
    below, foot = _lines([*texts, (source, 13, palette.MUTED, 400)], top + drawing, inner)
    return _Sheet(inner + 2 * PAD, below + PAD, top, head, foot)


def image_svg(chart: Chart) -> str:
    """A complete SVG document in the light colours, without custom properties, style or script."""
    sheet = _sheet(chart)
    width, height = cached.size_of(chart, narrow=False)
    drawing = cached.svg_of(chart, narrow=False, themed=False).replace(
        "<svg ", f'<svg x="{PAD}" y="{sheet.top}" width="{width}" height="{height}" ', 1
    )
    size = f'width="{sheet.width}" height="{sheet.height}"'
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {sheet.width} {sheet.height}" '
        f'role="img" aria-label={quoteattr(chart.title)} font-family={quoteattr(font_of(chart.language))}>'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
        f'<rect {size} fill="{palette.CARD}"/>{sheet.head}{drawing}{sheet.foot}</svg>'
    )
    return for_xml(document)


DARK: Final = {palette.LIGHT[token].lower(): palette.DARK[token] for token in palette.LIGHT}


def in_dark(svg: str) -> str:
    """The same image in the colours of the dark theme."""
    return re.sub(r'(?<==")#[0-9a-f]{6}(?=")', lambda found: DARK.get(found[0].lower(), found[0]), svg, flags=re.I)


def image_size(chart: Chart) -> tuple[int, int]:
    """Width and height of the image in px, known without drawing it."""
    sheet = _sheet(chart)
    return sheet.width, sheet.height


def image_png(chart: Chart, *, scale: float = SCALE) -> bytes:
    """The same image in pixels, `scale` of them to a px; needs a Chinese font on the machine."""
    width, _height = image_size(chart)
    return bytes(drawn("png", image_svg(chart), width=int(width * scale)))


def png_of(chart: Chart) -> bytes:
    """The image, drawn once and kept."""
    return bytes(cached.kept("png", chart, lambda: image_png(chart), said=chart.notes))


def _lines(texts: list[tuple[str, int, str, int]], top: int, width: int) -> tuple[int, str]:
    """Texts (words, size, colour, weight) wrapped to `width` px under each other; gives where they end, and the SVG."""
    written = ""
    for text, size, colour, weight in texts:
        for line in wrapped(text, size, width) if text else []:
            top += round(size * 1.5)
            place = f'x="{PAD}" y="{top - round(size * 0.35)}"'
            written += f'<text {place} font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
    return top + 8, written
