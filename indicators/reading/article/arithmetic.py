"""Whether what an article states agrees with itself: rates, shares and sums recomputed from its own figures.

What is computed, and how closely it must agree, is `indicators.rules.changes`. Each check looks at figures of one
paragraph that stand next to each other, so that the work stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indicators.reading.article.reading import Candidate, Doubt, Doubted, FigureKind, Value
from indicators.rules import changes
from indicators.rules.changes import Check, Verdict
from indicators.rules.quantities import Comparator, Quantity

NEAR = 60  # signs between figures that speak of each other
MOST_PARTS = 12
COMPARED = re.compile(r"[比较][^,;。]{0,14}$")
DIFFERS = {
    FigureKind.RATE: Doubt.RATE_DIFFERS,
    FigureKind.POINTS: Doubt.POINTS_DIFFER,
    FigureKind.MULTIPLE: Doubt.MULTIPLE_DIFFERS,
    FigureKind.SHARE: Doubt.SHARE_DIFFERS,
}
RULES = {
    FigureKind.RATE: changes.percent_change,
    FigureKind.POINTS: changes.points,
    FigureKind.MULTIPLE: changes.multiple,
}


def disagreements(candidates: Sequence[Candidate], place: int, texts: Mapping[int, str]) -> Iterator[Doubted]:
    """The doubts of the candidate at `place`; `texts` are the paragraphs by number."""
    candidate = candidates[place]
    before = candidates[max(0, place - 4) : place]
    yield from _against_change(before[-2:], candidate, texts)
    yield from _against_whole(before, candidate, texts)
    yield from _against_parts(candidate, candidates[place + 1 : place + 1 + MOST_PARTS], texts)


def _between(before: Candidate, after: Candidate, texts: Mapping[int, str]) -> str | None:
    """The words between two figures of one paragraph, None where they are far apart."""
    if before.paragraph != after.paragraph or after.mark_start - before.mark_end > NEAR:
        return None
    return texts[before.paragraph][before.mark_end : after.mark_start]


def _against_change(before: Sequence[Candidate], candidate: Candidate, texts: Mapping[int, str]) -> Iterator[Doubted]:
    """由254家发展到400家,增长60%: the figures give 57.5 %."""
    rule = RULES.get(candidate.kind)
    ends = _ends(before, candidate, texts) if rule and len(candidate.values) == 1 else None
    if rule is None or ends is None or (candidate.kind is FigureKind.POINTS) != (ends[0].unit == "%"):
        return
    first, last = (value.quantity for value in ends)
    computed = rule(first, last)
    if "年均" in candidate.as_stated:
        computed = changes.annual_rate(first, last, _years(ends))
    yield from _judged(candidate, changes.check_reported(_stated(candidate), computed))


def _ends(before: Sequence[Candidate], candidate: Candidate, texts: Mapping[int, str]) -> tuple[Value, Value] | None:
    """The two values that the candidate speaks of: a change, or 99.8%,比2022年的99.2% before 提高0.6个百分点."""
    nearest = before[-1] if before else None
    between = _between(nearest, candidate, texts) if nearest else None
    if nearest is None or between is None or "。" in between or "同比" in between:
        return None
    if nearest.kind is FigureKind.CHANGE:
        is_same = nearest.subject == candidate.subject and len(nearest.values) == 2
        return (nearest.values[0], nearest.values[1]) if is_same else None
    later = before[-2] if len(before) > 1 else None
    compared = _between(later, nearest, texts) if later else None
    if later is None or compared is None or "," in between or not COMPARED.search(compared):
        return None
    is_pair = len(later.values) == len(nearest.values) == 1 and later.values[0].unit == nearest.values[0].unit
    return (nearest.values[0], later.values[0]) if is_pair else None


def _years(ends: tuple[Value, Value]) -> int | None:
    first, last = (value.when.end if value.when else None for value in ends)
    return last.year - first.year if first and last else None


def _stated(candidate: Candidate) -> Quantity:
    return candidate.values[0].quantity


def _judged(candidate: Candidate, check: Check) -> Iterator[Doubted]:
    computed = check.computed.rounded(2)
    if computed is None:
        return
    percent = "" if candidate.kind in (FigureKind.POINTS, FigureKind.MULTIPLE) else "%"
    data = {"computed": f"{computed:f}{percent}", "stated": f"{check.reported:f}{percent}"}
    if check.verdict is Verdict.DIFFERS:
        yield Doubted(DIFFERS[candidate.kind], data)
    elif candidate.kind is FigureKind.RATE and check.cut and check.verdict is not Verdict.AGREES:
        yield Doubted(Doubt.RATE_CUT, data)


def _against_whole(before: Sequence[Candidate], share: Candidate, texts: Mapping[int, str]) -> Iterator[Doubted]:
    """拥有量466万件,其中…341.7万件,占73.3%: the part is the figure before, the whole the one before 其中."""
    if share.kind is not FigureKind.SHARE or len(before) < 2 or not _is_of_part(before[-1], share, texts):
        return
    part = before[-1]
    for whole in reversed(before[:-1]):
        between = _between(whole, part, texts)
        if between is None:
            return
        if "其中" in between and _is_level(whole) and whole.values[0].unit == part.values[0].unit:
            computed = changes.share(part.values[0].quantity, whole.values[0].quantity)
            yield from _judged(share, changes.check_reported(_stated(share), computed))
            return


def _is_of_part(part: Candidate, share: Candidate, texts: Mapping[int, str]) -> bool:
    between = _between(part, share, texts)
    return between is not None and "占" in between and "。" not in between and _is_level(part)


def _is_level(candidate: Candidate) -> bool:
    return candidate.kind is FigureKind.LEVEL and len(candidate.values) == 1 and candidate.values[0].unit != "%"


def _against_parts(whole: Candidate, after: Sequence[Candidate], texts: Mapping[int, str]) -> Iterator[Doubted]:
    """4333批…其中,日用陶瓷539批…;卫生陶瓷3805批: parts that nearly make the whole, but do not."""
    if not _is_level(whole) or whole.values[0].comparator is not Comparator.EQ:
        return
    parts = list(_parts(whole, after, texts))
    if len(parts) < 2:
        return
    total = sum((part.quantity.base_value for part in parts), start=whole.values[0].value * 0)
    slack = sum((part.quantity.interval.high - part.quantity.base_value for part in parts), start=total * 0)
    stated = whole.values[0].quantity
    is_whole = abs(total - stated.base_value) * 20 <= stated.base_value
    if is_whole and not stated.interval.low - slack <= total <= stated.interval.high + slack:
        mult = whole.values[0].unit_mult
        unit = whole.values[0].unit_as_stated
        data = {"computed": f"{total.scaleb(-mult).normalize():f} {unit}", "stated": f"{stated.value:f} {unit}"}
        yield Doubted(Doubt.SUM_DIFFERS, data)


def _parts(whole: Candidate, after: Sequence[Candidate], texts: Mapping[int, str]) -> Iterator[Value]:
    """The exact levels of the whole's unit after 其中, up to the end of that sentence."""
    text = texts[whole.paragraph]
    begin = text.find("其中", whole.mark_end, whole.mark_end + NEAR * 2)
    if begin < 0:
        return
    end = text.find("。", begin, begin + NEAR * 8)
    end = len(text) if end < 0 else end
    for candidate in after:
        if candidate.paragraph != whole.paragraph or candidate.mark_start > end:
            return
        if candidate.mark_start < begin:
            if _is_level(candidate) and candidate.values[0].unit == whole.values[0].unit:
                return
            continue
        value = candidate.values[0]
        if _is_level(candidate) and value.unit == whole.values[0].unit and value.comparator is Comparator.EQ:
            yield value
