"""Lists in one cell come back whatever their items hold."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.exports.cells import joined, split, text_of
from programs.tabular.cells import unescaped


@given(st.lists(st.text(alphabet=st.sampled_from("a|\\#\n=，"), min_size=1)))
def test_a_list_comes_back_as_it_was(items):
    assert split(joined(items)) == items
    assert split(unescaped(text_of(items))) == items


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((None, ""), (True, "true"), (False, "false"), (0, "0"), (-3, "-3"), ("", ""), ("-3", "'-3"), ([], "")),
        *((Decimal("19.0"), "19.0"), (Decimal("-0.5"), "-0.5"), (Decimal("8.6E+10"), "86000000000")),
        (datetime.date(2021, 12, 31), "2021-12-31"),
        (datetime.datetime(2021, 12, 31, 1, 2, 3, tzinfo=datetime.UTC), "2021-12-31T01:02:03Z"),
    ],
)
def test_a_value_is_written_by_its_type(value, text):
    assert text_of(value) == text
