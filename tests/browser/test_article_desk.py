"""The article of Zhangshu goes in; the program's records of the seed files come out as drafts, all by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Observation, ReportedChange
from indicators.reading.article.files import decoded
from indicators.reading.normalise import normalise, paragraphs
from programs.models import IndustryChain, Program, Region
from programs.models.base import Publication
from qualityportal.roles import EDITOR
from seeds import records as seeded
from seeds.files import read_seeds
from seeds.loader import load
from tests import records
from tests.browser.moves import follow
from tests.browser.signing_in import signed_in
from tests.unit.test_seed_files import ARTICLES

SLUG = "zhangshu-metal-furniture"
FILE = ARTICLES / "004_79a5143a081474fb.txt"
ADD = "/admin/indicators/articlereading/add/"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FILE.is_file(), reason=f"the articles are not at {ARTICLES}"),
]


def stage(label: str) -> dict[str, Any]:
    return {"period": label, "is_inferred": False}


NO_PERIOD = stage("")
OWN = {"is_repeat": False}
# What the reader cannot know, by the words of the figure: the indicator, a stage, a status. None: the figure is none.
# What the reader cannot know, by the last words of each figure in its order: the indicator, a stage, a status.
# None: it is no figure of an indicator.
EDITED: list[tuple[str, dict[str, Any] | None]] = [
    ("连续四年", {"indicator": "campaign-years"}),
    ("樟树市连续两年", None),
    ("30家企业", {"indicator": "benchmarking-firms"}),
    ("30家企业108个产品", {"indicator": "benchmarking-products"}),
    ("第四大特色产业", None),
    ("团体标准19项", {"indicator": "other-standards-joined"}),
    ("2项企业标准", {"indicator": "standard-front-runners"}),
    ("可达200项以上", {"period": "项目建成后"}),
    ("现有5家金属家具企业", {"indicator": "ip-advantage-firms"}),
    ("产业内5家企业", {"indicator": "city-quality-award-firms", **NO_PERIOD, **OWN}),
    ("1名个人", {"indicator": "city-quality-award-persons", **NO_PERIOD}),
    ("1家企业", {"indicator": "provincial-quality-award-nominees", **stage("第三届（来源未注明年份）")}),
    ("1家企业", {"indicator": "provincial-quality-award-organizations", **stage("公示期间（未注明日期）"), **OWN}),
    ("2家企业", {"indicator": "national-quality-benchmarks", **NO_PERIOD, "status": "reported"}),
    ("连续三年", {"indicator": "brand-value-listing-years", **NO_PERIOD}),
    ("江西名牌产品数达106件", {"indicator": "provincial-top-brand-products", **NO_PERIOD}),
]


@pytest.fixture
def article(empty_site) -> seeded.ProgramRecord:
    """What the records say. The portal holds the nation's lists and the program as a draft, no source and no figure."""
    seeds = read_seeds()
    load(seeds.model_copy(update={"programs": [], "sources": [], "evidence_checks": []}))
    record = next(program for program in seeds.programs if program.slug == SLUG)
    region, chain = Region.objects.get(code=record.region), IndustryChain.objects.get(slug=record.chain)
    Program.objects.create(slug=SLUG, name=record.name, region=region, chain=chain, summary=record.summary)
    return record


def test_an_article_becomes_the_records_of_its_program(article, open_page, empty_site):
    editor = records.person("editor", EDITOR, Region.objects.get(code="360982"))
    page = signed_in(open_page("/about/"), empty_site, editor)
    read_article(page, empty_site)
    decide_on_what_needs_a_person(page)
    press(page, "A", leaves=True)  # the certain ones together
    decide_on_the_rest(page)
    assert page.locator(".figures li.open").count() == 0, page.locator(".figures li.open").all_inner_texts()
    compare(article)


def read_article(page, site) -> None:
    """Pasted; the program is the first that the text names."""
    page.goto(site + ADD)
    page.locator("#id_text").focus()
    page.keyboard.insert_text(decoded(FILE.read_bytes()))
    follow(page.locator("[type=submit].default"), "Enter")
    assert page.locator("#id_proposed input:checked").count() == 1
    follow(page.locator("[type=submit].default"), "Enter")


