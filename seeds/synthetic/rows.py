"""From plans to rows: every record gets its key, every reference the key of what it means."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from indicators.models import Breakdown, Indicator
from programs.models import Citation, IndustryChain, Measure, Program, SourceDocument, SourceNote
from programs.models.base import Publication
from seeds.synthetic import texts
from seeds.synthetic.figure_rows import add_change_rows, add_figure_rows
from seeds.synthetic.keys import Keys
from seeds.synthetic.plan import ProgramPlan
from seeds.synthetic.shared import Rows, Shared
from seeds.synthetic.words import MARK, MARK_EN, SLUG, Words

WITHDRAWN = "来源已撤回（合成）"


def list_rows(words: Words, keys: Keys, shared: Shared) -> Rows:
    """Chains, indicators and breakdowns, in the order of the words."""
    rows: Rows = defaultdict(list)
    zh, en = texts.NOTHING_TRUE
    made_at = shared.made_at
    for chain in words.chains:
        named = (MARK + chain.name, MARK_EN + chain.name_en, zh, en)
        key = keys.take(IndustryChain)
        rows["chain"].append((key, SLUG + chain.slug, *named, made_at, *texts.search(named)))
        shared.chains.append(key)
    for indicator in words.indicators:
        named = (indicator.name, indicator.name_en, f"{zh}{indicator.name}。", f"{en} {indicator.name_en}.")
        key, unit, ceiling = keys.take(Indicator), indicator.unit, indicator.ceiling
        kind = (indicator.topic, indicator.kind.value, unit.slug, unit.name, unit.name_en)
        form = (indicator.mult, indicator.decimals, indicator.polarity.value, indicator.accumulation.value)
        found = texts.search((*named[:2], indicator.slug, *named[2:]))
        bounds = (0 if ceiling else None, ceiling)
        rows["indicator"].append((key, indicator.slug, *named, *kind, *form, *bounds, made_at, *found))
        shared.indicators.append(key)
    for dimension in sorted(words.breakdowns):
        for split in words.breakdowns[dimension]:
            key = shared.breakdowns[split.slug] = keys.take(Breakdown)
            row = (key, SLUG + split.slug, dimension, split.name, split.name_en, made_at)
            rows["breakdown"].append(row)
    return rows


def program_rows(plan: ProgramPlan, keys: Keys, shared: Shared, rows: Rows) -> None:
    """Adds all rows of one program to `rows`, by the name of their table."""
    documents = _documents(plan, keys, shared, rows)
    first = keys.take(Citation, len(plan.places))
    for number, (document, paragraph, phrase) in enumerate(plan.places):
        recorded = plan.documents[document].recorded_at
        rows["citation"].append((first + number, documents[document], paragraph, phrase, recorded))
    program = _program(plan, keys, shared, first, rows)
    _measures(plan, keys, program, first, rows)
    notes = _notes(plan, keys, program, documents, first, rows)
    observations = add_figure_rows(plan, keys, shared, program, first, notes, rows)
    add_change_rows(plan, keys, shared, program, first, notes, observations, rows)


def _documents(plan: ProgramPlan, keys: Keys, shared: Shared, rows: Rows) -> list[int]:
    first, region = keys.take(SourceDocument, len(plan.documents)), shared.regions[plan.site.region.code]
    issuer, remark = texts.agency(plan)[0], texts.NOTHING_TRUE
    for number, document in enumerate(plan.documents):
        slug = f"{texts.slug(plan)}-{document.published_on.year}"
        said = (document.title, document.title_en, issuer, document.published_on, region, *remark)
        found = texts.search((document.title, document.title_en, issuer, *remark))
        stamps = (document.recorded_at,) * 3
        rows["document"].append((first + number, slug, *said, Publication.PUBLISHED.value, *stamps, *found))
    return list(range(first, first + len(plan.documents)))


def _program(plan: ProgramPlan, keys: Keys, shared: Shared, citation: int, rows: Rows) -> int:
    name, agency, goal, summary = texts.name(plan), texts.agency(plan), texts.goal(plan), texts.summary(plan)
    key, region = keys.take(Program), shared.regions[plan.site.region.code]
    place = (region, shared.chains[plan.site.chain], plan.state, *plan.years)
    note = WITHDRAWN if plan.publication is Publication.WITHDRAWN else ""
    rows["program"].append(
        (
            *(key, texts.slug(plan), *name, *place, *agency, *goal, *summary),
            *(citation, plan.publication.value, note, *_stamps(plan, 0, plan.publication, last=-1)),
            *texts.search((*name, "", "", *summary, *goal, *agency)),
        )
    )
    return key


def _stamps(
    plan: ProgramPlan, document: int, publication: Publication, last: int | None = None
) -> tuple[Any, Any, Any]:
    """Made and reviewed when the document was read, changed with the last; what no public has seen is unreviewed."""
    recorded = plan.documents[document].recorded_at
    changed = recorded if last is None else plan.documents[last].recorded_at
    seen = publication in (Publication.PUBLISHED, Publication.WITHDRAWN)
    return recorded, changed, recorded if seen else None


def _measures(plan: ProgramPlan, keys: Keys, program: int, first: int, rows: Rows) -> None:
    for number, measure in enumerate(plan.measures):
        title = measure.words.name.format(chain=plan.chain.name)
        title_en = measure.words.name_en.format(chain=plan.chain.name_en).capitalize()
        said = (title, title_en, measure.document_number, measure.state, *measure.years, number)
        stamps = _stamps(plan, plan.places[measure.place][0], measure.publication)
        row = (keys.take(Measure), program, f"m{number + 1}", measure.words.slug, *said, first + measure.place)
        found = texts.search((title, title_en, measure.document_number))
        rows["measure"].append((*row, measure.publication.value, *stamps, *found))


def _notes(plan: ProgramPlan, keys: Keys, program: int, documents: list[int], first: int, rows: Rows) -> list[int]:
    notes = []
    for number, note in enumerate(plan.notes):
        document = plan.places[note.place][0]
        key, slug = keys.take(SourceNote), f"{texts.slug(plan)}-n{number + 1}"
        row = (key, slug, note.kind.value, documents[document], program, note.text, note.text_en, first + note.place)
        stamps = _stamps(plan, document, Publication.PUBLISHED)
        rows["note"].append((*row, Publication.PUBLISHED.value, *stamps))
        notes.append(key)
    return notes
