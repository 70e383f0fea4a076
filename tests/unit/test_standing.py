"""How a quoted number stands to a published one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.standing import Standing, is_cut, standing, values_of

SIGNS = {">": "gt", "≥": "ge", "<": "lt", "≤": "le", "≈": "ap"}
QUANTITIES = st.builds(
    Quantity,
    st.decimals(0, 10_000, places=2, allow_nan=False) | st.integers(0, 10_000).map(Decimal),
    st.sampled_from(Comparator),
    st.sampled_from([0, 4, 8]),
)


def quantity(text: str) -> Quantity:
    sign, mult = SIGNS.get(text[0], "eq"), 8 if text.endswith("亿") else 4 if text.endswith("万") else 0
    return Quantity(Decimal(text.strip("><≥≤≈亿万")), Comparator(sign), mult)


@pytest.mark.parametrize(
    ("quoted", "published", "stands"),
    [
        ("352.6亿", "352.6亿", "agrees"),
        ("3526000万", "352.6亿", "agrees"),
        ("98.0", "98", "agrees"),
        (">860", ">860", "agrees"),
        ("353亿", "352.6亿", "weaker"),
        (">350亿", "352.6亿", "weaker"),
        ("≈353亿", "352.6亿", "weaker"),
        ("≈3000", "3012", "weaker"),
        (">800", ">860", "weaker"),
        ("≥860", ">860", "weaker"),
        ("≤100", "98", "weaker"),
        ("860", ">860", "beyond"),
        (">900", ">860", "beyond"),
        (">200", "≥200", "beyond"),
        ("860", "≈860", "beyond"),
        ("352.64亿", "352.6亿", "beyond"),
        (">352.6", "352.6", "beyond"),
        ("352亿", "352.6亿", "differs"),
        ("352.7亿", "352.6亿", "differs"),
        ("800", ">860", "differs"),
        (">353", "352.6", "differs"),
        ("≈3000", "3200", "differs"),
        ("35.26亿", "352.6亿", "differs"),
    ],
)
def test_a_quote_beside_what_is_published(quoted, published, stands):
    assert standing(quantity(quoted), quantity(published)).value == stands


def test_digits_cut_off_are_told_from_another_number():
    assert is_cut(quantity("352亿"), quantity("352.6亿"))
    assert not is_cut(quantity("353亿"), quantity("352.6亿"))
    assert not is_cut(quantity("351亿"), quantity("352.6亿"))
    assert not is_cut(quantity(">352亿"), quantity("352.6亿"))


@given(QUANTITIES)
def test_what_is_published_supports_itself(one):
    assert standing(one, one) is Standing.AGREES


@given(QUANTITIES, QUANTITIES, QUANTITIES)
def test_what_a_weaker_quote_allows_a_still_weaker_one_allows_too(one, other, third):
    if values_of(one).holds(values_of(other)) and values_of(other).holds(values_of(third)):
        assert standing(one, third) in (Standing.AGREES, Standing.WEAKER)
        assert values_of(one).meets(values_of(third))
