"""How large a frame has to be for a chart's page, worked out on the server: no script resizes it.

A frame is as wide as its place allows and keeps one height, so the height is the largest that the page needs at the
widths of `WIDTHS`. The numbers of `PAGE` and of the blocks are those of `static/css/portal.css`, in px at the usual
text size; a browser test holds the two together for every chart of the seeds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from indicators.charts.axes import wrapped
from indicators.charts.cached import size_of
from indicators.charts.chart import Chart

WIDTH: Final = 640
"""Of the frame in the snippet; a narrower place makes it narrower."""
WIDTHS: Final = (320, 464, WIDTH)  # a small phone, the widest with the narrow drawing, the frame as given
PAD: Final = 16
NARROW: Final = 432  # up to this width of its box (27rem) the narrow drawing is shown
LINKS: Final = 36  # a row of links
SPARE: Final = 16  # other fonts than ours break a line earlier
LATIN: Final = 0.96  # text beside a drawing may be measured less safely than text in it


@dataclass(frozen=True)
class Block:
    """A text of the page: size and line height of its letters and the space above it, in px."""

    text: str
    size: float
    line: float
    above: float = 0

    def height(self, width: float) -> float:
        return self.above + self.line * len(wrapped(self.text, self.size, width)) if self.text else 0


def frame_height(chart: Chart, heading: str, width: int = WIDTH) -> int:
    """The height in px of a frame that may be up to `width` px wide; nothing scrolls while all details are closed."""
    widths = {min(width, one) for one in WIDTHS}
    return math.ceil(max(_height(chart, heading, one - 2 * PAD) for one in widths) / 10) * 10


def _height(chart: Chart, heading: str, inner: int) -> float:
    wide, high = size_of(chart, narrow=inner <= NARROW)
    drawing = high * inner / wide
    blocks = [
        Block(heading, 15, 24),
        Block(chart.title, 18, 25.5),
        Block(chart.subtitle, 14, 22.4),
        Block(chart.description, 15, 24.75, above=16),
        *(Block(note, 13, 20.8) for note in chart.notes),
        Block(chart.source, 13, 22.75, above=8),
    ]
    letters = 1 if chart.language.startswith("zh") else LATIN
    texts = sum(block.height(inner / letters) for block in blocks)
    return float(2 * PAD + drawing + texts + 2 * LINKS + SPARE)
