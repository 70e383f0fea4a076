"""The words of the synthetic country, from words.yaml: chains, indicators, breakdowns, measures, titles."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from indicators.rules.series import Accumulation, Polarity, ValueKind

WORDS = Path(__file__).with_name("words.yaml")
MARK, MARK_EN, SLUG = "（合成）", "(Synthetic) ", "synthetic-"


@dataclass(frozen=True)
class Named:
    slug: str
    name: str
    name_en: str


@dataclass(frozen=True)
class BreakdownWords(Named):
    dimension: str


@dataclass(frozen=True)
class IndicatorWords(Named):
    """`short` is the name without its scope, as a phrase says it; a series starts between `lowest` and `highest`."""

    short: str
    topic: str
    kind: ValueKind
    unit: Named
    mult: int
    decimals: int
    polarity: Polarity
    accumulation: Accumulation
    lowest: float
    highest: float

    @property
    def ceiling(self) -> Decimal | None:
        return Decimal(100) if self.kind in (ValueKind.PERCENT, ValueKind.INDEX) else None


@dataclass(frozen=True)
class Words:
    chains: list[Named]
    indicators: list[IndicatorWords]
    breakdowns: dict[str, list[BreakdownWords]]  # by dimension
    measures: list[Named]  # the slug is the category
    titles: list[tuple[str, str]]


@lru_cache(maxsize=1)
def words() -> Words:
    tables = {name: _rows(text) for name, text in yaml.safe_load(WORDS.read_text("utf-8")).items()}
    scopes = [Named(*row) for row in tables["scopes"]]
    breakdowns: dict[str, list[BreakdownWords]] = {}
    for slug, dimension, name, name_en in tables["breakdowns"]:
        breakdowns.setdefault(dimension, []).append(BreakdownWords(slug, name, name_en, dimension))
    return Words(
        chains=[Named(*row) for row in tables["chains"]],
        indicators=[_indicator(scope, row) for scope in scopes for row in tables["metrics"]],
        breakdowns=breakdowns,
        measures=[Named(*row) for row in tables["measures"]],
        titles=[(zh, en) for zh, en in tables["titles"]],
    )


def _rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]


def _indicator(scope: Named, row: list[str]) -> IndicatorWords:
    slug, name, name_en, topic, kind, unit, mult, decimals, polarity, accumulation, lowest, highest = row
    is_whole = not scope.name
    return IndicatorWords(
        slug=SLUG + (slug if is_whole else f"{slug}-{scope.slug}"),
        name=name if is_whole else scope.name + name.removeprefix("企业"),  # 龙头企业数
        name_en=name_en.capitalize() if is_whole else f"{name_en.capitalize()}, {scope.name_en}",
        short=name,
        topic=topic,
        kind=ValueKind(kind),
        unit=Named(*unit.split(",")),
        mult=int(mult),
        decimals=int(decimals),
        polarity=Polarity(polarity),
        accumulation=Accumulation(accumulation),
        lowest=float(lowest),
        highest=float(highest),
    )
