"""Changes from one value to another: 由96%提升至98%, 从12.65增长至18.75亿元, 2019年的3家增加到12家."""

from __future__ import annotations

import re

from indicators.reading.article.number import Number
from indicators.reading.article.words import either

REACHING = either("""
增长 增加 增 提升 提高 上升 上涨 升 发展 扩大 扩展 扩张 壮大 跃升 跃增 攀升 跃 激增 猛增 拓展 优化 改善 涨 下降 降低
降 减少 减 压缩 压减 缩短 缩减 缩小 扩 缩 扩充 拓宽 丰富 收窄 减小 加大 拉高
回落 下调 上调 调整 调 变化 变 延长 延伸 飙升 推进 提速 提 集聚 回升 恢复
""")
FROM = re.compile(r"[由从自][^。;!?]{0,30}$")
BETWEEN = re.compile(rf",?[^,;。!?:]{{0,16}}?(?:{REACHING})了?[到至为成]了?[^,;。!?]{{0,16}}?")
PLAIN_TO = re.compile(r"[到至](?:(?:20\d\d|目前|现在|今年|去年)[^,;。!?]{0,8}?)?的?")
FROM_LOOK_BACK = 40
MOST_BETWEEN = 44


def is_change(text: str, first: Number, second: Number) -> bool:
    """Whether two numbers of one unit are the ends of a change: 由 before the first, or a verb of reaching between."""
    if first.unit != second.unit or not first.unit or first.high or second.high:
        return False
    return _has_from(text, first, second) or _reaches(text, first, second)


def are_ends(text: str, first: Number, second: Number) -> bool:
    """Whether the unit of the second holds for the first: only where 由 makes it sure."""
    return _has_from(text, first, second)


def _has_from(text: str, first: Number, second: Number) -> bool:
    between = text[first.end : second.start]
    if len(between) > MOST_BETWEEN or not FROM.search(text[max(0, first.start - FROM_LOOK_BACK) : first.start]):
        return False
    return bool(PLAIN_TO.fullmatch(between) or BETWEEN.fullmatch(between))


def _reaches(text: str, first: Number, second: Number) -> bool:
    between = text[first.end : second.start]
    if len(between) > MOST_BETWEEN or not BETWEEN.fullmatch(between):
        return False
    return not between.startswith(",") or text[first.start - 1 : first.start] == "的"
