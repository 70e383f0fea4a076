"""Figures as readers see them: stated in Chinese, scaled in English, and no digit that nobody stated."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.numbers import axis_mult, signed, unit_label, write
from indicators.rules.quantities import Comparator, Quantity, stated_decimals, with_decimals
from indicators.rules.series import Unit, ValueKind

CNY = {"zh": Unit("cny", "元", ValueKind.MONEY, 8), "en": Unit("cny", "CNY", ValueKind.MONEY, 9)}
FIRM = {"zh": Unit("enterprise", "家", ValueKind.COUNT), "en": Unit("enterprise", "enterprises", ValueKind.COUNT)}
PERCENT = {language: Unit("percent", "%", ValueKind.PERCENT) for language in ("zh", "en")}


@pytest.mark.parametrize(
    ("value", "comparator", "mult", "unit", "chinese", "english"),
    [
        ("110.45", "eq", 8, CNY, "110.45 亿元", "CNY 11.045 billion"),
        ("860", "gt", 8, CNY, ">860 亿元", ">CNY 86.0 billion"),
        ("19.0", "eq", 8, CNY, "19.0 亿元", "CNY 1.90 billion"),
        ("3960", "eq", 4, CNY, "3960 万元", "CNY 39.60 million"),
        ("15.32", "eq", 12, CNY, "15.32 万亿元", "CNY 15.32 trillion"),
        ("3.5", "eq", 4, FIRM, "3.5 万家", "35 thousand enterprises"),
        ("3000", "gt", 0, FIRM, ">3000 家", ">3,000 enterprises"),
        ("2448", "eq", 0, FIRM, "2448 家", "2,448 enterprises"),
        ("1", "eq", 0, FIRM, "1 家", "1 enterprise"),
        ("1", "gt", 0, FIRM, ">1 家", ">1 enterprise"),
        ("-1", "eq", 0, FIRM, "−1 家", "−1 enterprise"),
        ("1.0", "eq", 0, FIRM, "1.0 家", "1.0 enterprises"),
        ("0", "eq", 0, FIRM, "0 家", "0 enterprises"),
        ("0.1", "eq", 4, FIRM, "0.1 万家", "1 thousand enterprises"),
        ("1", "eq", 0, CNY, "1 元", "CNY 1"),
        ("35", "ap", 4, FIRM, "≈35 万家", "≈350 thousand enterprises"),
        ("98", "eq", 0, PERCENT, "98%", "98%"),
        ("90", "ge", 0, PERCENT, "≥90%", "≥90%"),
        ("-15.70", "eq", 0, PERCENT, "−15.70%", "−15.70%"),
    ],
)
def test_written(value, comparator, mult, unit, chinese, english):
    quantity = Quantity(Decimal(value), Comparator(comparator), mult)
    assert str(write(quantity, unit["zh"], "zh-hans")) == chinese
    assert str(write(quantity, unit["en"], "en")) == english


@given(st.decimals(min_value="0.01", max_value=99999, places=2), st.sampled_from([0, 4, 8]))
def test_both_languages_write_the_same_amount(value, mult):
    quantity = Quantity(value, unit_mult=mult)
    words = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
    written = write(quantity, CNY["en"], "en")
    assert Decimal(written.number.replace(",", "")).scaleb(words[written.unit]) == quantity.base_value
    assert Decimal(write(quantity, CNY["zh"], "zh-hans").number).scaleb(mult) == quantity.base_value


@pytest.mark.parametrize(("mult", "english"), [(0, 0), (4, 3), (8, 9), (12, 12), (6, 6)])
def test_axes_take_the_nearest_word_of_the_language(mult, english):
    assert axis_mult(mult, "zh-hans") == mult
    assert axis_mult(mult, "en") == english


def test_unit_labels():
    assert unit_label(CNY["zh"], "zh-hans") == "亿元"
    assert unit_label(CNY["en"], "en") == "CNY billion"
    assert unit_label(PERCENT["en"], "en") == "%"


@pytest.mark.parametrize(("value", "text"), [("148.48", "+148.5"), ("-3.86", "−3.9"), ("0.01", "0.0"), ("0", "0.0")])
def test_a_change_carries_its_sign(value, text):
    assert signed(Decimal(value), 1) == text


@given(st.decimals(min_value=-9999, max_value=9999, places=2))
def test_stored_decimals_bring_the_stated_form_back(value):
    padded = value.quantize(Decimal("0.0001"))
    assert str(with_decimals(padded, stated_decimals(value))) == str(value)
