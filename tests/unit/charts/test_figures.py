"""The rules of honest charts (DESIGN §6), on the emitted figures and in both widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import palette
from indicators.charts.axes import text_width
from indicators.charts.chart import Chart, build_all
from indicators.charts.fonts import font_of
from indicators.charts.forms import Form
from indicators.charts.plotting.marks import LABEL_GAP
from indicators.rules.periods import stage, year
from indicators.rules.quantities import Comparator
from indicators.rules.series import Polarity, Role, Series, Status
from tests.unit.charts import samples
from tests.unit.charts.figures import Width, narrow, wide

BOTH = pytest.mark.parametrize("width", [wide, narrow])


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def chart(*series: Series) -> Chart:
    (found,) = build_all(list(series))
    return found


def everything() -> list[Chart]:
    return list(
        build_all(
            [*samples.fujian(), *samples.jingdezhen(), *samples.zhangshu(), *samples.awards(), samples.long_line()]
        )
    )


def figures() -> list[Any]:
    return [figure for one in everything() for figure in (wide(one), narrow(one))]


def traces(figure: Any, mode: str) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == mode]


def texts(figure: Any) -> list[str]:
    return [text for trace in figure.data if trace.text for text in trace.text]


def solid_points(figure: Any) -> set[tuple[float, float]]:
    lines = [trace for trace in traces(figure, "lines") if trace.line.dash in (None, "solid")]
    return {(x, y) for line in lines for x, y in zip(line.x, line.y, strict=True) if x is not None}


def marked(figure: Any) -> dict[tuple[float, float], tuple[str, str]]:
    """Where each mark stands → its symbol and colour."""
    found = {}
    for trace in traces(figure, "markers"):
        for k, place in enumerate(zip(trace.x, trace.y, strict=True)):
            symbol, colour = trace.marker.symbol, trace.marker.color
            found[place] = (
                symbol if isinstance(symbol, str) else symbol[k],
                colour if isinstance(colour, str) else colour[k],
            )
    return found


# 6.1 Bars start at zero; a cropped line says so.


@BOTH
def test_bars_start_at_zero(width: Width) -> None:
    for one in build_all([*samples.zhangshu(), *samples.awards(), *samples.guangdong()]):
        if one.form is Form.BARS:
            figure = width(one)
            assert figure.layout.xaxis.range[0] == 0
            assert figure.layout.xaxis.autorange is None
            assert all(trace.base == 0 for trace in figure.data if trace.type == "bar")


@BOTH
def test_a_line_that_does_not_start_at_zero_says_so(width: Width) -> None:
    cropped = chart(samples.yearly({2019: "96.1", 2020: "96.9", 2021: "97.4"}, unit=samples.PERCENT))
    assert width(cropped).layout.yaxis.range[0] > 0
    assert "does not start at zero" in cropped.subtitle


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=6))
@settings(max_examples=25, deadline=None)
def test_an_axis_starts_at_zero_or_the_subtitle_says_that_it_does_not(values: list[int]) -> None:
    one = chart(samples.yearly({2010 + k: str(value) for k, value in enumerate(values)}))
    says = "does not start at zero" in one.subtitle
    assert says == (wide(one).layout.yaxis.range[0] != 0) == (narrow(one).layout.yaxis.range[0] != 0)


# 6.2 One unit on one axis.


def test_no_figure_has_a_second_axis() -> None:
    for figure in figures():
        assert not [name for name in figure.to_dict()["layout"] if name.startswith(("yaxis2", "xaxis2"))]
        assert {(trace.xaxis, trace.yaxis) for trace in figure.data} == {(None, None)}


def test_the_unit_is_in_the_subtitle() -> None:
    english = samples.Unit("cny", "CNY", samples.ValueKind.MONEY, 9)
    assert chart(samples.fujian(english)[1]).subtitle.startswith("CNY billion · ")
    with translation.override("zh-hans"):
        assert chart(samples.fujian()[1]).subtitle.startswith("亿元")


# 6.3 The form, and time.


@BOTH
def test_a_slope_stands_at_true_time_with_its_two_marks_joined(width: Width) -> None:
    figure = width(chart(samples.fujian()[1]))
    assert [x for x, _ in marked(figure)] == [2012, 2023]
    assert {x for x, _ in solid_points(figure)} == {2012, 2023}
    assert "two points in time" in chart(samples.fujian()[1]).subtitle


@BOTH
def test_marks_are_spaced_as_the_years_are(width: Width) -> None:
    figure = width(chart(samples.yearly({2010: "1", 2011: "2", 2020: "3"})))
    assert [x for x, _ in marked(figure)] == [2010, 2011, 2020]
    assert figure.layout.xaxis.type is None


@BOTH
def test_before_and_after_never_stands_on_a_time_axis(width: Width) -> None:
    figure = width(chart(samples.pass_rate()))
    assert [x for x, _ in marked(figure)] == [96, 98]
    assert all(text.endswith("%") for text in figure.layout.xaxis.ticktext)
    assert len(figure.layout.yaxis.ticktext) == 0


@BOTH
def test_before_and_after_gives_the_difference_in_points(width: Width) -> None:
    assert "+2 percentage points" in texts(width(chart(samples.pass_rate())))


# 6.4 A gap breaks the line.


@BOTH
def test_a_missing_period_breaks_the_line(width: Width) -> None:
    figure = width(chart(samples.long_line()))
    (line,) = traces(figure, "lines")
    assert list(line.x) == [2015, 2016, 2017, 2018, None, 2020, 2021]
    assert line.y[4] is None
    assert line.connectgaps is False


# 6.5 Bounds are drawn open, with their sign.


@BOTH
@pytest.mark.parametrize("sign", [sign for sign in Comparator if sign.is_bound])
def test_a_bound_is_a_hollow_mark_with_its_sign_and_no_solid_line(sign: Comparator, width: Width) -> None:
    exact, bound = samples.point("120", year(2019)), samples.point("151", year(2021), sign=sign)
    figure = width(chart(replace(samples.yearly({}), points=(exact, bound))))
    assert marked(figure)[(2019, 120)][0] == "circle"
    assert marked(figure)[(2021, 151)][0] == "circle-open"
    assert solid_points(figure) == set()
    assert any(sign.sign in text.replace("&gt;", ">").replace("&lt;", "<") for text in texts(figure))


@BOTH
def test_the_bar_of_a_bound_is_hollow_and_ends_in_an_arrow(width: Width) -> None:
    (one,) = build_all([samples.count("a", "A", "5"), samples.count("b", "B", "9", sign=Comparator.GT)])
    figure = width(one)
    full, hollow = [trace for trace in figure.data if trace.type == "bar"]
    assert full.marker.color == palette.COBALT
    assert hollow.marker.color == palette.CLEAR
    assert hollow.marker.line.width > 0
    (arrow,) = traces(figure, "markers")
    assert (arrow.x[0], arrow.marker.symbol[0]) == (9, "triangle-right")
    assert "&gt;9" in texts(figure)


def test_no_difference_is_written_beside_a_bound() -> None:
    points = (samples.point("90", stage(0, "a"), sign=Comparator.GE), samples.point("98", stage(1, "b")))
    figure = wide(chart(replace(samples.pass_rate(), points=points)))
    assert not [text for text in texts(figure) if "point" in text]


# 6.6 Plans, targets and provisional figures look different and say so.


@BOTH
@pytest.mark.parametrize("more", [{"status": Status.PLANNED}, {"role": Role.TARGET}])
def test_a_plan_is_hollow_ochre_says_so_and_is_never_joined(more: dict[str, Any], width: Width) -> None:
    done = samples.yearly({2019: "120", 2020: "134", 2021: "151"})
    planned = samples.point("200", year(2022), **more)
    figure = width(chart(replace(done, points=(*done.points, planned))))
    assert marked(figure)[(2022, 200)] == ("circle-open", palette.OCHRE)
    drawn = {(x, y) for trace in traces(figure, "lines") for x, y in zip(trace.x, trace.y, strict=True)}
    assert (2022, 200) not in drawn
    word = "target" if "role" in more else "planned"
    assert [text for text in texts(figure) if "200" in text] == [f"200 ({word})"]


@BOTH
def test_a_planned_bar_is_hollow_ochre_and_says_so(width: Width) -> None:
    figure = width(chart(*samples.awards()))
    bar = next(trace for trace in figure.data if trace.type == "bar" and trace.x[0] == 3)
    assert bar.marker.color == palette.CLEAR
    assert bar.marker.line.color == palette.OCHRE
    assert "≥3 (planned)" in texts(figure)


@BOTH
def test_a_provisional_bar_is_hatched_and_says_so(width: Width) -> None:
    figure = width(chart(*samples.awards()))
    bar = next(trace for trace in figure.data if trace.type == "bar" and trace.x[0] == 1)
    assert bar.marker.pattern.shape == "/"
    assert "1 (provisional)" in texts(figure)


@BOTH
def test_a_provisional_mark_is_hollow_with_a_dotted_line_to_it(width: Width) -> None:
    points = (samples.point("10", year(2019)), samples.point("12", year(2021), status=Status.PROVISIONAL))
    figure = width(chart(replace(samples.yearly({}), points=points)))
    assert marked(figure)[(2021, 12)][0] == "circle-open-dot"
    assert [trace.line.dash for trace in traces(figure, "lines")] == ["dot"]
    assert "12 (provisional)" in texts(figure)


# 6.7 Colour never carries meaning alone.


@BOTH
def test_each_series_has_its_own_colour_symbol_and_name(width: Width) -> None:
    figure = width(chart(*samples.fujian()[:2]))
    series = traces(figure, "markers")
    assert len({trace.marker.color for trace in series}) == len({trace.marker.symbol for trace in series}) == 2
    written = " ".join(texts(figure))
    assert "对欧" in written
    assert "全球" in written


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_good_colour_needs_a_declared_polarity(polarity: Polarity) -> None:
    (labels,) = traces(wide(chart(samples.pass_rate(polarity))), "markers+text")
    colour = dict(zip(labels.text, labels.textfont.color, strict=True))["+2 percentage points"]
    assert (colour == palette.CELADON) == (polarity is Polarity.HIGHER)


def test_colours_are_of_the_palette() -> None:
    known = {*palette.LIGHT.values(), palette.CLEAR}
    for figure in figures():
        found = {value for value in _values(figure.to_dict()) if value.startswith(("#", "rgb"))}
        assert found <= known


def _values(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _values(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from _values(value)
    elif isinstance(tree, str):
        yield tree


# 6.8 Digits as stated.


def test_labels_carry_the_stated_digits() -> None:
    with translation.override("zh-hans"):
        written = " ".join(
            text for one in build_all([*samples.fujian(), *samples.zhangshu()]) for text in texts(wide(one))
        )
    for digits in ("12.65", "18.75", "44.45", "110.45", "148.92", "352.6", "1127", "2448", "106"):
        assert digits in written


def test_english_money_is_in_billions_with_every_digit() -> None:
    written = " ".join(texts(wide(chart(*samples.fujian()[:2]))))
    for digits in ("1.265", "1.875", "4.445", "11.045"):
        assert digits in written


def test_a_figure_in_ten_thousands_gains_no_digits_beside_single_ones() -> None:
    with translation.override("zh-hans"):
        (bars,) = build_all(samples.guangdong())
    assert "3.5 万家" in texts(wide(bars))
    assert [trace.x[0] for trace in wide(bars).data if trace.type == "bar"] == [35_000, 3_000, 129]


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10_000), places=2))
@settings(max_examples=30, deadline=None)
def test_no_float_dust_in_labels(value: Decimal) -> None:
    (one,) = build_all([samples.count("a", "A", str(value)), samples.count("b", "B", "1")])
    assert f"{value:,f}" in texts(wide(one))


# 6.9 Source and words travel with the figure.


def test_every_figure_carries_its_title_source_and_description() -> None:
    for one in everything():
        for figure in (wide(one), narrow(one)):
            assert figure.layout.meta == {
                "title": one.title,
                "subtitle": one.subtitle,
                "source": one.source,
                "description": one.description,
            }
        assert one.source


def test_hover_tells_value_period_kind_and_source() -> None:
    figure = wide(chart(*samples.awards()))
    (text,) = next(trace.hovertext for trace in figure.data if trace.type == "bar" and trace.x[0] == 3)
    for part in ("at least 3", "planned", "paragraph 9"):
        assert part in text


# Nothing is left to the renderer's measuring.


def test_sizes_margins_ranges_and_ticks_are_explicit() -> None:
    for figure in figures():
        layout = figure.layout
        assert layout.width in (560, 340)
        assert layout.height
        assert None not in (layout.margin.l, layout.margin.r, layout.margin.t, layout.margin.b)
        assert layout.font.family == font_of("en")
        assert not layout.showlegend
        assert len(layout.annotations) == 0
        for axis in (layout.xaxis, layout.yaxis):
            assert axis.automargin is False
            assert len(axis.range) == 2
            assert axis.tickmode == "array"
        assert all(trace.cliponaxis is False for trace in figure.data if trace.type == "scatter")


def test_labels_lie_inside_the_drawing_and_off_their_marks() -> None:
    for figure in figures():
        for x, text, position in _label_places(figure):
            size = figure.layout.font.size
            width = max(text_width(line, size) for line in text.split("<br>"))
            left = {"right": x, "left": x - width, "center": x - width / 2}[position.split()[1]]
            assert left >= 0, text
            assert left + width <= figure.layout.width + 1, text


def _label_places(figure: Any) -> Iterator[tuple[float, str, str]]:
    """Each label with its place in px, its gap to the mark included."""
    layout = figure.layout
    low, high = layout.xaxis.range
    scale = (layout.width - layout.margin.l - layout.margin.r) / (high - low)
    for trace in traces(figure, "markers+text"):
        sizes = trace.marker.size
        positions = trace.textposition
        for k, (x, text) in enumerate(zip(trace.x, trace.text, strict=True)):
            position = positions if isinstance(positions, str) else positions[k]
            gap = (sizes if isinstance(sizes, int) else sizes[k]) / 1.6 + 1
            sign = {"right": 1, "left": -1, "center": 0}[position.split()[1]]
            yield layout.margin.l + (x - low) * scale + sign * gap, text, position


def test_bar_labels_are_clear_of_the_end_of_their_bar() -> None:
    for one in build_all([*samples.zhangshu(), *samples.awards()]):
        if one.form is Form.BARS:
            ends = {trace.x[0] for trace in wide(one).data if trace.type == "bar"}
            values = traces(wide(one), "markers+text")[0]
            assert (
                min(values.marker.size if isinstance(values.marker.size, tuple) else [values.marker.size]) >= LABEL_GAP
            )
            assert set(values.x) == ends
            assert set(values.textposition) == {"middle right"}
            assert values.marker.opacity == 0


def test_long_names_stand_above_their_bars_on_a_phone() -> None:
    figure = narrow(chart(*samples.awards()))
    assert len(figure.layout.yaxis.ticktext) == 0
    assert "一揽子质量解决方案服务企业数" in texts(figure)


def test_the_first_label_of_a_slope_is_clear_of_the_axis() -> None:
    for figure in (wide(chart(samples.zhangshu()[0])), narrow(chart(samples.zhangshu()[0]))):
        x, text, position = next(place for place in _label_places(figure) if place[2].endswith("left"))
        assert position == "middle left"
        assert x - text_width(text, figure.layout.font.size) >= figure.layout.margin.l + 2


def test_names_of_series_that_end_close_together_do_not_touch() -> None:
    close = [samples.yearly({2019: "10", 2020: "14", 2021: end}, breakdown=end) for end in ("19", "20")]
    figure = wide(chart(*close))
    (labels,) = traces(figure, "markers+text")
    low, high = figure.layout.yaxis.range
    px = (figure.layout.height - figure.layout.margin.t - figure.layout.margin.b) / (high - low)
    ends = [y * px for x, y in zip(labels.x, labels.y, strict=True) if x == 2021]
    assert abs(ends[0] - ends[1]) >= figure.layout.font.size
