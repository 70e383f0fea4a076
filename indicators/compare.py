"""What the compare page shows: from the address to programs, indicators, panels and a table, with a few queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language

from indicators import words
from indicators.models import Indicator, Observation
from indicators.models.indicator import Topic
from indicators.panels import MOST, Multiples, multiples
from indicators.reads import CHANGING, programs_reporting, reported_by_some, reported_figures, unit_of
from indicators.rules.series import Role, Status
from programs.long_lists import in_order
from programs.models import Program
from programs.models.base import Publication, all_in_language
from programs.rules.words import fold
from programs.search import programs_named

MOST_INDICATORS = 4
MOST_SHARED = 6
OFFERED = 18
SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """What the reader chose. `unknown` are names in the address that lead to nothing published."""

    indicators: tuple[Indicator, ...]
    programs: tuple[Program, ...]
    find: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class SideRow:
    """One indicator over the chosen programs: the latest figures of each, or none found."""

    indicator: Indicator
    cells: tuple[tuple[Program, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Laid:
    """The page's answer. `more` says that programs, `more_shared` that common indicators were left out."""

    programs: tuple[Program, ...] = ()
    found: Multiples = field(default_factory=lambda: Multiples((), ()))
    rows: tuple[Observation, ...] = ()
    side: tuple[tuple[str, list[SideRow]], ...] = ()
    more: bool = False
    more_shared: bool = False


def choice_of(query: QueryDict) -> Choice:
    """Reads `indicator`, `program` (each may be given several times) and `find` out of the address."""
    codes, slugs = _names(query, "indicator", MOST_INDICATORS), _names(query, "program", MOST)
    named = Indicator.objects.filter(code__in=_sound(codes)).defer(*Indicator.UNREAD_BESIDE).order_by()
    by_code = {one.code: one for one in named} if codes else {}
    programs = list(_programs().filter(slug__in=_sound(slugs))) if slugs else []
    known = {*by_code, *(program.slug for program in programs)}
    return Choice(
        indicators=tuple(by_code[code] for code in codes if code in by_code),
        programs=tuple(programs),
        find=query.get("find", "").replace("\0", "").strip()[:80],
        unknown=tuple(name[:80] for name in (*codes, *slugs) if name not in known),
    )


def _names(query: QueryDict, key: str, most: int) -> list[str]:
    return list(dict.fromkeys(name for name in query.getlist(key) if name))[:most]


def _sound(names: Iterable[str]) -> list[str]:
    return [name for name in names if SLUG.fullmatch(name)]


def _programs() -> QuerySet[Program]:
    """Published programs in the order of the regions."""
    found: QuerySet[Program] = Program.objects.in_order().for_columns()
    return found


def lay(choice: Choice, offered: Sequence[Program]) -> Laid:
    """Chosen indicators over the chosen programs, or over the first that report them; else programs side by side.
    `offered` are those of `offered_programs`.
    """
    if choice.indicators:
        return _by_indicator(choice.indicators, programs_to_lay(choice, offered))
    return _side_by_side(choice.programs) if choice.programs else Laid()


def programs_to_lay(choice: Choice, offered: Sequence[Program] = ()) -> tuple[Program, ...]:
    """The chosen programs, or the first that report the chosen indicators; one more than fit where there are more."""
    if choice.programs or not choice.indicators:
        return choice.programs
    found_already = offered and not choice.find  # what is offered is narrowed by words
    return tuple((offered if found_already else programs_reporting(choice.indicators))[: MOST + 1])


def _by_indicator(indicators: Sequence[Indicator], programs: Sequence[Program]) -> Laid:
    shown = tuple(programs[:MOST])
    rows = reported_figures(shown, indicators)
    return Laid(shown, multiples(indicators, shown, rows), tuple(rows), more=len(programs) > MOST)


IN_WORDS = (
    *CHANGING,
    *(f"indicator__{name}" for name in ("code", "name", "name_en", "topic")),
    *(f"indicator__{name}" for name in ("unit", "unit_name", "unit_name_en", "unit_mult")),
    *("breakdown__name", "breakdown__name_en"),
)
"""What is read of all figures of the programs, of which one cell gives the last."""


