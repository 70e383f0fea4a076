"""Doubts that need more than one figure: what does not agree, two values, repeats, the portal's records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from indicators.reading.article.arithmetic import disagreements
from indicators.reading.article.reading import Candidate, Doubt, Doubted, FigureKind
from indicators.rules.quantities import Comparator

Known = Callable[[Candidate], Sequence[Doubted]]
MOST_SAME = 8  # of one value, compared with a later one


def with_doubts(
    candidates: Sequence[Candidate], texts: Mapping[int, str], known: Known | None = None
) -> list[Candidate]:
    """The candidates with their doubts; `texts` are the paragraphs by number, `known` tells of the portal's records."""
    said_before = dict(_said_before(candidates))
    result = []
    for place, candidate in enumerate(candidates):
        doubts = [*candidate.doubts, *disagreements(candidates, place, texts)]
        doubts += known(candidate) if known else ()
        doubts += [said_before[place]] if place in said_before else []
        result.append(replace(candidate, doubts=tuple(doubts)) if doubts else candidate)
    return result


def _said_before(candidates: Sequence[Candidate]) -> Iterator[tuple[int, Doubted]]:
    """Repeats, and two values for one subject and period."""
    by_value: dict[tuple[object, ...], list[Candidate]] = {}
    by_subject: dict[tuple[object, ...], Candidate] = {}
    for place, candidate in enumerate(candidates):
        same = by_value.setdefault(_value_key(candidate), [])
        repeated = next((one for one in same[:MOST_SAME] if _is_one_subject(one.subject, candidate.subject)), None)
        if repeated:
            yield place, Doubted(Doubt.REPEAT, {"paragraph": str(repeated.paragraph)})
        same.append(candidate)
        other = by_subject.setdefault(_subject_key(candidate), candidate)
        is_listed = other.paragraph == candidate.paragraph and candidate.mark_start - other.mark_end <= 2
        if other is not candidate and not repeated and not is_listed and _contradict(other, candidate):
            value = other.values[-1]
            data = {"other": f"{value.value:f} {value.unit_as_stated}", "paragraph": str(other.paragraph)}
            yield place, Doubted(Doubt.TWO_VALUES, data)


def _value_key(candidate: Candidate) -> tuple[object, ...]:
    values = ((str(value.value), value.comparator, value.unit_as_stated) for value in candidate.values)
    return (candidate.kind, *values)


def _subject_key(candidate: Candidate) -> tuple[object, ...]:
    value = candidate.values[-1]
    return candidate.kind, candidate.subject, value.unit, value.when.label if value.when else ""


def _is_one_subject(first: str, second: str) -> bool:
    """One name ends or begins the other: 陶瓷产品合格率 and 合格率."""
    if len(first) < 2 or len(second) < 2:
        return False
    return first.endswith(second) or second.endswith(first) or first.startswith(second) or second.startswith(first)


def _contradict(first: Candidate, second: Candidate) -> bool:
    """Only exact levels of a subject that is more than a bare word (企业, 部门) contradict each other."""
    one, other = first.values[-1], second.values[-1]
    are_exact = one.comparator is other.comparator is Comparator.EQ
    is_named = len(second.subject) >= 5 and first.kind is FigureKind.LEVEL
    is_named = is_named and second.subject in second.as_stated and first.is_cumulative is second.is_cumulative
    return is_named and are_exact and one.quantity.base_value != other.quantity.base_value
