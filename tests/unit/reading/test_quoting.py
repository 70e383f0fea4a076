"""Which published figure the words around a quoted one mean, and which they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.reading.quoting.meaning import matches, words_of

KNOWN = "青禾县竹编产业质量提升项目\n竹编产业\n青禾县"


def found(subject: str, name: str, before: str = "", after: str = "", *stated: tuple[str, str]) -> bool:
    words = words_of(name, [(phrase, Decimal(value)) for phrase, value in stated])
    return matches(subject, before, after, words, KNOWN) > 0


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("主营业务收入", "主营业务收入"),
        ("青禾县竹编产业主营业务收入", "主营业务收入"),
        ("全县2021年主营业务收入", "主营业务收入"),
        ("出口额", "年出口额"),
        ("竹编生产企业", "生产企业数"),
        ("有效发明专利总数", "有效发明专利数"),
        ("营收", "竹编产业营收"),
        ("全县营收", "竹编产业营收"),
    ],
)
def test_the_same_is_found_by_its_name(subject, name):
    assert found(subject, name)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("营收", "主营业务收入"),
        ("业务收入", "主营业务收入"),
        ("规模以上企业主营业务收入", "主营业务收入"),
        ("陶瓷产业营收", "竹编产业营收"),
        ("企业", "生产企业数"),
        ("产品质量监督抽查合格率", "产品合格率"),
        ("专利", "有效发明专利数"),
        ("发明专利", "有效发明专利数"),
        ("主营业务收入增长率", "主营业务收入"),
        ("", "主营业务收入"),
    ],
)
def test_another_scope_is_not(subject, name):
    assert not found(subject, name)


def test_what_a_source_calls_it_is_a_name_too():
    assert found("链上企业", "受帮扶企业数", "帮助", "", ("帮助3.5万家链上企业", "3.5"))


def test_the_words_of_the_source_around_another_number_mean_the_same_figure():
    stated = ("联动21个地市", "21")
    assert found("地市", "联动地市数", "全省联动", "地市", stated)
    assert not found("地市", "联动地市数", "覆盖", "地市", stated)
