"""A word that very many texts hold: the first are shown in the same order, and the page says that there are more."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from programs import holding
from programs.first_found import FirstFound
from programs.models import Measure, Program
from programs.models.measure import Category
from programs.search import Measures, Programs, Sources, programs_matching, programs_named
from tests import records

pytestmark = pytest.mark.django_db

KINDS = (Programs(), Measures(), Sources())


@pytest.fixture
def country(monkeypatch) -> None:
    """Seven programs in two provinces with 35 measures; three rows are many."""
    monkeypatch.setattr(holding, "MOST", 3)
    monkeypatch.setattr("programs.first_found.LISTED", 3)
    monkeypatch.setattr("programs.first_found.PARTS", ((0, 2), (2, 4), (4, None)))
    chain = records.chain(name="陶瓷产业链")
    for number in range(7):
        above = records.region(f"{11 + number % 2}0000", name=("江西省", "湖南省")[number % 2])
        county = records.region(f"{11 + number % 2}01{number:02}", name=f"县{number}", level="county", parent=above)
        name = "质量提升项目" if number in (5, 6) else f"强链项目 {number}"
        program = records.program(
            f"p-{number}", name=name, name_en="Quality" if number == 6 else "", region=county, chain=chain, measures=0
        )
        for place, (title, detail) in enumerate(
            (
                ("培训", "提升质量"),
                ("质量月", ""),
                ("标准", "不是"),
                ("注塑", "量质"),
                ("计量器具", "quality of gauges"),
            )
        ):
            records.measure(program, f"m-{place}", title=title, detail=detail, category=Category.values[4 - place])
        records.source(f"doc-{number}", title=f"质量通报 {number}" if number > 4 else f"简报 {number}", remark="质量")
    Measure.objects.filter(program__slug="p-1", title="质量月").update(publication="draft")
    Program.objects.filter(slug="p-2").update(publication="withdrawn")


@pytest.mark.parametrize(
    "typed",
    [
        "质量",
        "质量 提升",
        "江西 质量",
        "质",
        "zl",
        "zhiliang",
        "zhil 质量",
        "quality",
        "项目",
        "zs",
        "陶瓷",
        "量质 质量",
    ],
)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_reading_in_order_finds_what_ranking_all_finds(country, kind, typed):
    words = typed.split()
    ranked = list(kind.find(words).values_list("pk", flat=True))
    for number in (1, 4, 50):
        assert FirstFound(kind, words).keys(number) == ranked[:number]
        assert FirstFound(kind, words, likely=True).keys(number) == ranked[:number]


@pytest.mark.parametrize("typed", ["质量", "量", "zl", "江西 质量", "质量 月", "quality", "培训"])
def test_the_first_of_many_are_those_that_come_first_of_all(country, monkeypatch, typed):
    monkeypatch.setattr(holding, "MOST", 1000)
    monkeypatch.setattr("programs.first_found.MANY", 1)
    words = typed.split()
    ranked = list(Measures().find(words).values_list("pk", flat=True))
    for number in (1, 2, 4, 50):
        assert FirstFound(Measures(), words).keys(number) == ranked[:number]


@pytest.mark.parametrize(("kind", "typed"), [(Programs(), "项目"), (Measures(), "质量"), (Sources(), "质量")])
def test_what_is_common_is_read_in_order(country, kind, typed):
    found = FirstFound(kind, [typed])
    assert found.are_read
    assert len(found.keys(50)) > found.most


@pytest.mark.parametrize("typed", ["质量", "zl", "江西 质量", "项目"])
def test_the_list_finds_the_same_whether_a_word_is_common(country, monkeypatch, typed):
    def found() -> set[str]:
        return set(programs_matching(typed.split(), Program.objects.live()).values_list("slug", flat=True))

    by_reading = found()
    monkeypatch.setattr(holding, "MOST", 1000)
    assert found() == by_reading != set()


@pytest.mark.parametrize("most", [0, 1000])
def test_programs_to_compare_are_named_by_place_chain_and_pinyin(country, monkeypatch, most):
    monkeypatch.setattr(holding, "MOST", most)

    def named(word: str) -> set[str]:
        return set(Program.objects.live().filter(programs_named(word)).values_list("slug", flat=True))

    everyone = {"p-0", "p-1", "p-3", "p-4", "p-5", "p-6"}
    assert named("质量") == {"p-5", "p-6"}
    assert named("taoci") == named("陶瓷") == everyone
    assert named("县3") == {"p-3"}
    assert named("quality") == {"p-6"}
    assert named("没有") == set()


def count_said(client, query: str, language: str = "") -> str:
    page = client.get(f"{language}/search/?{query}").content.decode()
    said = re.search(r'<p class="count" role="status">(.*?)</p>', page)
    assert said
    return re.sub("<[^>]*>", "", said[1]).split("·")[0].strip()


def test_the_page_says_that_there_are_more_than_it_lists(country, client):
    address = f"q={quote('质量')}&kind=measures"
    assert count_said(client, address, "/en").startswith("Results for “质量”: more than 3, of which the first 3 are")
    assert "3" in count_said(client, address)
    page = client.get(f"/search/?{address}&page=9").content.decode()
    assert page.count('<p class="why">') == 3


def test_a_number_that_is_said_is_exact(country, client, monkeypatch):
    few = f"q={quote('县3 质量')}&kind=measures"
    assert count_said(client, few, "/en") == "Results for “县3 质量”: 2"
    monkeypatch.setattr(holding, "MOST", 100)
    expected = Measures().find(["质量"]).count()
    assert count_said(client, f"q={quote('质量')}&kind=measures", "/en") == f"Results for “质量”: {expected}"


def test_the_measures_of_a_year_and_a_category_lead_to_their_programs(country, client):
    first: Any = Measure.objects.filter(program__slug="p-3").first()
    Measure.objects.filter(pk=first.pk).update(start_year=2018, end_year=2021, category="brand")
    Program.objects.filter(slug="p-4").update(start_year=2019, state="running")
    Program.objects.filter(slug="p-5").update(start_year=2020, end_year=2020)

    def listed(query: str) -> set[str]:
        page = client.get(f"/programs/?{query}").content.decode()
        return set(re.findall(r'href="/programs/(p-\d)/"', page.split("<tbody>")[-1]))

    assert listed("year=2017") == set()
    assert listed("year=2018") == {"p-3"}
    assert listed("year=2020") == {"p-3", "p-4", "p-5"}
    assert listed("year=2022") == {"p-4"}
    assert listed("category=brand") == {"p-3"}
    Measure.objects.filter(pk=first.pk).update(start_year=1936, end_year=1950)
    assert listed("year=1949") == listed("year=1950") == {"p-3"}
    assert listed("year=1951") == set()


def test_a_year_that_is_none_is_said_to_be_wrong_and_no_number_is_said(country, client):
    page = client.get("/en/programs/?year=2020.5").content.decode()
    assert "Enter a whole number." in page
    assert "Correct it to see programs." in page
    assert '<p class="count"' not in page


def test_the_programs_of_a_category_are_counted_as_they_are_listed(country, client):
    """Also with two measures of it, with one that is a draft, with a program that is not public and another filter."""
    Measure.objects.filter(program__slug__in=("p-1", "p-2", "p-3", "p-4")).update(category="brand")
    Measure.objects.filter(program__slug="p-4").update(publication="draft")

    def counted(query: str) -> tuple[str, int]:
        page = client.get(f"/en/programs/?{query}").content.decode()
        said = re.search(r'<p class="count" role="status">(.*?)</p>', page)
        assert said
        return said[1], len(set(re.findall(r'href="/en/programs/(p-\d)/"', page.split("<tbody>")[-1])))

    assert counted("category=brand") == ("2 programs", 2)
    assert counted("category=brand&sort=-name") == ("2 programs", 2)
    assert counted("category=brand&region=120000") == ("2 programs", 2)
    assert counted("category=brand&q=p-3") == ("0 programs", 0)
    assert counted("category=metrology&status=running")[0] == "0 programs"
