"""The colours of charts, by token: blue-and-white porcelain on paper (DESIGN §8).

Plain Python. Figures carry the light values; the page's style sheet gives each token its light and dark value, and
the server's drawing names the token. Series colours stay apart under simulated colour blindness in both themes and have
text contrast (4.5:1) on paper and card; a test holds this. Ochre is kept for what is planned, cinnabar for conflicts.
"""

from __future__ import annotations

from typing import Final

INK: Final = "#1B2733"
MUTED: Final = "#566370"
LINE: Final = "#E3DED3"
COBALT: Final = "#1F4E9E"
CELADON: Final = "#2A756F"
OCHRE: Final = "#8A5F1C"
CINNABAR: Final = "#B5382A"
PLUM: Final = "#7B2D6E"
GRAPHITE: Final = "#2B2F36"
PAPER: Final = "#FBFAF7"
CARD: Final = "#FFFFFF"
CLEAR: Final = "rgba(0,0,0,0)"

LIGHT: Final = {
    "ink": INK,
    "muted": MUTED,
    "line": LINE,
    "cobalt": COBALT,
    "celadon": CELADON,
    "ochre": OCHRE,
    "cinnabar": CINNABAR,
    "plum": PLUM,
    "graphite": GRAPHITE,
    "paper": PAPER,
    "card": CARD,
}
DARK: Final = {
    "ink": "#E6E9EC",
    "muted": "#9AA7B3",
    "line": "#2C3742",
    "cobalt": "#8FB4F0",
    "celadon": "#6FC2B9",
    "ochre": "#D9AC62",
    "cinnabar": "#F08D80",
    "plum": "#D987C6",
    "graphite": "#F4F0E6",
    "paper": "#12181F",
    "card": "#1A222B",
}
SERIES: Final = ("cobalt", "celadon", "plum", "graphite")
SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up")

TOKENS: Final = {colour: f"--{token}" for token, colour in LIGHT.items()}
"""Light value → custom property, for whoever turns a figure's colours into the theme's."""


def series_colour(index: int) -> str:
    """The light colour of the series at `index`; after the last they start over, told apart by their labels."""
    return LIGHT[SERIES[index % len(SERIES)]]


def series_symbol(index: int) -> str:
    """The marker of the series at `index`, so that colour is never the only difference."""
    return SYMBOLS[index % len(SYMBOLS)]
