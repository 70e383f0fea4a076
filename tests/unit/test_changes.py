"""Changes, and the rule by which a reported change agrees with its figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.rules import changes
from indicators.rules.changes import Kind, Missing, Verdict
from indicators.rules.periods import year, years
from indicators.rules.quantities import Comparator, Quantity, rounding_interval


def q(value: str, comparator: str = "eq", mult: int = 0) -> Quantity:
    return Quantity(Decimal(value), Comparator(comparator), mult)


POSITIVE = st.decimals(min_value="0.1", max_value="99999", places=2).map(lambda value: Quantity(value))


@pytest.mark.parametrize(
    ("rule", "base", "value", "result"),
    [
        (changes.percent_change, q("12.65", mult=8), q("18.75", mult=8), "48.22"),
        (changes.percent_change, q("44.45", mult=8), q("110.45", mult=8), "148.48"),
        (changes.percent_change, q("651"), q("1004"), "54.22"),
        (changes.percent_change, q("148.92", mult=8), q("352.6", mult=8), "136.77"),
        (changes.percent_change, q("116"), q("128"), "10.34"),
        (changes.points, q("96"), q("98"), "2.00"),
        (changes.points, q("0.23"), q("0.12"), "-0.11"),
        (changes.multiple, q("430"), q("860"), "2.00"),
        (changes.difference, q("9000", mult=4), q("1", mult=8), "10000000.00"),
    ],
)
def test_known_changes(rule, base, value, result):
    assert str(rule(base, value).rounded(2)) == result


def test_export_per_firm_fell():
    """12.65 亿元 by 651 firms is 194.3 万元 each; 18.75 by 1004 is 186.8."""
    before, after = (changes.ratio(q(v, mult=8), q(n)) for v, n in (("12.65", "651"), ("18.75", "1004")))
    assert before.value is not None
    assert after.value is not None
    assert (round(before.value / 10**4, 1), round(after.value / 10**4, 1)) == (Decimal("194.3"), Decimal("186.8"))


def test_annual_rate_over_four_years():
    computed = changes.annual_rate(q("148.92"), q("352.6"), changes.years_between(year(2017), year(2021)))
    assert str(computed.rounded(2)) == "24.05"
    assert changes.years_between(years(2017, 2018), year(2021)) is None
    assert changes.annual_rate(q("1"), q("2"), None).missing is Missing.NO_SPAN


@pytest.mark.parametrize(
    ("base", "value", "missing"),
    [
        (None, q("1"), Missing.NO_BASE),
        (q("1"), None, Missing.NO_VALUE),
        (q("1"), q("860", "gt"), Missing.BOUND),
        (q("1", "ap"), q("2"), Missing.BOUND),
        (q("0"), q("2"), Missing.BASE_NOT_POSITIVE),
        (q("-3"), q("2"), Missing.BASE_NOT_POSITIVE),
        (q("0.0"), q("2"), Missing.BASE_NOT_POSITIVE),
    ],
)
@pytest.mark.parametrize("kind", [Kind.PERCENT, Kind.MULTIPLE, Kind.RATIO])
def test_no_result_has_a_reason(kind, base, value, missing):
    computed = changes.compute(kind, base, value)
    assert (computed.value, computed.missing) == (None, missing)


@given(POSITIVE, POSITIVE)
def test_the_result_lies_in_its_interval(base, value):
    assume(base.interval.low > 0)
    for rule in (changes.percent_change, changes.multiple, changes.points):
        computed = rule(base, value)
        assert computed.value is not None
        assert computed.interval is not None
        assert computed.interval.low <= computed.value <= computed.interval.high


@given(POSITIVE, POSITIVE, st.integers(0, 3))
def test_a_rate_rounded_from_the_figures_always_agrees(base, value, decimals):
    computed = changes.percent_change(base, value)
    assume(computed.value is not None)
    rounded = computed.rounded(decimals)
    assert rounded is not None
    assert changes.check_reported(Quantity(rounded), computed).verdict is Verdict.AGREES


@given(POSITIVE, POSITIVE)
def test_a_rate_far_off_always_differs(base, value):
    computed = changes.percent_change(base, value)
    assume(computed.interval is not None)
    assert computed.interval
    wrong = Quantity((computed.interval.high + 5).quantize(Decimal("0.1")))
    assert changes.check_reported(wrong, computed).verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("reported", "base", "value", "verdict", "cut"),
    [
        (q("136.7"), q("148.92"), q("352.6"), Verdict.COMPATIBLE, True),
        (q("136.8"), q("148.92"), q("352.6"), Verdict.AGREES, False),
        (q("136.6"), q("148.92"), q("352.6"), Verdict.DIFFERS, False),
        (q("28.43"), q("116"), q("128"), Verdict.DIFFERS, False),
        (q("36.77"), q("1000.000"), q("1367.790"), Verdict.TRUNCATED, True),
        (q("60"), q("254"), q("400"), Verdict.DIFFERS, False),
        (q("60", "ap"), q("254"), q("400"), Verdict.DIFFERS, False),
        (q("57", "gt"), q("254"), q("400"), Verdict.COMPATIBLE, False),
        (q("58", "gt"), q("254"), q("400"), Verdict.DIFFERS, False),
        (q("58", "lt"), q("254"), q("400"), Verdict.COMPATIBLE, False),
        (q("2"), None, q("860", "gt"), Verdict.UNCHECKABLE, False),
    ],
)
def test_verdicts(reported, base, value, verdict, cut):
    check = changes.check_reported(reported, changes.percent_change(base, value))
    assert (check.verdict, check.cut) == (verdict, cut)


@given(st.decimals(min_value=-9999, max_value=9999, places=3))
def test_an_interval_is_what_rounds_to_the_figure(value):
    interval = rounding_interval(value)
    assert interval.high - interval.low == Decimal("0.001")
    assert (interval.low + interval.high) / 2 == value
