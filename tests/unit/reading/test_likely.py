"""What an article without a year says of its time; nothing of it is called stated."""

from __future__ import annotations

import datetime

import pytest

from indicators.reading.article.likely import likely_date
from indicators.reading.article.reader import read
from tests.unit.reading.lines import line_of


def lines(text: str) -> list[str]:
    return [line_of(candidate) for candidate in read(text).candidates]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12月19日，专家组来到云泽市。2016年6月，该市启动创建。两年多来，合格率升至95%。", datetime.date(2018, 12, 19)),
        ("3月2日，专家组来到云泽市。2016年6月，该市启动创建。两年多来，合格率升至95%。", datetime.date(2019, 3, 2)),
        ("本报5月8日讯 2023年，全市产值86亿元。", datetime.date(2024, 5, 8)),
        ("本报9月8日讯 2023年，全市产值86亿元。", None),
        ("本报5月8日讯 今年以来，2023年的项目产值86亿元。", None),
        ("本报5月8日讯 2023年，全市产值86亿元。2024年一季度，增长5%。", None),
        ("本报讯 2023年，全市产值86亿元。", None),
        ("2月30日讯 2023年，全市产值86亿元。", None),
    ],
)
def test_the_year_follows_from_the_text_or_not_at_all(text, date):
    assert likely_date([text]) == date


def test_what_follows_from_a_likely_date_is_inferred():
    text = "本报5月8日讯 2023年以来，全市出台政策12项。2023年，全市产值86亿元。目前，企业有310家。"
    assert lines(text) == ["level 12项 ~2023年至2024年5月", "level 86亿元 2023年", "level 310家 ~2024年"]
    assert read(text).date is None


def test_a_headline_has_the_time_of_the_text():
    text = "竹编企业产值增长8.3%\n\n本报讯 2023年，青禾县竹编企业产值增长8.3%，利润增长9.1%。"
    assert lines(text) == ["rate 8.3% ~2023年", "rate 8.3% 2023年", "rate 9.1% 2023年"]


def test_a_headline_of_another_figure_has_none():
    assert lines("灯具企业产值增长8.3%\n\n2023年，青禾县竹编企业产值增长8.3%。")[0] == "rate 8.3% –"
