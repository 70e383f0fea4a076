"""Ranks: 居全国第二位, 第四大特色产业, 排名第3, 进入全国前十. Every other 第… is an ordinal and states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from indicators.reading.article.number import Number
from indicators.reading.article.numerals import numeral
from indicators.reading.article.words import either
from indicators.rules.quantities import Comparator

N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
PLACED = either("""
位居 稳居 跃居 位列 名列 排名 排列 列 居 排 升至 升到 跃升至 跃升到 上升至 上升到 提升至 提升到 前移至 保持 连续
规模 总量 增速 总数 数量 产量
""")
ENTERED = either("进入 跻身 挺进 位居 位列 名列 排名 排 居 列 稳居")
WHERE = r"[^,;。:第前]{0,14}?"
NO_RANK = "(?![个届批次期条章节款号版轮方季产\\d一二三四五六七八九十百])"
RANK = re.compile(
    rf"(?P<big>第(?P<big_n>{N})大(?![道街会队学夫力厦楼])(?=[\u4e00-\u9fff]))"
    rf"|(?:{PLACED}){WHERE}(?P<placed>第(?P<n>{N})(?:位|名|{NO_RANK}))"
    rf"|(?:{ENTERED}){WHERE}(?P<top>前(?P<top_n>[三五十]|\d{{1,3}}|[二三五]十)(?:位|名|强|(?![\u4e00-\u9fff])))"
)
GROUPS = (
    ("big", "big_n", Comparator.EQ),
    ("placed", "n", Comparator.EQ),
    ("top", "top_n", Comparator.LE),  # 前十 is at most the tenth place
)


def ranks_in(text: str) -> list[Number]:
    """The ranks that a paragraph states, in order, as numbers with the unit 位."""
    return list(_ranks(text))


def _ranks(text: str) -> Iterator[Number]:
    for match in RANK.finditer(text):
        for group, digits, comparator in GROUPS:
            if match[group]:
                value = _value(match[digits])
                if value:
                    yield _rank(match, group, value, comparator)


def _value(digits: str) -> Decimal | None:
    return Decimal(digits) if digits.isascii() else numeral(digits)


def _rank(match: re.Match[str], group: str, value: Decimal, comparator: Comparator) -> Number:
    start, end = match.span(group)
    return Number(start, end, start, value, comparator, unit="位", is_rank=True)
