"""The reader on invented articles: every figure that they state, and nothing else."""

from __future__ import annotations

import pytest

from indicators.reading.article.reader import read
from tests.unit.reading.chain_articles import CHAIN_ARTICLES
from tests.unit.reading.lines import line_of
from tests.unit.reading.own_articles import ARTICLES, Own


@pytest.mark.parametrize("own", [*ARTICLES, *CHAIN_ARTICLES], ids=lambda own: own.name)
def test_every_figure_is_found_and_understood(own: Own):
    found = [line_of(candidate) for candidate in read(own.text, date=own.date).candidates]
    assert found == [line.strip() for line in own.figures.strip().splitlines()]
