"""How sure the reader is that a candidate was read right and that an editor would take it.

Each property of a figure that made the reader err, or that lists of figures made by people leave out, takes its part
away; `tests/bench/reader.py --calibration` shows how the numbers stand to the scored articles. A doubt about the
article's own arithmetic takes nothing away: the figure was read right.
"""

from __future__ import annotations

from indicators.reading.article.figures import Figure
from indicators.reading.article.kinds import Said
from indicators.reading.article.number import Number
from indicators.reading.article.reading import FigureKind
from indicators.reading.article.units import COUNTABLE, TIME_UNITS
from indicators.reading.article.when import When

BEST = 0.97
LEAST = 0.05
LIKELY = 0.45  # below it a list of an article's figures is more likely to leave a candidate out than to have it


def confidence_of(figure: Figure, said: Said, subject: str, when: When | None) -> float:
    """From 0 to 1, with two decimals."""
    lost = sum(_lost_by(number) for number in figure.numbers)
    lost += 0.0 if said.is_sure else 0.15
    lost += 0.0 if subject else 0.1
    lost += _lost_by_period(when)
    lost += 0.55 if _is_one(figure, said) else 0.0
    lost += 0.1 if said.kind is FigureKind.RANK or figure.last.unit in TIME_UNITS else 0.0
    return round(max(LEAST, BEST - lost), 2)


def _is_one(figure: Figure, said: Said) -> bool:
    """省级示范企业1家 says that there is one: some keep it as a figure, most lists do not."""
    number = figure.last
    is_single = number.value == 1 and not number.mult and number.high is None
    return said.kind is FigureKind.LEVEL and is_single and number.unit in COUNTABLE


def _lost_by(number: Number) -> float:
    lost = 0.3 if number.is_guessed else 0.0
    lost += 0.2 if not number.unit else 0.0
    lost += 0.12 if number.is_chinese else 0.0
    lost += 0.2 if number.signs_differ or number.is_rounded else 0.0
    return lost + (0.1 if number.high is not None else 0.0)


def _lost_by_period(when: When | None) -> float:
    """An inferred period is often right, a missing one leaves the editor a question."""
    if when is None or when.start is None:
        return 0.1
    return 0.05 if when.inferred else 0.0
