"""Ranks: 居全国第二位, 第四大特色产业, 排名第3, 进入全国前十. Every other 第… is an ordinal and states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from indicators.reading.article.numerals import numeral
from indicators.reading.article.quantities import Number
from indicators.rules.quantities import Comparator

N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
PLACED = r"(?:位居|稳居|跃居|位列|名列|排名|排列|列|居|排|升至|升到|跃升至|跃升到|上升至|上升到|提升至|提升到|前移至|保持|连续|规模|总量|增速|总数|数量|产量)"
WHERE = r"[^,;。:第前]{0,14}?"
RANK = re.compile(
    rf"(?P<big>(?<![上下])第(?P<b>{N})大(?![道街会队学夫力厦楼])(?=[\u4e00-\u9fff]))"
    rf"|(?P<verb>{PLACED})(?P<where>{WHERE})第(?P<n>{N})(?P<unit>位|名|(?![个届批次期条章节款号版轮方季产\d一二三四五六七八九十百]))"
    rf"|(?P<enter>进入|跻身|挺进|位居|位列|名列|排名|排|居|列|稳居){WHERE}前(?P<top>[三五十]|\d{{1,3}}|二十|三十|五十)(?P<topunit>位|名|强|(?![\u4e00-\u9fff]))"
)
PERIOD = re.compile(r"前[三3]季度")


def ranks_in(text: str) -> list[Number]:
    """The ranks that a paragraph states, in order. 前十 is at most the tenth place."""
    return list(_ranks(text))


def _ranks(text: str) -> Iterator[Number]:
    for match in RANK.finditer(text):
        if match["big"]:
            yield from _rank(match, match["b"], match.start("big"), Comparator.EQ)
        elif match["n"]:
            yield from _rank(match, match["n"], match.start("n") - 1, Comparator.EQ)
        else:
            yield from _rank(match, match["top"], match.start("top") - 1, Comparator.LE)


def _rank(match: re.Match[str], words: str, start: int, comparator: Comparator) -> Iterator[Number]:
    value = Decimal(words) if words.isascii() else numeral(words)
    if value:
        yield Number(
            start, match.end(), start, value, comparator, unit="位", is_chinese=not words.isascii(), is_rank=True
        )
