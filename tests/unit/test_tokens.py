"""Contrast of the colours, computed from the tokens as they stand: WCAG 2.2, both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static" / "css" / "portal.css").read_text()
TOKENS = CSS[: CSS.index("/* Components")]
COLOURS = {
    name: dict(zip(("light", "dark"), pair, strict=True))
    for name, *pair in re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
GROUNDS = ("paper", "card", "wash")
TEXTS = [
    *((text, ground) for ground in GROUNDS for text in ("ink", "muted", "cobalt", "celadon", "ochre", "cinnabar")),
    ("cobalt", "cobalt-wash"),
    *((text, wash) for wash in ("ochre-wash", "cinnabar-wash") for text in ("ink", "muted", "cobalt")),
    ("ochre", "ochre-wash"),
    ("cinnabar", "cinnabar-wash"),
    ("card", "cobalt"),  # the words of a button
]
# Chart marks and the outline of what has the focus.
PARTS = [
    *((part, ground) for ground in ("paper", "card") for part in ("cobalt", "celadon", "ochre", "plum", "graphite")),
    *(("cobalt", ground) for ground in ("wash", "cobalt-wash", "ochre-wash", "cinnabar-wash")),
]


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Two near greys mixed channel by channel: within a shade of what `color-mix(in oklab)` gives for them."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def test_the_formula():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_is_read():
    assert len(COLOURS) == TOKENS.count("light-dark(")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_texts_can_be_read(text, ground, theme):
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_marks_and_outlines_can_be_seen(part, ground, theme):
    assert contrast(COLOURS[part][theme], COLOURS[ground][theme]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_border_of_a_field_can_be_seen(theme):
    share = re.search(r"border: 1px solid color-mix\(in oklab, var\(--muted\) (\d+)%, var\(--card\)\)", CSS)
    assert share
    card = COLOURS["card"][theme]
    border = mixed(COLOURS["muted"][theme], card, int(share[1]) / 100)
    for ground in GROUNDS:
        assert contrast(border, COLOURS[ground][theme]) >= 3
