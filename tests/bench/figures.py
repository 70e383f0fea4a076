"""From visits to figures: medians with their spread, the ratio to the peer, and the budgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.measuring import Visit
from tests.bench.pages import PAGES, PEER, PROGRAM, Page

Visits = Mapping[Page, Sequence[Visit]]
Write = Callable[[float], str]


@dataclass(frozen=True)
class Spread:
    middle: float
    low: float
    high: float


def spread(values: Iterable[float | None]) -> Spread | None:
    """None where a page has no such figure, as the time of a chart on a page without one."""
    known = [value for value in values if value is not None]
    return Spread(median(known), min(known), max(known)) if known else None


def of(visits: Sequence[Visit], name: str) -> Spread | None:
    return spread(getattr(one, name) for one in visits)


def times_better(visits: Visits, name: str) -> Spread | None:
    """How many times the peer costs what the program page costs, each pair from the same round."""
    pairs = zip(visits[PEER], visits[PROGRAM], strict=True)
    return spread(getattr(peer, name) / getattr(ours, name) for peer, ours in pairs)


def kilobytes(value: float) -> str:
    return f"{value / 1000:.1f} kB"


def seconds(value: float) -> str:
    return f"{value / 1000:.2f} s"


def plain(value: float) -> str:
    return f"{value:.4g}"


def times(value: float) -> str:
    return f"{value:.1f} ×"


@dataclass(frozen=True)
class Budget:
    what: str
    name: str
    limit: float
    write: Write


@dataclass(frozen=True)
class Verdict:
    budget: str
    page: str
    limit: str
    measured: str
    passed: bool


PROGRAM_BUDGETS = (
    Budget("transferred on a first visit", "bytes", 25_000, kilobytes),
    Budget("of which CSS", "css", 8_000, kilobytes),
    Budget("of which JavaScript before interaction", "js", 6_000, kilobytes),
    Budget("render-blocking requests", "blocking", 2, plain),
    Budget("first chart visible", "chart", 900, seconds),
    Budget("layout shift while loading", "shift", 0, plain),
    Budget("transferred until a chart is interactive", "live_bytes", 400_000, kilobytes),
    Budget("layout shift when a chart becomes interactive", "live_shift", 0, plain),
)
SOONER = 12


def verdicts(visits: Visits) -> list[Verdict]:
    found = [_verdict(budget, page, visits[page]) for page in PAGES if page.explores for budget in PROGRAM_BUDGETS]
    sooner = times_better(visits, "chart")
    middle = sooner.middle if sooner else 0
    limit = f"at least {SOONER} ×"
    return [*found, Verdict("sooner than the peer's first chart", PROGRAM.name, limit, times(middle), middle >= SOONER)]


def _verdict(budget: Budget, page: Page, visits: Sequence[Visit]) -> Verdict:
    found = of(visits, budget.name)
    measured = budget.write(found.middle) if found else "not measured"
    limit = "at most " + budget.write(budget.limit)
    return Verdict(budget.what, page.name, limit, measured, found is not None and found.middle <= budget.limit)
