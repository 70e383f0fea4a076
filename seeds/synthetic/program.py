"""One synthetic program from its site: its frame, its documents and measures, then its figures."""

from __future__ import annotations

import datetime
from random import Random

from programs.models.base import Publication
from programs.models.measure import Measure
from programs.models.program import Program
from seeds.synthetic.figures import add_figures
from seeds.synthetic.places import Site
from seeds.synthetic.plan import DocumentPlan, MeasurePlan, ProgramPlan
from seeds.synthetic.times import FIRST_YEAR, LAST_YEAR
from seeds.synthetic.words import MARK, MARK_EN, Words

STATES = [
    (0.45, Program.State.RUNNING),
    (0.70, Program.State.COMPLETED),
    (0.78, Program.State.PLANNED),
    (1.0, Program.State.UNSTATED),
]
FIGURES_PER_DOCUMENT = 28


def program_plan(seed: int, site: Site, words: Words) -> ProgramPlan:
    """All that the program says. Same seed, site and words, same plan."""
    rng = Random(f"{seed}/program/{site.number}")  # noqa: S311  # see `places.sites`
    chain = words.chains[site.chain]
    state, years = _life(rng)
    plan = ProgramPlan(site, chain, _publication(rng, 0.05, 0.02), state, years, _documents(rng, site, words))
    plan.cite(0, 1, f"{site.region.name[:12]}{chain.name}产业链质量提升"[:30])
    _add_measures(rng, plan, words)
    add_figures(rng, plan, words)
    return plan


def _life(rng: Random) -> tuple[str, tuple[int | None, int | None]]:
    chance, start = rng.random(), rng.randint(FIRST_YEAR, LAST_YEAR - 1)
    state = next(state for share, state in STATES if chance < share)
    if state is Program.State.UNSTATED:
        return state.value, (None, None)
    if state is Program.State.PLANNED:
        return state.value, (LAST_YEAR + 1, LAST_YEAR + 3)
    end = min(LAST_YEAR, start + rng.randint(1, 5))
    return state.value, (start, end if state is Program.State.COMPLETED else None)


def _publication(rng: Random, unpublished: float, withdrawn: float) -> Publication:
    chance = rng.random()
    if chance < withdrawn:
        return Publication.WITHDRAWN
    if chance < withdrawn + unpublished:
        return Publication.IN_REVIEW if rng.random() < 0.4 else Publication.DRAFT
    return Publication.PUBLISHED


def _documents(rng: Random, site: Site, words: Words) -> list[DocumentPlan]:
    """One a year, the last in the spring after the last year; a small program has one."""
    count = min(1 + site.figures // FIGURES_PER_DOCUMENT, LAST_YEAR - FIRST_YEAR + 1)
    years = sorted({LAST_YEAR, *rng.sample(range(FIRST_YEAR, LAST_YEAR), count - 1)})
    found = []
    for year in years:
        zh, en = rng.choice(words.titles)
        chain = words.chains[site.chain]
        title = zh.format(region=site.region.name, chain=chain.name, year=year)
        title_en = en.format(region=site.region.code, chain=chain.name_en, year=year)
        day = datetime.date(year + 1, 1, 5) + datetime.timedelta(rng.randrange(85))
        found.append(DocumentPlan(MARK + title, MARK_EN + title_en, day))
    return found


def _add_measures(rng: Random, plan: ProgramPlan, words: Words) -> None:
    chosen = sorted(rng.sample(range(len(words.measures)), rng.randint(3, 11)))
    for number, index in enumerate(chosen):
        what = words.measures[index]
        document = rng.randrange(len(plan.documents))
        phrase = what.name.format(chain=plan.chain.name)[:30]
        start = rng.randint(FIRST_YEAR, LAST_YEAR) if rng.random() < 0.6 else None
        state = Measure.State.DONE if rng.random() < 0.8 else rng.choice(Measure.State.values)
        plan.measures.append(
            MeasurePlan(
                words=what,
                state=str(state),
                years=(start, None),
                document_number=f"合成发〔{start}〕{rng.randint(1, 99)}号" if start and rng.random() < 0.2 else "",
                place=plan.cite(document, 2 + number, phrase),
                publication=_publication(rng, 0.04, 0.01),
            )
        )
