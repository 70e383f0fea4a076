"""The words in which a synthetic source states a figure: never longer than a citation, the value as it is stored."""

from __future__ import annotations

from indicators.reading.typed import TypedQuantity, print_quantity
from indicators.rules.changes import Kind
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import Role, Status
from programs.models.source import PHRASE_LENGTH
from seeds.synthetic.times import Time
from seeds.synthetic.words import IndicatorWords


def printed(indicator: IndicatorWords, quantity: Quantity) -> str:
    """超3.5万家, 860余亿元, 98.2%."""
    return print_quantity(TypedQuantity(quantity.comparator, quantity.value, quantity.unit_mult, indicator.unit.name))


def figure_phrase(indicator: IndicatorWords, time: Time, quantity: Quantity) -> str:
    verb = {Status.PLANNED: "将达", Status.PROVISIONAL: "初步统计", Status.ESTIMATED: "预计"}.get(time.status, "")
    if not verb and quantity.comparator is Comparator.EQ:
        verb = "为"
    return _fitting(_when(time), indicator.short, verb + printed(indicator, quantity))


def pair_phrase(indicator: IndicatorWords, before: Quantity, after: Quantity) -> str:
    """Both ends of an undated pair in one phrase, or nothing where they do not fit into it."""
    text = f"{indicator.short}由{printed(indicator, before)}变为{printed(indicator, after)}"
    return text if len(text) <= PHRASE_LENGTH else ""


def change_phrase(indicator: IndicatorWords, kind: Kind, change: Quantity) -> str:
    value = abs(change.value)
    word = "下降" if change.value < 0 else "增长"
    unit = {Kind.PERCENT: "%", Kind.ANNUAL_RATE: "%", Kind.POINTS: "个百分点", Kind.MULTIPLE: "倍"}.get(kind, "")
    if kind is Kind.MULTIPLE:
        return _fitting("", indicator.short, f"是原来的{value:f}{unit}")
    if kind is Kind.DIFFERENCE:
        return _fitting("", indicator.short, word + printed(indicator, Quantity(value, unit_mult=change.unit_mult)))
    return _fitting("年均" if kind is Kind.ANNUAL_RATE else "", indicator.short, f"{word}{value:f}{unit}")


def _when(time: Time) -> str:
    if time.start is None or time.end is None:
        return {1: "提升前", 2: "提升后"}.get(time.stage or 0, "")
    if time.inferred:
        return "今年"
    if time.end.month < 12:
        return f"{time.end.year}年1—{time.end.month}月"
    return f"到{time.end.year}年" if time.role is Role.TARGET else f"{time.end.year}年"


def _fitting(when: str, name: str, rest: str) -> str:
    text = f"{when}{name}{rest}"
    return text if len(text) <= PHRASE_LENGTH else f"{when}{rest}"[:PHRASE_LENGTH]
