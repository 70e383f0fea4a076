"""The figures of one synthetic program, series by series, each with the place that states it."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from random import Random

from indicators.rules.quantities import Quantity
from programs.models.base import Publication
from programs.models.source import SourceNote
from seeds.synthetic.changes import add_change
from seeds.synthetic.phrases import figure_phrase, pair_phrase
from seeds.synthetic.plan import FigurePlan, NotePlan, ProgramPlan
from seeds.synthetic.times import Time, times_of_series
from seeds.synthetic.values import quantities
from seeds.synthetic.words import IndicatorWords, Words

FIRST_PARAGRAPH = 20  # the measures stand above
SERIES_PER_PARAGRAPH = 2
CORRECTED, WANTED, CITED_TWICE, DOUBTED, SPLIT = 0.03, 0.003, 0.04, 0.01, 0.12
UNCLEAR = ("来源没有说明统计口径。", "The source does not say what is counted.")


def add_figures(rng: Random, plan: ProgramPlan, words: Words) -> None:
    """As many as the site asks for. An indicator comes once, alone or split by one dimension."""
    order = rng.sample(range(len(words.indicators)), len(words.indicators))
    dimensions = sorted(words.breakdowns)
    while left := plan.site.figures - len(plan.figures):
        indicator = order.pop()
        times = times_of_series(rng, left)
        splits = [""]
        if len(times) * 2 <= left and rng.random() < SPLIT:
            splits = [b.slug for b in words.breakdowns[rng.choice(dimensions)]][: left // len(times)]
        for breakdown in splits:
            _add_series(rng, plan, words.indicators[indicator], indicator, breakdown, times)


def _add_series(
    rng: Random, plan: ProgramPlan, words: IndicatorWords, indicator: int, breakdown: str, times: list[Time]
) -> None:
    first = len(plan.figures)
    stated = quantities(rng, words, plan.site.region.level, times)
    paragraph = FIRST_PARAGRAPH + first // (4 * SERIES_PER_PARAGRAPH)
    undated = rng.randrange(len(plan.documents))
    shared = pair_phrase(words, stated[0], stated[1]) if times[0].stage == 1 else ""
    for time, quantity in zip(times, stated, strict=True):
        document = _document_of(plan, time, undated)
        phrase = shared or figure_phrase(words, time, quantity)
        figure = FigurePlan(indicator, breakdown, time, quantity, plan.cite(document, paragraph, phrase))
        _add_history(rng, plan, figure, document, paragraph, phrase)
        plan.figures.append(figure)
    add_change(rng, plan, words, first, paragraph)


def _document_of(plan: ProgramPlan, time: Time, undated: int) -> int:
    """The first that came out after the period, else the last; a plan stands in any."""
    if time.end is None or not time.is_result:
        return undated
    dates = [document.published_on for document in plan.documents]
    return min(bisect_left(dates, time.end), len(dates) - 1)


def _add_history(
    rng: Random, plan: ProgramPlan, figure: FigurePlan, document: int, paragraph: int, phrase: str
) -> None:
    """A correction, a wish, a second place, a doubt, a life before or after the public; most figures have none."""
    chance, figure.publication = rng.random(), _publication(rng)
    if chance < CORRECTED:
        figure.earlier = _misread(rng, figure.quantity)
    elif chance < CORRECTED + WANTED and figure.publication is Publication.PUBLISHED:
        figure.wanted = _misread(rng, figure.quantity)
    elif chance < CORRECTED + WANTED + CITED_TWICE:
        figure.other_place = plan.cite((document + 1) % len(plan.documents), paragraph + 1, phrase)
    elif chance < CORRECTED + WANTED + CITED_TWICE + DOUBTED:
        figure.note = len(plan.notes)
        plan.notes.append(NotePlan(SourceNote.Kind.UNDEFINED, *UNCLEAR, figure.place))


def _publication(rng: Random) -> Publication:
    chance = rng.random()
    if chance < 0.96:
        return Publication.PUBLISHED
    if chance < 0.98:
        return Publication.WITHDRAWN
    return Publication.IN_REVIEW if chance < 0.987 else Publication.DRAFT


def _misread(rng: Random, quantity: Quantity) -> Decimal:
    """Another value with as many decimals: two digits changed places, or the last one was misread."""
    step = Decimal(1).scaleb(int(quantity.value.as_tuple().exponent))
    other = quantity.value - step * rng.randint(1, 9)
    return other if other > 0 else quantity.value + step
