"""A chart as one file that leaves the page: title, drawing, notes and source line in a single image (DESIGN §6.9)."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import resvg_py
from django.utils.translation import gettext as _

from indicators.charts import cached, palette
from indicators.charts.axes import wrapped
from indicators.charts.chart import Chart
from indicators.charts.drawing import FONT
from indicators.charts.fonts import FOLDERS

PAD: Final = 24


def image_svg(chart: Chart) -> str:
    """A complete SVG document in the light colours, without custom properties, style or script."""
    inner = chart.wide.layout.width
    width = inner + 2 * PAD
    top, head = _lines([(chart.title, 18, palette.INK, 600), (chart.subtitle, 14, palette.MUTED, 400)], PAD, inner)
    drawing = cached.svg_of(chart, narrow=False, themed=False).replace(
        "<svg ", f'<svg x="{PAD}" y="{top}" width="{inner}" height="{chart.wide.layout.height}" ', 1
    )
    below = top + chart.wide.layout.height
    texts = [(note, 13, palette.MUTED, 400) for note in chart.notes]
    source = _("Source: %(sources)s") % {"sources": chart.source} if chart.source else ""
    height, foot = _lines([*texts, (source, 13, palette.MUTED, 400)], below, inner)
    height += PAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label={quoteattr(chart.title)} font-family={quoteattr(FONT)}>'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
        f'<rect width="{width}" height="{height}" fill="{palette.CARD}"/>{head}{drawing}{foot}</svg>'
    )


def image_png(chart: Chart, *, scale: float = 2) -> bytes:
    """The same image in pixels, `scale` of them to a px; needs a Chinese font on the machine."""
    svg = image_svg(chart)
    size = re.search(r'width="(\d+)"', svg)
    assert size is not None  # image_svg has just written it
    drawn: bytes = bytes(resvg_py.svg_to_bytes(svg, width=int(int(size[1]) * scale), font_dirs=list(FOLDERS)))
    return drawn


def png_of(chart: Chart) -> bytes:
    """The image, drawn once and kept."""
    return bytes(cached.kept("png", chart, lambda: image_png(chart), said=chart.notes))


def _lines(texts: list[tuple[str, int, str, int]], top: int, width: int) -> tuple[int, str]:
    """Texts (words, size, colour, weight) wrapped to `width` px under each other; gives where they end, and the SVG."""
    drawn = ""
    for text, size, colour, weight in texts:
        for line in wrapped(text, size, width) if text else []:
            top += round(size * 1.5)
            place = f'x="{PAD}" y="{top - round(size * 0.35)}"'
            drawn += f'<text {place} font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
    return top + 8, drawn
