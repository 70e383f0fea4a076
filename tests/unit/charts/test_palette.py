"""The palette holds under simulated colour blindness and on both themes' grounds (DESIGN §6.7, §8)."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from indicators.charts import palette

# Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB.
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
THEMES = {"light": palette.LIGHT, "dark": palette.DARK}
Triple = tuple[float, float, float]


def linear(colour: str) -> list[float]:
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> Triple:
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in SIGHTS[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_series_colours_stay_apart(theme: str, sight: str) -> None:
    for one, other in combinations(palette.SERIES, 2):
        assert distance(THEMES[theme][one], THEMES[theme][other], sight) >= 10, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("token", [*palette.SERIES, "ink", "muted", "ochre", "cinnabar"])
def test_marks_and_the_texts_in_their_colour_are_readable(theme: str, token: str) -> None:
    colours = THEMES[theme]
    assert min(contrast(colours[token], colours[ground]) for ground in ("paper", "card")) >= 4.5


def test_both_themes_have_the_same_tokens_and_no_colour_stands_for_two() -> None:
    assert palette.LIGHT.keys() == palette.DARK.keys()
    assert len(palette.TOKENS) == len(palette.LIGHT)


def test_the_style_sheets_give_every_token_the_same_two_values() -> None:
    css = "".join(path.read_text() for path in Path(__file__).parents[3].glob("static/css/*.css")).lower()
    found = dict(re.findall(r"--([\w-]+):\s*light-dark\((#\w{6}, ?#\w{6})\)", css))
    for token, light in palette.LIGHT.items():
        assert found[token].replace(" ", "") == f"{light},{palette.DARK[token]}".lower()
