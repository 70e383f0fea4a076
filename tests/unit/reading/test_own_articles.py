"""The reader on invented articles: every figure that they state, and nothing else."""

from __future__ import annotations

import pytest

from indicators.reading.article.reader import read
from indicators.reading.article.reading import Candidate
from tests.unit.reading.own_articles import ARTICLES, Own


@pytest.mark.parametrize("own", ARTICLES, ids=lambda own: own.name)
def test_every_figure_is_found_and_understood(own: Own):
    found = [line_of(candidate) for candidate in read(own.text, date=own.date).candidates]
    assert found == [line.strip() for line in own.figures.strip().splitlines()]


def line_of(candidate: Candidate) -> str:
    """As `own_articles` writes it."""
    arrow = "→" if candidate.kind.value == "change" or candidate.values[0].when != candidate.values[-1].when else ".."
    values = arrow.join(f"{v.comparator.sign}{v.value:f}{v.unit_as_stated}" for v in candidate.values)
    periods = [_period(value.when) for value in candidate.values]
    return f"{candidate.kind.value} {values} {'→'.join(periods if arrow == '→' else periods[:1])}"


def _period(when) -> str:
    return "–" if when is None else f"{'~' if when.inferred else ''}{when.label}"
