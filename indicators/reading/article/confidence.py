"""How sure the reader is of a candidate: the share of such figures that it read wholly right where it was tried.

Each property of a figure that made the reader err more often takes its part away; `tests/bench/reader.py --calibration`
shows how the numbers stand to the scored articles. A doubt about the article's own arithmetic takes nothing away.
"""

from __future__ import annotations

from indicators.reading.article.figures import Figure
from indicators.reading.article.kinds import Said
from indicators.reading.article.number import Number
from indicators.reading.article.reading import FigureKind
from indicators.reading.article.units import TIME_UNITS
from indicators.reading.article.when import When

BEST = 0.97
LEAST = 0.05


def confidence_of(figure: Figure, said: Said, subject: str, when: When | None) -> float:
    """From 0 to 1, with two decimals."""
    lost = sum(_lost_by(number) for number in figure.numbers)
    lost += 0.0 if said.is_sure else 0.15
    lost += 0.0 if subject else 0.1
    lost += _lost_by_period(when)
    lost += 0.1 if said.kind is FigureKind.RANK or figure.last.unit in TIME_UNITS else 0.0
    return round(max(LEAST, BEST - lost), 2)


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
