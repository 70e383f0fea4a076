"""Whether a number counts at all. Lengths of time mostly do not: 三年行动, 10年来, 3个月内; 连续三年 does."""

from __future__ import annotations

import re

from indicators.reading.article.number import Number
from indicators.reading.article.units import TIME_UNITS
from indicators.reading.article.words import either
from indicators.rules.quantities import Comparator

MEASURED = either("""
压缩 缩短 减少 压减 延长 提前 提速 平均 仅需 只需 需 需要 用时 耗时 时限 周期 时间 控制在 缩减 降低 减 短 长 为 为期
缩至 压至 快
""")
FILLER = either("了 至 到 为 约 近 达 在 超过 不超过 不到 至少 最短 仅 只 由 从")
SHORTENED = re.compile(rf"(?:{MEASURED})(?:{FILLER})*$")
PLAN_NAME = re.compile(either("""
行动 计划 规划 攻坚 方案 期 制 工程 来 内 前 后 以来 间 免 之 一 左 左右 多 多来 的时间 时间 任期 级 保修 质保 老
历史
"""))  # fmt: skip
SERIES_UNITS = ("年", "个月", "个季度")
CALENDAR_UNITS = ("年", "年度", "月", "季度")
LOOK_BACK, LOOK_AHEAD = 10, 4


def counts(text: str, number: Number) -> bool:
    """Whether the number is a figure: it has a unit or a multiplier, and is no mere length of time."""
    if not number.unit and not number.mult:
        return number.is_index
    return number.unit not in TIME_UNITS or _is_measured(text, number)


def _is_measured(text: str, number: Number) -> bool:
    """After 连续, or where the length is what was shortened or is stated of a thing."""
    before, after = text[max(0, number.start - LOOK_BACK) : number.start], text[number.end : number.end + LOOK_AHEAD]
    if before.endswith("连续"):
        return number.unit in SERIES_UNITS
    is_recent = number.unit in CALENDAR_UNITS and number.comparator is Comparator.AP  # 近三年
    if is_recent or PLAN_NAME.match(after) or number.unit in CALENDAR_UNITS[1:]:
        return False
    return SHORTENED.search(before) is not None