def decide_on_what_needs_a_person(page) -> None:
    """Goes through all figures once; what needs nothing is left for later."""
    edits = list(EDITED)
    for _ in range(page.locator(".figures li").count()):
        words = page.locator(".chosen h2 a").inner_text().strip("“”")
        if not edits or not words.endswith(edits[0][0]):
            press(page, "j")
            continue
        _words, fields = edits.pop(0)
        if fields is None:
            press(page, "r")
        else:
            correct(page, fields)
    assert edits == []
    assert page.locator(".said .error").count() == 0


def decide_on_the_rest(page) -> None:
    """Repeats and what is doubted is accepted as it was read; a period that only other sentences give is left out."""
    while page.locator(".figures li.open").count():
        before = page.locator(".figures li.open").count()
        press(page, "d" if page.locator("[data-key=d]").count() else "a")
        assert page.locator(".figures li.open").count() < before, page.locator(".side").inner_text()


def press(page, key: str, *, leaves: bool = False) -> None:
    """A key, and the answer of the server to it."""
    if leaves:
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press(key)
        return
    page.keyboard.press(key)
    answered(page)


def answered(page) -> None:
    page.locator("#side:not([aria-busy])").wait_for()


def correct(page, fields: dict[str, Any]) -> None:
    """Opens the form, goes from field to field with the tabulator, and sends it."""
    page.keyboard.press("e")
    for name, value in fields.items():
        while page.evaluate("document.activeElement.id") != f"id_c-{name}":
            page.keyboard.press("Tab")
        if isinstance(value, bool):
            if page.evaluate("document.activeElement.checked") != value:
                page.keyboard.press("Space")
        elif name == "status":
            page.keyboard.press("Home")
        else:
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(value) if value else page.keyboard.press("Delete")
    page.keyboard.press("Control+Enter")
    answered(page)
    assert page.locator(".errorlist").count() == 0, page.locator(".correct").inner_text()


def compare(article: seeded.ProgramRecord) -> None:
    """Record by record: value, sign, time, kind and the places in the article."""
    lines = paragraphs(decoded(FILE.read_bytes()))
    for wanted in article.observations:
        made: Any = Observation.objects.get(indicator__code=wanted.indicator, **time_of(wanted))
        assert (made.publication, made.citation.document.publication) == (Publication.DRAFT, Publication.DRAFT)
        assert (made.stated_value, made.comparator) == (wanted.value, wanted.comparator.value), wanted.id
        assert made.unit_mult == (wanted.unit_mult if wanted.unit_mult is not None else made.indicator.unit_mult)
        assert (made.role, made.obs_status) == (wanted.role.value, wanted.status.value), wanted.id
        assert not made.period_inferred
        same_places(made, wanted, lines)
    assert Observation.objects.count() == len(article.observations)
    for stated in article.reported_changes:
        change = ReportedChange.objects.get(indicator__code=stated.indicator, kind=stated.kind.value)
        assert change.stated_value == stated.value
        assert bool(change.from_observation) == bool(stated.from_observation)
        assert bool(change.to_observation) == bool(stated.to_observation)
        same_places(change, stated, lines)
    assert ReportedChange.objects.count() == len(article.reported_changes)


def time_of(wanted: seeded.ObservationRecord) -> dict[str, Any]:
    if wanted.period:
        return {"period_start": wanted.period.start, "period_end": wanted.period.end}
    assert wanted.stage
    return {"stage_order": wanted.stage.order, "stage_label": wanted.stage.label}


def same_places(made: Any, wanted: Any, lines: list[str]) -> None:
    """The paragraphs of the record; the words stand there and overlap with those of the record."""
    places = made.all_citations
    assert sorted(place.paragraph for place in places) == sorted(c.paragraph for c in wanted.citations), str(made)
    for place in places:
        line = lines[place.paragraph - 1]
        start = line.find(normalise(place.phrase))
        others = [line.find(normalise(c.phrase)) for c in wanted.citations if c.paragraph == place.paragraph]
        assert start >= 0
        assert any(abs(other - start) < 30 for other in others), (place.phrase, wanted.id)
