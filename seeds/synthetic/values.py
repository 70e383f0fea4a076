"""What the figures of one synthetic series say: a path of growth, stated as sources state it."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import Accumulation, Polarity, ValueKind
from programs.models.region import Level
from seeds.synthetic.times import Time
from seeds.synthetic.words import IndicatorWords

HEIGHT = {Level.PROVINCE: 6.0, Level.PREFECTURE: 3.0, Level.COUNTY: 1.6}  # where in its range a series starts
SIGNS = [
    (0.06, Comparator.GT),
    (0.10, Comparator.AP),
    (0.13, Comparator.GE),
    (0.14, Comparator.LT),
    (0.15, Comparator.LE),
]
DRIFT = {Polarity.HIGHER: 0.09, Polarity.NEUTRAL: 0.04, Polarity.LOWER: -0.10, Polarity.UNKNOWN: 0.0}


def quantities(rng: Random, indicator: IndicatorWords, level: Level, times: list[Time]) -> list[Quantity]:
    """One for each time, in order; figures of one series are all written with one multiplier."""
    share = rng.betavariate(HEIGHT[level], 3.0)
    start = indicator.lowest * (indicator.highest / indicator.lowest) ** share
    drift = rng.gauss(DRIFT[indicator.polarity], 0.05)
    values = [_grown(rng, indicator, start, drift, times[0], time) for time in times]
    mult, scale, decimals = _scale(rng, indicator, min(values))
    return [_stated(rng, indicator, value / scale, mult, decimals) for value in values]


def _grown(rng: Random, indicator: IndicatorWords, start: float, drift: float, first: Time, time: Time) -> float:
    """From `start` by `drift` a year; a high percent comes nearer to 100 without reaching it."""
    years, noise = time.elapsed - first.elapsed, rng.gauss(0.0, 0.02)
    if indicator.ceiling is None:
        is_part = time.end is not None and indicator.accumulation is Accumulation.FLOW
        return start * math.exp(drift * years + noise) * (time.end.month / 12 if is_part and time.end else 1.0)
    if start >= 60:
        return 100 - (100 - start) * math.exp(-abs(drift) * years - abs(noise))
    return min(start * math.exp(drift * years + noise), 95.0)


def _scale(rng: Random, indicator: IndicatorWords, lowest: float) -> tuple[int, float, int]:
    """Multiplier, divisor and decimals: 35000 家 are also written as 3.5 万家, 0.31 亿元 as 3100 万元."""
    if indicator.kind is ValueKind.COUNT and indicator.mult == 0 and lowest >= 20_000 and rng.random() < 0.5:
        return 4, 10_000.0, 2
    if indicator.kind is ValueKind.MONEY and indicator.mult == 8 and lowest < 1:
        return 4, 0.0001, 0
    fewer = 1 if indicator.decimals and rng.random() < 0.25 else 0
    return indicator.mult, 1.0, indicator.decimals - fewer


def _stated(rng: Random, indicator: IndicatorWords, value: float, mult: int, decimals: int) -> Quantity:
    chance = rng.random()
    sign = next((sign for share, sign in SIGNS if chance < share), Comparator.EQ)
    if value < 10 and not decimals:
        sign = Comparator.EQ  # nobody says about 5
    if sign is not Comparator.EQ and indicator.ceiling is None and value >= 100:
        decimals = 0
        value = round(value, 1 - int(math.log10(value)))  # whoever says more than, says a round number
    least = Decimal(1).scaleb(-decimals)
    stated = max(Decimal(value).quantize(least, ROUND_HALF_UP), least)
    return Quantity(min(stated, indicator.ceiling.quantize(least)) if indicator.ceiling else stated, sign, mult)
