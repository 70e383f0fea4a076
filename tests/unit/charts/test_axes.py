"""Ticks, ranges, gaps and places in time."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.axes import gaps, spread, text_width, ticks_between, time_position, value_axis, wrapped
from indicators.rules.periods import Period, year, years

amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 9, places=2)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_the_axis_holds_every_value_and_starts_at_zero_or_is_cropped(values: list[Decimal]) -> None:
    axis = value_axis(values)
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert axis.cropped == (axis.low != 0)
    assert len(axis.ticks) <= 7


@given(st.lists(amounts, min_size=1, max_size=8))
def test_an_axis_is_cropped_only_where_all_values_are_far_from_zero(values: list[Decimal]) -> None:
    if min(values) <= max(values) * Decimal("0.6"):
        assert not value_axis(values).cropped


def test_percents_near_a_hundred_are_cropped() -> None:
    axis = value_axis([Decimal("96.1"), Decimal("97.4")])
    assert axis.cropped
    assert (axis.low, axis.high) == (95, 98)


def test_nothing_stands_between_two_counted_things() -> None:
    axis = value_axis([Decimal(2), Decimal(2)], least=Decimal(1))
    assert all(tick == tick.to_integral_value() for tick in axis.ticks)
    assert axis.low <= 2 <= axis.high
    assert len(axis.ticks) >= 2


def test_ticks_are_round_and_without_float_dust() -> None:
    assert [str(tick) for tick in ticks_between(Decimal(0), Decimal("0.3"), 3)] == ["0", "0.1", "0.2", "0.3"]


def test_time_is_spaced_as_it_is() -> None:
    places = [time_position(period) for period in (year(2012), year(2017), years(2019, 2020), year(2023))]
    assert places == [2012, 2017, 2019.5, 2023]


def test_part_of_a_year_stands_at_its_middle() -> None:
    half = time_position(Period(datetime.date(2021, 1, 1), datetime.date(2021, 6, 30)))
    assert abs(half - 2020.75) < 0.01


def test_a_missing_year_is_a_gap_and_a_steady_rhythm_is_none() -> None:
    assert gaps([2015, 2016, 2017, 2018, 2020, 2021]) == [3]
    assert gaps([2010, 2015, 2020]) == []
    assert gaps([2012, 2023]) == []


@given(st.lists(st.floats(0, 300), min_size=2, max_size=6))
def test_labels_are_pushed_apart_and_keep_their_order(places: list[float]) -> None:
    moved = spread(places, 16)
    order = sorted(range(len(places)), key=lambda k: places[k])
    for lower, upper in pairwise(order):
        assert moved[upper] - moved[lower] > 14


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert spread([10.0, 60.0, 110.0], 16) == [10.0, 60.0, 110.0]


def test_chinese_is_an_em_wide() -> None:
    assert text_width("行业、地方和团体标准", 14) == 140


def test_a_sign_has_the_room_that_a_chinese_font_gives_it() -> None:
    assert text_width("≥90%", 100) == 316


def test_wrapping_keeps_words_and_closing_marks() -> None:
    assert wrapped("Industry, local and association standards", 14, 150) == [
        "Industry, local",
        "and association",
        "standards",
    ]
    assert all(
        not line.startswith(("、", "\uff0c", "。")) for line in wrapped("行业、地方、和团体、标准。" * 4, 14, 43)
    )
