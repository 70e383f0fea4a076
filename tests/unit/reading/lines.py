"""A candidate as one line: kind, values with sign and unit, period (~ where it is inferred, – for none)."""

from __future__ import annotations

from indicators.reading.article.reading import Candidate
from indicators.reading.article.when import When


def line_of(candidate: Candidate) -> str:
    """As `own_articles` writes it."""
    is_change = candidate.kind.value == "change"
    periods = [_period(value.when) for value in candidate.values]
    return f"{figure_of(candidate)} {'→'.join(periods if is_change else periods[:1])}"


def figure_of(candidate: Candidate) -> str:
    """Without the period."""
    arrow = "→" if candidate.kind.value == "change" else ".."
    return f"{candidate.kind.value} " + arrow.join(
        f"{value.comparator.sign}{value.value:f}{value.unit_as_stated}" for value in candidate.values
    )


def _period(when: When | None) -> str:
    return "–" if when is None else f"{'~' if when.inferred else ''}{when.label}"
