"""A figure as an editor types it: read as sources print it, printed back the same, and refused with a reason."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.reading import meant
from indicators.reading.meant import Assumed, Fault, Measured
from indicators.reading.typed import (
    MOST_MULT,
    FigureError,
    Reason,
    TypedFigure,
    TypedQuantity,
    print_figure,
    print_quantity,
    read_figure,
)
from indicators.rules.changes import Kind
from indicators.rules.quantities import Comparator, stated_decimals
from indicators.rules.series import ValueKind


def parts(quantity: TypedQuantity | None):
    assert quantity
    return (quantity.comparator.value, str(quantity.value), quantity.unit_mult, quantity.unit_text)


@pytest.mark.parametrize(
    ("text", "comparator", "value", "mult", "unit"),
    [
        ("860余亿元", "gt", "860", 8, "元"),
        ("超3000家", "gt", "3000", 0, "家"),
        ("约3.5万家", "ap", "3.5", 4, "家"),
        ("148.92", "eq", "148.92", 0, ""),
        ("148.92亿元", "eq", "148.92", 8, "元"),
        ("19.0", "eq", "19.0", 0, ""),
        ("突破860亿元", "gt", "860", 8, "元"),
        ("突破80亿元", "gt", "80", 8, "元"),
        ("逾3万家", "gt", "3", 4, "家"),
        ("3000余家", "gt", "3000", 0, "家"),
        ("3000多家", "gt", "3000", 0, "家"),
        ("3.5万余家", "gt", "3.5", 4, "家"),
        ("超3000余家", "gt", "3000", 0, "家"),
        ("可达200项以上", "ge", "200", 0, "项"),
        ("不少于 200 项", "ge", "200", 0, "项"),
        ("≥200项", "ge", "200", 0, "项"),
        (">= 200", "ge", "200", 0, ""),
        ("＞860亿元", "gt", "860", 8, "元"),
        ("＜5%", "lt", "5", 0, "%"),
        ("不足2万件", "lt", "2", 4, "件"),
        ("不到3家", "lt", "3", 0, "家"),
        ("不超过5个百分点", "le", "5", 0, "个百分点"),
        ("30家以内", "le", "30", 0, "家"),
        ("≈40%", "ap", "40", 0, "%"),
        ("40%左右", "ap", "40", 0, "%"),
        ("约40%左右", "ap", "40", 0, "%"),
        ("达1846件", "eq", "1846", 0, "件"),
        ("提升至98%", "eq", "98", 0, "%"),
        ("约为3.5万家", "ap", "3.5", 4, "家"),
        ("超过了860亿元", "gt", "860", 8, "元"),
        ("共计210件", "eq", "210", 0, "件"),
        ("21个", "eq", "21", 0, "个"),
        ("50条", "eq", "50", 0, "条"),
        ("3.5万家", "eq", "3.5", 4, "家"),
        ("5.8万个", "eq", "5.8", 4, "个"),
        ("129家", "eq", "129", 0, "家"),
        ("50张", "eq", "50", 0, "张"),
        ("1名", "eq", "1", 0, "名"),
        ("4年", "eq", "4", 0, "年"),
        ("136.7%", "eq", "136.7", 0, "%"),
        ("40％", "eq", "40", 0, "%"),
        ("5百分点", "eq", "5", 0, "百分点"),
        ("３５２．６億元", "eq", "352.6", 8, "元"),
        ("352.6億(yì)元。", "eq", "352.6", 8, "元"),
        ("1,004家", "eq", "1004", 0, "家"),
        ("1,234,567.8", "eq", "1234567.8", 0, ""),
        ("860 亿元", "eq", "860", 8, "元"),
        ("98 %", "eq", "98", 0, "%"),
        ("-3.9%", "eq", "-3.9", 0, "%"),
        ("−15.70", "eq", "-15.70", 0, ""),
        ("+2.0个百分点", "eq", "2.0", 0, "个百分点"),
        ("-0.0", "eq", "0.0", 0, ""),
        ("3千亿元", "eq", "3", 11, "元"),
        ("1.2万亿元", "eq", "1.2", 12, "元"),
        ("3.5千万元", "eq", "3.5", 7, "元"),
        ("8.6×10⁸元", "eq", "8.6", 8, "元"),
        ("8.6×10^-3克", "eq", "8.6", -3, "克"),
        ("860亿美元", "eq", "860", 8, "美元"),
        ("2.5倍", "eq", "2.5", 0, "倍"),
        ("翻番", "eq", "2", 0, "倍"),
        ("翻两番", "eq", "4", 0, "倍"),
    ],
)
def test_a_figure_is_read_as_sources_print_it(text, comparator, value, mult, unit):
    figure = read_figure(text)
    assert parts(figure.quantity) == (comparator, value, mult, unit)
    assert (figure.earlier, figure.grown) == (None, False)


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("96%→98%", ("eq", "96", 0, "%"), ("eq", "98", 0, "%")),
        ("96% -> 98%", ("eq", "96", 0, "%"), ("eq", "98", 0, "%")),
        ("从96%到98%", ("eq", "96", 0, "%"), ("eq", "98", 0, "%")),
        ("由96%提升至98%", ("eq", "96", 0, "%"), ("eq", "98", 0, "%")),
        ("从12.65亿元增长至18.75亿元", ("eq", "12.65", 8, "元"), ("eq", "18.75", 8, "元")),
        ("12.65→18.75亿元", ("eq", "12.65", 8, "元"), ("eq", "18.75", 8, "元")),
        ("12.65亿元→18.75", ("eq", "12.65", 8, "元"), ("eq", "18.75", 8, "元")),
        ("从651家增加至1004家", ("eq", "651", 0, "家"), ("eq", "1004", 0, "家")),
        ("148.92亿元，增长到352.6亿元", ("eq", "148.92", 8, "元"), ("eq", "352.6", 8, "元")),
        ("由9000万元增至1亿元", ("eq", "9000", 4, "元"), ("eq", "1", 8, "元")),
        ("0.23%降为0.12%", ("eq", "0.23", 0, "%"), ("eq", "0.12", 0, "%")),
        ("约30家→至少50家", ("ap", "30", 0, "家"), ("ge", "50", 0, "家")),
        ("-1.5%→-0.5%", ("eq", "-1.5", 0, "%"), ("eq", "-0.5", 0, "%")),
    ],
)
def test_two_figures_are_read_with_an_arrow_or_in_words(text, earlier, later):
    figure = read_figure(text)
    assert (parts(figure.earlier), parts(figure.quantity)) == (earlier, later)


def test_a_growth_is_told_from_a_level():
    grown = read_figure("增长136.7%")
    assert grown.grown
    assert parts(grown.quantity) == ("eq", "136.7", 0, "%")
    assert read_figure("同比增长率达136.7%").grown
    assert not read_figure("增长至136.7亿元").grown


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        (" \t\u3000", Reason.EMPTY),
        ("八百多", Reason.NUMERALS),
        ("两万件", Reason.NUMERALS),
        ("148,92", Reason.COMMAS),
        ("148，92", Reason.COMMAS),
        ("1,23,456", Reason.COMMAS),
        ("30-40家", Reason.RANGE),
        ("96%~98%", Reason.RANGE),
        ("30家—40家", Reason.RANGE),
        ("约3000余家", Reason.TWO_SIGNS),
        ("不足30家以上", Reason.TWO_SIGNS),
        ("123456789012", Reason.TOO_MANY_DIGITS),
        ("1.23456", Reason.TOO_MANY_DECIMALS),
        ("3亿亿元", Reason.TOO_LARGE),
        ("3×10^99", Reason.TOO_LARGE),
        ("下降3.9%", Reason.FALL),
        ("增长2倍", Reason.TIMES_MORE),
        ("9" * 61, Reason.TOO_LONG),
        ("860" + "亿" * 100_000, Reason.TOO_LONG),
        ("1 846", Reason.NOT_READ),
        ("1_000", Reason.NOT_READ),
        ("1e3", Reason.NOT_READ),
        ("1e999", Reason.NOT_READ),
        ("NaN", Reason.NOT_READ),
        ("sNaN", Reason.NOT_READ),
        ("Infinity", Reason.NOT_READ),
        ("0x10", Reason.NOT_READ),
        ("5²", Reason.NOT_READ),
        ("½", Reason.NOT_READ),
        ("٣٤", Reason.NOT_READ),
        ("8\u0301", Reason.NOT_READ),
        ("\u202e068", Reason.NOT_READ),
        ("86\x000", Reason.NOT_READ),
        ("860\u200b亿元", Reason.NOT_READ),
        ("\ud800860", Reason.NOT_READ),
        ("营收突破860亿元", Reason.NOT_READ),
        ("3000家企业2个", Reason.NOT_READ),
        ("96%→", Reason.NOT_READ),
        ("1→2→3", Reason.NOT_READ),
        ("第4", Reason.NOT_READ),
        ("KSG2020-2017", Reason.RANGE),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text, reason):
    with pytest.raises(FigureError) as refused:
        read_figure(text)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("860多亿元", "860余亿元"),
        ("超3000家", "3000余家"),
        ("逾3.5万家", "超3.5万家"),
        ("突破98%", "超98%"),
        ("超过3家", "超3家"),
        ("至少200项", "200项以上"),
        ("不到3家", "不足3家"),
        ("40%左右", "约40%"),
        ("最多5%", "不超过5%"),
        ("由96%提升至98%", "96%→98%"),
        ("1,846件", "1846件"),
        ("19.0", "19.0"),
        ("同比增长136.7%", "增长136.7%"),
    ],
)
def test_a_figure_is_printed_as_sources_print_it(text, printed):
    assert print_figure(read_figure(text)) == printed


SIGNS = st.sampled_from(list(Comparator))
VALUES = st.integers(-(10**11) + 1, 10**11 - 1) | st.integers(-2000, 2000)
UNITS = [
    "",
    "%",
    "‰",
    "元",
    "美元",
    "家",
    "项",
    "个",
    "件",
    "倍",
    "名",
    "个百分点",
    "百分点",
    "吨/年",
    "kWh",
    "人次",
    "℃",
]


@st.composite
def quantities(draw) -> TypedQuantity:
    decimals = draw(st.integers(0, 4))
    value = draw(VALUES.map(lambda whole: Decimal(whole)))
    tail = draw(st.integers(0, 10**decimals - 1))
    stated = Decimal(f"{value:f}.{tail:0{decimals}d}") if decimals else value
    return TypedQuantity(draw(SIGNS), stated, draw(st.integers(-6, MOST_MULT)), draw(st.sampled_from(UNITS)))


@st.composite
def figures(draw) -> TypedFigure:
    quantity = draw(quantities())
    earlier = draw(st.none() | quantities())
    if earlier and (earlier.is_bare or quantity.is_bare):
        earlier = replace(earlier, unit_mult=quantity.unit_mult, unit_text=quantity.unit_text)
    grown = earlier is None and quantity.unit_text != "倍" and draw(st.booleans())
    return TypedFigure(quantity, earlier, grown)


def exact(figure: TypedFigure):
    """Equality that tells 19.0 from 19."""
    return (figure, str(figure.quantity.value), figure.earlier and str(figure.earlier.value))


@given(figures())
def test_what_is_printed_is_read_back(figure):
    assert exact(read_figure(print_figure(figure))) == exact(figure)


LIKELY = st.text(
    "0123456789.,，。%％亿万千百十余多约超近至少到从由→->元家个百分点倍增长下降以上左右 ×^⁸-−+（）()", max_size=20
)


def refused_or_stable(text: str) -> None:
    try:
        figure = read_figure(text)
    except FigureError:
        return
    assert figure.quantity.value.is_finite()
    assert exact(read_figure(print_figure(figure))) == exact(figure)


@given(LIKELY)
def test_what_is_read_is_printed_and_read_back_the_same(text):
    refused_or_stable(text)


@given(st.text(st.characters(exclude_categories=())))
@example("1" * 10**5)
@example("(" * 60)
@example("从" * 59 + "1")
@example("1,111" * 12)
@example("\ud800")
@example("²³¹")
@example("éáü")
def test_hostile_text_is_refused_by_name_and_nothing_else_is_raised(text):
    refused_or_stable(text)


@given(st.text(st.characters(exclude_categories=()), max_size=10), st.text(st.characters(), max_size=10))
def test_hostile_text_around_a_figure_is_refused_or_read_stably(before, after):
    refused_or_stable(f"{before}860{after}")


def test_the_longest_texts_take_no_time():
    start = time.perf_counter()
    for char in "1,从到至亿余多增(→x× ":
        refused_or_stable((char + "1") * 30)
        refused_or_stable("1" + char * 59)
        refused_or_stable(char * 10**5)
    assert time.perf_counter() - start < 5


YUAN = meant.measured("元", ["CNY"], "cny", ValueKind.MONEY, 8)
FIRMS = meant.measured("家", ["enterprises"], "enterprise", ValueKind.COUNT, 4)
ITEMS = meant.measured("项", ["service items"], "item", ValueKind.COUNT, 0)
RATE = meant.measured("%", ["%"], "percent", ValueKind.PERCENT, 0)
TEN_THOUSAND_YUAN = meant.measured("万元", ["10,000 CNY"], "cny", ValueKind.MONEY, 0)
POWER = meant.measured("千瓦", ["kW"], "kilowatt", ValueKind.COUNT, 0)


@pytest.mark.parametrize(
    ("text", "of", "value", "mult", "assumed"),
    [
        ("860余亿元", YUAN, "860", 8, ()),
        ("35260000000元", YUAN, "35260000000", 0, ()),
        ("352.6亿", YUAN, "352.6", 8, (Assumed.UNIT,)),
        ("148.92", YUAN, "148.92", 8, (Assumed.UNIT, Assumed.MULT)),
        ("3.5亿人民币", YUAN, "3.5", 8, ()),
        ("3.5亿CNY", YUAN, "3.5", 8, ()),
        ("3.5", FIRMS, "3.5", 4, (Assumed.UNIT, Assumed.MULT)),
        ("3000家", FIRMS, "3000", 0, ()),
        ("17个", ITEMS, "17", 0, (Assumed.COUNTER,)),
        ("17", ITEMS, "17", 0, (Assumed.UNIT,)),
        ("17serviceitems", ITEMS, "17", 0, ()),
        ("98.0%", RATE, "98.0", 0, ()),
        ("98", RATE, "98", 0, (Assumed.UNIT,)),
        ("3.5千万元", YUAN, "0.35", 8, ()),
        ("3千亿元", YUAN, "0.3", 12, ()),
        ("3万元", TEN_THOUSAND_YUAN, "3", 0, ()),
        ("3亿元", TEN_THOUSAND_YUAN, "3", 4, ()),
        ("35000元", TEN_THOUSAND_YUAN, "3.5000", 0, ()),
        ("3", TEN_THOUSAND_YUAN, "3", 0, (Assumed.UNIT,)),
        ("5万千瓦", POWER, "5", 4, ()),
        ("5kW", POWER, "5", 0, ()),
    ],
)
def test_a_quantity_is_taken_in_the_unit_of_its_indicator(text, of, value, mult, assumed):
    kept = meant.meaning(read_figure(text).quantity, of)
    assert (str(kept.quantity.value), kept.quantity.unit_mult, kept.assumed) == (value, mult, assumed)


@pytest.mark.parametrize(
    ("text", "of", "fault"),
    [
        ("98%", YUAN, Fault.OTHER_UNIT),
        ("860亿美元", YUAN, Fault.OTHER_UNIT),
        ("860元", RATE, Fault.OTHER_UNIT),
        ("2个百分点", RATE, Fault.OTHER_UNIT),
        ("30家", ITEMS, Fault.OTHER_UNIT),
        ("3万%", RATE, Fault.MULT_OF_PERCENT),
        ("3000", FIRMS, Fault.WHICH_MULT),
        ("14892000000", YUAN, Fault.WHICH_MULT),
        ("3万", TEN_THOUSAND_YUAN, Fault.UNIT_NEEDED),
        ("1.2345千万元", YUAN, Fault.TOO_FINE),
    ],
)
def test_another_unit_or_an_unclear_one_is_refused(text, of, fault):
    with pytest.raises(meant.MeaningError) as refused:
        meant.meaning(read_figure(text).quantity, of)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("kind", "taken", "refused"),
    [
        (Kind.PERCENT, ["136.7%", "136.7"], ["2个百分点", "2倍", "66亿元"]),
        (Kind.SHARE, ["40%"], ["40家"]),
        (Kind.ANNUAL_RATE, ["24.05%"], ["2个百分点"]),
        (Kind.POINTS, ["2个百分点", "2百分点", "2"], ["2%"]),
        (Kind.MULTIPLE, ["2倍", "翻番", "2"], ["2%"]),
        (Kind.DIFFERENCE, ["66亿元", "66"], ["66%"]),
    ],
)
def test_the_unit_of_a_change_follows_from_its_kind(kind, taken, refused):
    of = meant.measured_by_change(kind, YUAN)
    for text in taken:
        assert meant.meaning(read_figure(text).quantity, of).quantity.value
    for text in refused:
        with pytest.raises(meant.MeaningError):
            meant.meaning(read_figure(text).quantity, of)


@given(quantities(), st.sampled_from([YUAN, FIRMS, ITEMS, RATE, TEN_THOUSAND_YUAN, POWER]))
def test_what_is_kept_is_the_amount_that_was_typed(quantity, of: Measured):
    typed = replace(quantity, unit_text=of.unit) if quantity.unit_text else quantity
    try:
        typed = read_figure(print_quantity(typed)).quantity
        kept = meant.meaning(typed, of).quantity
    except (FigureError, meant.MeaningError):
        return
    assert kept.comparator is typed.comparator
    assert stated_decimals(kept.value) <= 4
    if not typed.is_bare:
        own = of.own_mult if typed.unit_text in of.single_names else 0
        assert kept.base_value == typed.value.scaleb(typed.unit_mult - own)
