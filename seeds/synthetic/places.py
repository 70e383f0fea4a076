"""Which programs there are, where, on which chain and how large: a tail of a few large ones, all levels, no place twice
with one chain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from programs.models.region import Level
from seeds.divisions import Division

SHARES = {Level.PROVINCE: 0.08, Level.PREFECTURE: 0.30, Level.COUNTY: 0.62}
SMALLEST, LARGEST = 0.15, 4.0  # of the mean number of figures


@dataclass(frozen=True)
class Site:
    """One program to be: its number, its region, its chain (an index) and how many figures it has."""

    number: int
    region: Division
    chain: int
    figures: int


class TooManyError(Exception):
    """More programs were asked for than there are pairs of a region and a chain at some level."""


def sites(seed: int, programs: int, figures: int, divisions: Sequence[Division], chains: int) -> list[Site]:
    """In the order of the programs' numbers; the figures add up exactly. Same arguments, same sites."""
    rng = Random(f"{seed}/sites")  # noqa: S311  # nothing here is secret, and it must come out the same again
    sizes = _sizes(rng, programs, figures)
    pairs = _pairs(rng, programs, divisions, chains)
    return [Site(n, region, chain, size) for n, ((region, chain), size) in enumerate(zip(pairs, sizes, strict=True))]


def _sizes(rng: Random, programs: int, figures: int) -> list[int]:
    """Lognormal with a cut tail, each at least one, scaled to the wanted sum."""
    weights = [min(max(math.exp(rng.gauss(0.0, 0.65)), SMALLEST), LARGEST) for _ in range(programs)]
    spare, total = figures - programs, sum(weights)
    parts = [spare * weight / total for weight in weights]
    sizes = [1 + int(part) for part in parts]
    by_rest = sorted(range(programs), key=lambda n: (int(parts[n]) - parts[n], n))
    for n in by_rest[: figures - sum(sizes)]:
        sizes[n] += 1
    return sizes


def _pairs(rng: Random, programs: int, divisions: Sequence[Division], chains: int) -> list[tuple[Division, int]]:
    """Every region of a level gets a program before one gets a second, each on another chain."""
    found: list[tuple[Division, int]] = []
    for level, count in _by_level(programs).items():
        regions = [division for division in divisions if division.level == level]
        if count > len(regions) * chains:
            raise TooManyError
        rng.shuffle(regions)
        first = [rng.randrange(chains) for _ in regions]
        step = 7 if chains % 7 else 1  # runs through all chains before it meets the first again
        for n in range(count):
            turn, at = divmod(n, len(regions))
            found.append((regions[at], (first[at] + step * turn) % chains))
    rng.shuffle(found)
    return found


def _by_level(programs: int) -> dict[Level, int]:
    counts = {level: int(programs * share) for level, share in SHARES.items()}
    counts[Level.COUNTY] += programs - sum(counts.values())
    return counts
