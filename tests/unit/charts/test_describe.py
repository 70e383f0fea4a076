"""The words of charts, as a reader of English sees them; the numbers in them are computed by the plain rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from indicators.charts.chart import Chart, build, build_all
from indicators.charts.forms import plan_charts
from indicators.rules.periods import stage, year
from indicators.rules.quantities import Comparator
from indicators.rules.series import Series, Status, Unit, ValueKind
from tests.unit.charts import samples
from tests.unit.charts.figures import wide

CNY = Unit("cny", "CNY", ValueKind.MONEY, 9)
HOUSES = Unit("enterprise", "enterprises", ValueKind.COUNT)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def chart(*series: Series) -> Chart:
    (found,) = build_all(list(series))
    return found


def revenue() -> Series:
    return replace(samples.zhangshu()[0], name="Main business revenue", unit=CNY)


def test_a_slope_is_told_with_change_and_percent_and_no_word_of_trend() -> None:
    said = chart(revenue())
    assert said.description == (
        "Main business revenue rose from CNY 14.892 billion in 2017 to CNY 35.26 billion in 2021, "
        "by CNY 20.37 billion (+136.8%, computed from the published figures)."
    )
    assert said.title == "Main business revenue"
    assert said.subtitle == "CNY billion · 2017 and 2021: two points in time, the years between are not known"
    assert "trend" not in f"{said.description}{said.subtitle}".lower()
    assert said.source == f"{samples.FURNITURE}, paragraph 8"


def test_the_subject_starts_the_sentence_where_a_chart_stands_alone() -> None:
    (planned,) = plan_charts([revenue()]).charts
    assert build(planned, subject="Zhangshu").description.startswith("Zhangshu: Main business revenue rose")


def test_a_fall_and_no_change() -> None:
    down = samples.yearly({2012: "1004", 2023: "651"}, unit=HOUSES)
    assert (
        "fell from 1,004 enterprises in 2012 to 651 enterprises in 2023, by 353 enterprises (−35.2%"
        in chart(down).description
    )
    same = samples.yearly({2012: "5", 2023: "5"}, unit=HOUSES)
    assert chart(same).description.endswith("was 5 enterprises in 2012 and the same in 2023.")


def test_before_and_after_says_that_there_are_no_dates_and_counts_in_points() -> None:
    said = chart(replace(samples.pass_rate(), name="Pass rate"))
    assert said.description == (
        "Pass rate rose from 96% (提升前) to 98% (提升后), by 2 percentage points; the source gives no dates."
    )
    assert "the source gives no dates" in said.subtitle
    assert "does not start at zero" in said.subtitle


def test_a_bound_is_told_in_words_and_nothing_is_computed_from_it() -> None:
    points = (samples.point("120", year(2019)), samples.point("151", year(2021), sign=Comparator.GT))
    said = chart(replace(samples.yearly({}, unit=HOUSES), points=points))
    assert said.description.endswith("120 enterprises in 2019, more than 151 enterprises in 2021.")
    assert "%" not in said.description
    assert any("bound" in note for note in said.notes)


def test_a_plan_is_told_as_a_plan() -> None:
    done = samples.yearly({2019: "120", 2020: "134", 2021: "151"}, unit=HOUSES)
    planned = samples.point("200", year(2025), sign=Comparator.GE, status=Status.PLANNED)
    said = chart(replace(done, points=(*done.points, planned)))
    assert "rose from 120 enterprises in 2019 to 151 enterprises in 2021" in said.description
    assert "is planned to be at least 200 enterprises (2025); this is a plan, not a result." in said.description


def test_bars_are_listed_with_what_each_figure_is() -> None:
    said = chart(*(replace(one, unit=HOUSES) for one in samples.awards()))
    assert "检验检测服务项目: at least 3 enterprises (planned)" in said.description
    assert "江西省井冈质量奖提名: 1 enterprise (provisional)" in said.description
    assert any("not added up" in note for note in said.notes)


def test_an_inferred_year_says_so() -> None:
    points = (samples.point("1", year(2019)), samples.point("2", year(2024, inferred=True)))
    said = chart(replace(samples.yearly({}), points=points))
    assert "2024 (inferred)" in said.description
    assert any("inferred" in note for note in said.notes)


def test_a_gap_is_told() -> None:
    assert any("missing is not zero" in note for note in chart(samples.long_line()).notes)


def test_a_lone_earlier_stage_is_not_compared() -> None:
    points = (samples.point("96", stage(0, "before"), sign=Comparator.GE), samples.point("98", stage(1, "after")))
    assert "rose" not in chart(replace(samples.pass_rate(), points=points)).description


def test_a_plan_is_never_a_change() -> None:
    points = (samples.point("96", stage(0, "before")), samples.point("98", stage(1, "after"), status=Status.PLANNED))
    planned = chart(replace(samples.pass_rate(), name="Pass rate", points=points))
    assert planned.description == (
        "Pass rate: 96% (before). Pass rate is planned to be 98% (after); this is a plan, not a result."
    )
    assert not [text for trace in wide(planned).data for text in trace.text or () if "point" in text]


def test_notes_of_the_series_are_kept_and_said_once() -> None:
    noted = [replace(one, notes=("A doubt.",)) for one in samples.fujian()[:2]]
    assert chart(*noted).notes.count("A doubt.") == 1


def test_several_paragraphs_of_one_document_are_named_together() -> None:
    points = (
        samples.point("1", year(2019), source=("Report", 8)),
        samples.point("2", year(2020), source=("Report", 11)),
    )
    assert chart(replace(samples.yearly({}), points=points)).source == "Report, paragraphs 8, 11"