def _side_by_side(programs: tuple[Program, ...]) -> Laid:
    """What several of the programs, which are public, report as panels, then all that each reports in one table."""
    figures = Observation.objects.filter(publication=Publication.PUBLISHED, program__in=[p.pk for p in programs])
    figures = figures.select_related("indicator", "breakdown").only(*IN_WORDS)
    by_indicator: dict[Indicator, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for row in figures.order_by("indicator__code", "position", "breakdown_id"):
        by_indicator[row.indicator][row.program_id].append(row)
    shared = [indicator for indicator, rows in by_indicator.items() if len(rows) > 1]
    return Laid(
        programs,
        _each_alone(shared[:MOST_SHARED], programs),
        side=tuple(_by_topic(by_indicator, programs)),
        more_shared=len(shared) > MOST_SHARED,
    )


def _each_alone(indicators: Sequence[Indicator], programs: Sequence[Program]) -> Multiples:
    """Nobody asked to put these indicators on one axis, so only what is unlike within one of them is a refusal."""
    rows = reported_figures(programs, indicators) if indicators else []
    found = [multiples([one], programs, [row for row in rows if row.indicator_id == one.pk]) for one in indicators]
    return Multiples(
        tuple(group for each in found for group in each.groups),
        tuple(reason for each in found for reason in each.refusals),
    )


def _by_topic(
    figures: dict[Indicator, dict[int, list[Observation]]], programs: Sequence[Program]
) -> Iterable[tuple[str, list[SideRow]]]:
    for topic in Topic:
        rows = [
            SideRow(indicator, tuple((program, _latest(of_program.get(program.pk, []))) for program in programs))
            for indicator, of_program in figures.items()
            if indicator.topic == topic.value
        ]
        if rows:
            yield str(topic.label), rows


def _latest(rows: Iterable[Observation]) -> tuple[str, ...]:
    """The last result of each breakdown and each plan, in words: 110.45 亿元 (2023) · 全球."""
    last: dict[tuple[int | None, bool], Observation] = {}
    for row in sorted((row for row in rows if row.obs_status != Status.WITHDRAWN), key=lambda r: r.period.sort_key):
        last[row.breakdown_id, row.role == Role.TARGET] = row
    return tuple(_figure_words(row) for row in last.values())


def _figure_words(row: Observation) -> str:
    language = get_language() or "zh-hans"
    figure = words.written(row.quantity, unit_of(row.indicator, language), language)
    about = [words.period_words(row.period)]
    if row.breakdown:
        about.append(row.breakdown.label)
    if row.obs_status != Status.REPORTED:
        about.append(row.get_obs_status_display())
    return " · ".join([figure, *about])


def offered_programs(choice: Choice) -> list[Program]:
    """Programs to tick: the chosen ones, then those that the search or the chosen indicators lead to."""
    found = programs_reporting(choice.indicators) if choice.indicators else _programs()
    for word in choice.find.split()[:5]:
        found = found.filter(programs_named(fold(word)))
    chosen = {program.pk for program in choice.programs}
    keys = list(found.values_list("pk", flat=True)[: OFFERED + len(chosen)])
    return [*choice.programs, *in_order([key for key in keys if key not in chosen], _programs().filter(pk__in=keys))]


class Offered(NamedTuple):
    """An indicator to choose."""

    code: str
    label: str


@dataclass(frozen=True)
class Offer:
    """Indicators to choose from: those of several programs, then those of one, each by topic."""

    several: tuple[Offered, ...]
    single: tuple[Offered, ...]


def offered_indicators() -> Offer:
    """All that a published program reports."""
    named = Indicator.objects.only("code", "name", "name_en", "topic").order_by()
    order = {topic.value: place for place, topic in enumerate(Topic)}
    found = sorted(reported_by_some(named), key=lambda one: (order[one.topic], one.code))
    labels = all_in_language(found, "name")
    offered = [(Offered(one.code, label), one.reporting) for one, label in zip(found, labels, strict=True)]
    return Offer(
        tuple(one for one, programs in offered if programs > 1),
        tuple(one for one, programs in offered if programs == 1),
    )
