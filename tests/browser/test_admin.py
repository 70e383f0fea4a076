"""Editors and reviewers at work: a whole program typed by hand from its article, reviewed, corrected and restored."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Observation
from indicators.rules.quantities import Comparator
from programs.models import Program, Region
from programs.models.base import Publication
from qualityportal.roles import EDITOR, REVIEWER
from seeds import records as seeded
from seeds.files import read_seeds
from seeds.loader import load
from tests import records
from tests.browser.moves import follow
from tests.browser.signing_in import choose, press, signed_in

pytestmark = pytest.mark.browser

SLUG = "zhangshu-metal-furniture"
REVIEW = f"/admin/review/programs/{SLUG}/"
PUBLIC = f"/programs/{SLUG}/"
SIGNS = {Comparator.GT: "超", Comparator.GE: "至少", Comparator.AP: "约", Comparator.EQ: ""}
MULTS = {0: "", 4: "万", 8: "亿"}


@pytest.fixture
def article(empty_site) -> seeded.ProgramRecord:
    """What the article says. The portal holds the nation's lists, but no program and no source yet."""
    seeds = read_seeds()
    load(seeds.model_copy(update={"programs": [], "sources": [], "evidence_checks": []}))
    return next(program for program in seeds.programs if program.slug == SLUG)


@pytest.fixture
def editor(article, open_page, empty_site):
    person = records.person("editor", EDITOR, Region.objects.get(code="360982"))
    return signed_in(open_page("/about/"), empty_site, person)


@pytest.fixture
def reviewer(article, open_page, empty_site):
    person = records.person("reviewer", REVIEWER, Region.objects.get(code="360000"))
    return signed_in(open_page("/about/"), empty_site, person)


def test_a_program_is_typed_from_its_article_and_published_by_another(article, editor, reviewer, empty_site):
    type_source(editor, empty_site, article)
    type_program(editor, empty_site, article)
    type_measures(editor, empty_site, article)
    type_figures(editor, empty_site, article)
    type_changes(editor, empty_site, article)
    editor.goto(empty_site + REVIEW)
    decide(editor, "send")
    assert status(reviewer, empty_site + PUBLIC) == 404

    reviewer.goto(empty_site + REVIEW)
    reviewer.fill("#reason", "英文概述请补全")
    decide(reviewer, "send_back")
    editor.goto(empty_site + REVIEW)
    assert "英文概述请补全" in editor.locator("main").inner_text()
    follow(editor.get_by_role("link", name="打开记录").nth(1))
    editor.fill("#id_summary_en", f"{article.summary_en} Completed.")
    press(editor, "_save")
    editor.goto(empty_site + REVIEW)
    decide(editor, "send")
    assert status(reviewer, empty_site + PUBLIC) == 404

    reviewer.goto(empty_site + REVIEW)
    decide(reviewer, "publish")
    assert status(reviewer, empty_site + PUBLIC) == 200
    shown = reviewer.locator("main").text_content()
    assert "352.6" in shown
    assert all(measure.title in shown for measure in article.measures)
    program = Program.objects.get(slug=SLUG)
    assert program.observations.live().count() == len(article.observations)
    assert {*program.measures.values_list("publication", flat=True)} == {Publication.PUBLISHED}

    change_and_restore(editor, reviewer, empty_site)


def change_and_restore(editor, reviewer, site) -> None:
    figure = Observation.objects.get(program__slug=SLUG, value="352.6")
    address = f"{site}/admin/indicators/observation/{figure.pk}"
    editor.goto(f"{address}/change/")
    editor.fill("#id_figure", "352.7亿元")
    press(editor, "_send")
    assert "修改原因" in " ".join(editor.locator(".errorlist").all_inner_texts())
    assert editor.input_value("#id_figure") == "352.7亿元"
    editor.fill("#id_reason", "按原件更正")
    press(editor, "_send")
    assert status(reviewer, site + PUBLIC) == 200
    assert "352.7" not in reviewer.locator("main").text_content()
    publish_all(reviewer, site)
    assert "352.7" in reviewer.locator("main").text_content()

    editor.goto(f"{address}/history/")
    follow(editor.get_by_role("link", name="恢复到这一状态").nth(1))
    editor.fill("#id_reason", "原件无误")
    follow(editor.locator(".submit-row [type=submit]"))
    editor.goto(site + REVIEW)
    decide(editor, "send")
    publish_all(reviewer, site)
    shown = reviewer.locator("main").text_content()
    assert "352.6" in shown
    assert "352.7" not in shown


def publish_all(reviewer, site) -> None:
    reviewer.goto(site + REVIEW)
    decide(reviewer, "publish")
    reviewer.goto(site + PUBLIC)


def decide(page, what: str) -> None:
    follow(page.locator(f"button[value={what}]"))
    assert page.locator(".told.error").count() == 0, page.locator(".told").all_inner_texts()


def status(page, address: str) -> int:
    return int(page.goto(address).status)


