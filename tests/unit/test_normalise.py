"""Articles are compared without pinyin glosses, in half-width signs and simplified characters."""

from __future__ import annotations

import pytest

from indicators.reading.normalise import normalise, paragraphs
from indicators.reading.stated import chinese_number, stated_numbers
from indicators.rules.quantities import Comparator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("項(xiàng)目簡(jiǎn)介", "项目简介"),
        ("我們(men)的(de)綠(lǜ)色戰(zhàn)略(lüè)", "我们的绿色战略"),
        ("標（biāo）準", "标准"),
        ("項(xi\u0061\u0300ng)目", "项目"),  # the tone as a mark of its own
        ("對標(KS G 2020-2017)", "对标(KS G 2020-2017)"),
        ("組織獎(公示中)", "组织奖(公示中)"),
        ("應用(app)", "应用(app)"),
        ("增长１３６．７％，达到", "增长136.7%,达到"),
        ("金屬家具和裡面", "金属家具和里面"),
        ("陶瓷“一站式”服务", "陶瓷“一站式”服务"),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


def test_normalising_twice_changes_nothing():
    once = normalise("樟樹市(shì)金屬家具產(chǎn)業(yè)，１０８個")
    assert normalise(once) == once


def test_paragraphs_are_lines_counted_from_one_whatever_ends_them():
    assert paragraphs("\ufeff一行\r\n\n三行(háng)") == ["一行", "", "三行"]


@pytest.mark.parametrize(
    ("text", "value", "comparator", "mult", "counter"),
    [
        ("帮助3.5万家企业", "3.5", Comparator.EQ, 4, "家"),
        ("企业3000余家", "3000", Comparator.GT, 0, "家"),
        ("营收突破860亿元", "860", Comparator.GT, 8, "元"),
        ("可达200项以上", "200", Comparator.GE, 0, "项"),
        ("约1,004家", "1004", Comparator.AP, 0, "家"),
        ("40%左右", "40", Comparator.AP, 0, "%"),
        ("不超过5个百分点", "5", Comparator.LE, 0, "个百分点"),
        ("不足两万件", "2", Comparator.LT, 4, "件"),
        ("六大行动", "6", Comparator.EQ, 0, "大"),
        ("连续四年", "4", Comparator.EQ, 0, "年"),
        ("授权量达1846件", "1846", Comparator.EQ, 0, "件"),
        ("全市首个平台", "1", Comparator.EQ, 0, "个"),
        ("三番五次后翻番", "2", Comparator.EQ, 0, "倍"),
    ],
)
def test_a_number_is_read_with_its_sign_multiplier_and_counter(text, value, comparator, mult, counter):
    number = stated_numbers(text)[-1]
    assert (str(number.value), number.comparator, number.unit_mult, number.counter) == (
        *(value, comparator),
        *(mult, counter),
    )


@pytest.mark.parametrize("text", ["一站式服务", "第四大特色产业", "近年来", "十分重要", "KSG2020"])
def test_words_that_state_no_number(text):
    assert stated_numbers(text) == []


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("二十一", 21), ("两百", 200), ("一百零三", 103)])
def test_chinese_numbers(text, number):
    assert chinese_number(text) == number
