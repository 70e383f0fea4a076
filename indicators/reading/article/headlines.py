"""A headline states without a time what the article then states with it: the figure takes the time from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indicators.reading.article.reading import Candidate, Value

HEAD_PARAGRAPHS, MOST_IN_HEAD, MOST_COMPARED = 3, 20, 200


def with_times_of_the_text(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; one of the first paragraphs without a time of its own has that of its first repetition."""
    result = list(candidates)
    for place, candidate in enumerate(candidates[:MOST_IN_HEAD]):
        if candidate.paragraph <= HEAD_PARAGRAPHS and not _has_own_time(candidate):
            result[place] = _dated(candidate, candidates[place + 1 : MOST_COMPARED])
    return result


def _has_own_time(candidate: Candidate) -> bool:
    return any(value.when is not None and not value.when.inferred for value in candidate.values)


def _dated(candidate: Candidate, later: Sequence[Candidate]) -> Candidate:
    repeated = (one for one in later if one.paragraph > candidate.paragraph and _says_same(candidate, one))
    same = next((one for one in repeated if _has_own_time(one)), None)
    if same is None:
        return candidate
    values = (_at(value, other) for value, other in zip(candidate.values, same.values, strict=True))
    return replace(candidate, values=tuple(values))


def _at(value: Value, other: Value) -> Value:
    return replace(value, when=other.when.as_inferred() if other.when else None)


def _says_same(one: Candidate, other: Candidate) -> bool:
    """The same numbers of the same kind, of subjects of which one ends the other."""
    if one.kind is not other.kind or not (one.subject.endswith(other.subject) or other.subject.endswith(one.subject)):
        return False
    return [value.quantity for value in one.values] == [value.quantity for value in other.values]