def type_source(page, site, article) -> None:
    page.goto(f"{site}/admin/programs/sourcedocument/add/")
    page.fill("#id_title", "樟树市金属家具产业质量提升项目情况")
    page.fill("#id_slug", SLUG)
    places = sorted({(c.paragraph, c.phrase) for record in cited(article) for c in record.citations})
    for number, (paragraph, phrase) in enumerate(places):
        if number:
            page.locator(".add-row a").click()
        page.fill(f"#id_citations-{number}-paragraph", str(paragraph))
        page.fill(f"#id_citations-{number}-phrase", phrase)
    press(page, "_save")
    page.locator(".messagelist .success").wait_for()


def cited(article: seeded.ProgramRecord) -> list[Any]:
    return [article, *article.measures, *article.observations, *article.reported_changes]


def cite(page, record: Any) -> None:
    first, *others = record.citations
    choose(page, "citation", first.phrase)
    for citation in others:
        choose(page, "other_citations", citation.phrase)


def type_program(page, site, article) -> None:
    page.goto(f"{site}/admin/programs/program/add/")
    for field in (
        "name",
        "name_en",
        "scope",
        "scope_en",
        "lead_agency",
        "lead_agency_en",
        "goal",
        "goal_en",
        "summary",
    ):
        page.fill(f"#id_{field}", getattr(article, field))
    page.fill("#id_slug", article.slug)
    choose(page, "region", "樟树")
    choose(page, "chain", "金属家具")
    cite(page, article)
    press(page, "_save")
    page.locator(".messagelist .success").wait_for()


def type_measures(page, site, article) -> None:
    page.goto(f"{site}/admin/programs/measure/add/?program={Program.objects.get().pk}")
    for measure in article.measures:
        page.select_option("#id_category", measure.category)
        page.fill("#id_title", measure.title)
        page.fill("#id_title_en", measure.title_en)
        page.fill("#id_slug", measure.slug)
        page.select_option("#id_state", measure.state)
        page.fill("#id_detail", measure.detail)
        for field in ("start_year", "end_year"):
            page.fill(f"#id_{field}", str(getattr(measure, field) or ""))
        cite(page, measure)
        press(page, "_addanother")
        page.locator(".messagelist .success").wait_for()


def type_figures(page, site, article) -> None:
    page.goto(f"{site}/admin/indicators/observation/add/?program={Program.objects.get().pk}")
    for number, figure in enumerate(article.observations):
        choose(page, "indicator", figure.indicator)
        if number == 0:
            be_corrected_twice(page)
        sign = SIGNS[figure.comparator]
        mult = {None: "亿" if "revenue" in figure.indicator else ""}.get(figure.unit_mult, MULTS[figure.unit_mult or 0])
        page.fill("#id_figure", f"{sign}{figure.value}{mult}")
        type_time(page, figure)
        page.select_option("#id_role", figure.role.value)
        page.select_option("#id_obs_status", figure.status.value)
        page.locator("#id_is_key").set_checked(figure.key)
        cite(page, figure)
        press(page, "_addanother")
        assert page.locator(".errorlist").count() == 0, (figure.id, page.locator(".errorlist").all_inner_texts())


def be_corrected_twice(page) -> None:
    page.fill("#id_figure", "八百多")
    page.fill("#id_period_start", "2021-12-31")
    page.fill("#id_period_end", "2021-01-01")
    press(page, "_addanother")
    assert any("352.6" in words for words in page.locator(".errorlist").all_inner_texts())
    assert page.input_value("#id_figure") == "八百多"
    page.fill("#id_figure", "148.92亿元")
    press(page, "_addanother")
    said = page.locator(".errorlist").all_inner_texts()
    assert any("结束" in words for words in said), said
    assert page.input_value("#id_figure") == "148.92亿元"


def type_time(page, figure) -> None:
    period, stage = figure.period, figure.stage
    page.fill("#id_period_start", str(period.start) if period else "")
    page.fill("#id_period_end", str(period.end) if period else "")
    inferred = period.inferred_from if period else ""
    page.locator("#id_period_inferred").set_checked(bool(inferred))
    page.fill("#id_inference", inferred or "")
    page.fill("#id_stage_order", str(stage.order) if stage else "")
    page.fill("#id_stage_label", stage.label if stage else "")


def type_changes(page, site, article) -> None:
    page.goto(f"{site}/admin/indicators/reportedchange/add/?program={Program.objects.get().pk}")
    for change in article.reported_changes:
        choose(page, "indicator", change.indicator)
        page.fill("#id_slug", change.id)
        page.select_option("#id_kind", change.kind.value)
        page.fill(
            "#id_figure",
            f"{SIGNS[change.comparator]}{change.value}{'%' if change.kind in ('percent', 'share') else ''}",
        )
        cite(page, change)
        press(page, "_addanother")
        assert page.locator(".errorlist").count() == 0, (change.id, page.locator(".errorlist").all_inner_texts())
