"""The pattern of a time in a Chinese sentence: 2023年1—8月, 前三季度, 去年同期, “十三五”期间, 截至2023年底, 目前."""

from __future__ import annotations

import re

from indicators.reading.article.words import either, words

RELATIVE_YEARS = {
    **dict.fromkeys(words("今年 本年 本年度 今年度 当年 年内"), 0),
    **dict.fromkeys(words("去年 上年 上一年 上年度 去年度"), -1),
    **dict.fromkeys(words("明年 下一年"), 1),
    "前年": -2,
}
NOW = "截至目前 截止目前 截至日前 到目前为止 截至现在 目前 现有 现已 现拥有 迄今 至今 日前 现在"
LATELY = "近年来 近年 近期 近日 多年来"
OF_THE_YEAR = "全年 年末 年底 年初"  # of the year that the paragraph or its heading is about
UNTIL = "截至 截止 截止到 截至到 到 至"
EDGE = "底 末 年底 年末 年初 初 以来 起 开始 年来"
COUNT = "[一二两三四五六七八九十]"
YEAR = r"(?:19|20)\d\d"
DASH = r"(?:-{1,2}|—{1,2}|–|~|～|至|到)"


def part(prefix: str) -> str:
    """A part of a year; its groups begin with `prefix`."""
    return (
        rf"(?:(?P<{prefix}m1>\d{{1,2}})(?:月份?)?{DASH}(?P<{prefix}m2>\d{{1,2}})月份?"
        rf"|前(?P<{prefix}firstm>\d{{1,2}}|{COUNT}{{1,2}})个?月"
        rf"|第?(?P<{prefix}q>[一二三四1-4])季度|前(?P<{prefix}firstq>[二两三23])个?季度|(?P<{prefix}half>[上下])半年"
        rf"|(?P<{prefix}month>1[0-2]|0?[1-9])月(?:份|(?P<{prefix}day>3[01]|[12]\d|0?[1-9])[日号])?)"
    )


FROM_TO = rf"(?P<from>{YEAR})年?(?:(?P<fm>\d{{1,2}})月)?{DASH}(?P<to>{YEAR})年(?:(?P<tm>\d{{1,2}})月)?"
ISO = rf"(?<!\d)(?P<iso>{YEAR}[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9]))(?!\d)"
OF_YEAR = (
    rf"(?:(?<!\d)(?P<year>{YEAR})年度?|(?P<rel>{either(RELATIVE_YEARS)})"
    rf"|(?<![上去今每半当本明两])(?P<ofyear>{either(OF_THE_YEAR)}))的?(?P<same>同期)?,?{part('')}?"
)
PLAN = (
    r"[“\"‘']?(?P<plan>十[一二三四五六]?)五[”\"’']?(?:规划)?"
    r"(?=期间|时期|以来|末|开局|收官|前|规划|[”\"’']|$)(?P<during>期间|时期|以来|末)?"
)
SPAN_OF_YEARS = rf"近(?P<recent>\d{{1,2}}|{COUNT}|几)年来?|(?P<ago>\d{{1,2}}|{COUNT}{{1,2}})年多?(?:来|以来)"
VAGUE = rf"(?P<now>{either(NOW)}|现(?=[有拥为已共\d]))|(?P<lately>{either(LATELY)})|(?P<oldsame>上年同期|去年同期|同期)"
MAY_BEGIN = "截到至一二两三四五六七八九十今本当年去上下前明全目现迄日近多同第“\"‘'0-9"
TIME = re.compile(
    rf"(?=[{MAY_BEGIN}])(?P<until>{either(UNTIL)})?"
    rf"(?:{FROM_TO}|{ISO}|{OF_YEAR}|(?<![\d.])(?P<alone>{part('a_')})|{PLAN}|{SPAN_OF_YEARS}|{VAGUE})"
    rf"(?P<edge>{either(EDGE)})?"
)
