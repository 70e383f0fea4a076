"""Each turn of official Chinese that the reader knows, one sentence each; and sentences that state no figure.

To teach the reader a turn, add its sentence to `sentences.txt` and see it fail.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.reading.article.reader import read
from tests.unit.reading.lines import figure_of

LINES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line.partition("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("sentence", "figures"), [(sentence, figures) for sentence, _tab, figures in SENTENCES])
def test_a_sentence_states_these_figures(sentence, figures):
    assert " | ".join(figure_of(candidate) for candidate in read(sentence).candidates) == figures
