"""The times that a paragraph states, as spans of days: 2023年, 1—8月, 前三季度, "十三五"期间, 截至2023年底, 去年.

A relative time (今年) needs the document's year; without it only its words are kept, never an invented year.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

MOST = 30_000  # of one paragraph
Y = r"(?:19|20)\d\d"
DASH = r"(?:-{1,2}|—{1,2}|–|~|～|至|到)"
CHINESE_COUNT = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
PLAN_STARTS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
RELATIVE_YEARS = {
    "今年": 0, "本年": 0, "本年度": 0, "今年度": 0, "当年": 0, "年内": 0, "去年": -1, "上年": -1, "上一年": -1,
    "上年度": -1, "去年度": -1, "前年": -2, "明年": 1, "下一年": 1,
}  # fmt: skip
OF_THE_YEAR = "全年|年末|年底|年初|全年度"  # of the year that the paragraph or its heading is about
NOW = "截至目前|截止目前|截至日前|到目前为止|截至现在|目前|现有|现已|现拥有|迄今|至今|日前|现在|现(?=[有拥为已共\\d])"
YEAR = rf"(?P<year>{Y})(?:年度?|(?=[.-]\d))"
RELATIVE = "|".join(sorted(RELATIVE_YEARS, key=len, reverse=True))
MONTHS = rf"(?P<m1>\d{{1,2}})(?:月份?)?{DASH}(?P<m2>\d{{1,2}})月份?"
PART = (
    rf"(?:{MONTHS}|前(?P<firstm>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个?月"
    r"|第?(?P<q>[一二三四1-4])季度|前(?P<firstq>[二两三23])个?季度|(?P<half>[上下])半年"
    r"|(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>3[01]|[12]\d|0?[1-9])[日号])?)"
)
END = r"(?P<edge>底|末|年底|年末|年初|初|以来|起|开始|年来)?"
FIRST = "截到至12一二两三四五六七八九十今本当年去上下前明全目现迄日近多同第“\"‘'0"  # what a time may begin with
TIME = re.compile(
    rf"(?=[{FIRST}3456789])(?P<until>截至|截止到?|截至到|到|至)?"
    rf"(?:(?P<from>{Y})年?(?:(?P<fm>\d{{1,2}})月)?{DASH}(?P<to>{Y})年(?:(?P<tm>\d{{1,2}})月)?"
    rf"|(?P<iso>(?<!\d){Y}[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d))"
    rf"|(?:(?P<year>(?<!\d){Y})年度?|(?P<rel>{RELATIVE})|(?P<ofyear>(?<![上去今每半当本明两])(?:{OF_THE_YEAR})))的?(?P<same>同期)?,?{PART}?"
    rf"|(?<![\d.])(?P<alone>){PART.replace('P<', 'P<a_')}"
    r"|[“\"‘']?(?P<plan>十[一二三四五六]?)五[”\"’']?(?:规划)?(?=期间|时期|以来|末|开局|收官|前|规划|[”\"’']|$)(?P<during>期间|时期|以来|末)?"
    r"|近(?P<recent>\d{1,2}|[一二两三四五六七八九十几])年来?"
    r"|(?P<ago>\d{1,2}|[一二两三四五六七八九十]{1,2})年多?(?:来|以来)"
    rf"|(?P<now>{NOW})|(?P<lately>近年来?|近期|近日|多年来)|(?P<oldsame>上年同期|去年同期|同期))"
    rf"{END}"
)
COMPARED = re.compile(r"(?:比|较|与|同|跟|对比|相比|相较于?|比照)$")
COMPARED_AFTER = re.compile("同期|相比|的?基础上")
MULTIPLE_OF, TIMES_AFTER = (
    re.compile("[是为达到当于]$"),
    re.compile(r"的?(?:近|约)?[\d.一二两三四五六七八九十]{1,5}余?倍"),
)
STARTED, NUMBER_AFTER = re.compile("[由从自]$"), re.compile(r"(?:底|末)?的?(?:不足|不到|约|近|仅)?\d")  # 由2017年的3家
REACHED = re.compile(r"[长高升加大降低少回落小展调涨缩]$")  # 增长到2021年的352.6亿元 reports


class Sort(StrEnum):
    """How a time binds the figures after it."""

    SPAN = "span"
    SINCE = "since"  # 2023年以来: up to the document's date
    NOW = "now"
    BASE = "base"  # 较上年, 与2020年相比: what is compared with
    TARGET = "target"  # 到2025年
    WORDS = "words"  # 近年来: no days


@dataclass(frozen=True)
class When:
    """A period of days, both ends included, or only its words. `inferred` says that the sentence does not state it."""

    label: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    inferred: bool = False

    def as_inferred(self) -> When:
        return replace(self, inferred=True)


@dataclass(frozen=True)
class Time:
    """One time of a paragraph, at `begin` to `stop` of its text."""

    begin: int
    stop: int
    sort: Sort
    when: When
    is_same_part: bool = False  # 去年同期: of another year the part that was named before


def times_in(text: str, today: datetime.date | None, year: int | None = None) -> list[Time]:
    """All times of `text`, in order. `today` is the document's date, `year` the one that its heading is about."""
    return list(islice(_times(text, today, year), MOST))


def _times(text: str, today: datetime.date | None, year: int | None) -> Iterator[Time]:
    carried = year or (today.year if today else None)  # 2024年1月至3月,…;5月: a month alone is of the year before it
    for match in TIME.finditer(text):
        when = _when(match, today, carried)
        if when is None:
            continue
        if match["year"] or match["rel"]:
            carried = when.start.year if when.start else carried
        same = bool(match["same"] or match["oldsame"])
        yield Time(match.start(), match.end(), _sort(match, text, when, today), when, same)


def _sort(match: re.Match[str], text: str, when: When, today: datetime.date | None) -> Sort:
    before = text[max(0, match.start() - 4) : match.start()]
    after = text[match.end() : match.end() + 8]
    if match["oldsame"] or match["same"] or COMPARED.search(before) or COMPARED_AFTER.match(after):
        return Sort.BASE
    if MULTIPLE_OF.search(before) and TIMES_AFTER.match(after):
        return Sort.BASE
    if STARTED.search(before) and NUMBER_AFTER.match(after):
        return Sort.BASE
    if match["now"]:
        return Sort.NOW
    if match["edge"] in ("以来", "起", "开始", "年来") or match["during"] == "以来":
        return Sort.SINCE
    if match["recent"] or match["ago"] or match["lately"]:
        return Sort.WORDS if when.start is None else Sort.SINCE
    if match["until"] in ("到", "至") and not REACHED.search(before):
        return Sort.TARGET if today is None or when.end is None or when.end > today else Sort.SPAN
    return Sort.SPAN


def _when(match: re.Match[str], today: datetime.date | None, carried: int | None) -> When | None:
    label = match[0].strip("“”\"',的")
    if match["now"]:
        return _year(today.year).as_inferred() if today else When("目前")
    if match["oldsame"] and len(label) > 2 and today:
        return _year(today.year - 1).as_inferred()
    if match["lately"] or match["oldsame"]:
        return When(label)
    if match["recent"] or match["ago"]:
        return When(label)
    if match["from"]:
        return _from_to(match)
    if match["iso"]:
        return _day(match["iso"])
    if match["plan"]:
        start = PLAN_STARTS[match["plan"]]
        return When(f"“{match['plan']}五”期间", datetime.date(start, 1, 1), datetime.date(start + 4, 12, 31))
    return _part_of_year(match, label, today, carried)


def _from_to(match: re.Match[str]) -> When | None:
    first, last = int(match["from"]), int(match["to"])
    if first > last:
        return None
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    if match["fm"] and match["tm"]:
        span = _months(first, int(match["fm"]), last, int(match["tm"]))
        return When(f"{first}年{int(match['fm'])}月至{last}年{int(match['tm'])}月", *span) if span else None
    return When(f"{first}年至{last}年", start, end)


def _day(text: str) -> When | None:
    try:
        day = datetime.date(*map(int, re.split("[-./]", text)))
    except ValueError:
        return None
    return When(f"{day.year}年{day.month}月{day.day}日", day, day)


def _year(year: int) -> When:
    return When(f"{year}年", datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _part_of_year(match: re.Match[str], label: str, today: datetime.date | None, carried: int | None) -> When | None:
    """A year, or months, a quarter or half of it; the year may be relative or the one named last."""
    prefix = "a_" if match["alone"] is not None else ""
    year, inferred = _named_year(match, today, carried)
    part = _part(match, prefix, year or 2000)
    if part == "wrong":
        return None
    if year is None:
        return When(label)
    whole = _year(year)
    name, first, last = part if part else ("", whole.start, whole.end)
    if match["until"] in ("截至", "截止", "截止到", "截至到"):
        return When(f"截至{year}年{name}{match['edge'] or ''}", last, last, inferred)
    edge = match["edge"] if match["edge"] in ("以来", "底", "末", "年底", "年末", "初", "年初") else ""
    if edge == "以来" and today and first <= today:
        return When(f"{year}年{name}至{today.year}年{today.month}月", first, today, inferred)
    return When(f"{year}年{name}{edge}", first, last, inferred)


def _named_year(match: re.Match[str], today: datetime.date | None, carried: int | None) -> tuple[int | None, bool]:
    if match["year"]:
        return int(match["year"]), False
    if match["ofyear"]:
        return carried, True
    if match["rel"]:
        return (today.year + RELATIVE_YEARS[match["rel"]] if today else None), True
    return carried, True


Part = tuple[str, datetime.date, datetime.date]


def _part(match: re.Match[str], prefix: str, year: int) -> Part | str:
    """The named part of a year; empty for the whole, "wrong" for a month that does not exist."""
    get = lambda name: match[prefix + name]  # noqa: E731
    if get("m1"):
        return _named_months(year, int(get("m1")), int(get("m2")), f"{int(get('m1'))}—{int(get('m2'))}月")
    if get("firstm"):
        count = _count(get("firstm"))
        return _named_months(year, 1, count, f"1—{count}月")
    if get("q"):
        number = _count(get("q"))
        return _named_months(year, number * 3 - 2, number * 3, f"第{'一二三四'[number - 1]}季度")
    if get("firstq"):
        count = _count(get("firstq"))
        return _named_months(year, 1, count * 3, f"前{'零一二三'[count]}季度")
    if get("half"):
        first = 1 if get("half") == "上" else 7
        return _named_months(year, first, first + 5, f"{get('half')}半年")
    if get("month"):
        month = int(get("month"))
        if get("day"):
            return _named_day(year, month, int(get("day")))
        return _named_months(year, month, month, f"{month}月")
    return ""


def _count(text: str) -> int:
    return int(text) if text.isascii() else sum(CHINESE_COUNT[char] for char in text)


def _named_months(year: int, first: int, last: int, name: str) -> Part | str:
    span = _months(year, first, year, last)
    return (name, *span) if span else "wrong"


def _named_day(year: int, month: int, day: int) -> Part | str:
    if day > calendar.monthrange(year, month)[1]:
        return "wrong"
    return f"{month}月{day}日", datetime.date(year, month, day), datetime.date(year, month, day)


def in_year(when: When, year: int) -> When:
    """The same part of another year: 2021年1—8月 in 2020 is 2020年1—8月."""
    if when.start is None or when.end is None:
        return when
    gap = year - when.start.year
    end_day = min(when.end.day, calendar.monthrange(when.end.year + gap, when.end.month)[1])
    return When(
        when.label.replace(str(when.start.year), str(year)),
        when.start.replace(year=year, day=min(when.start.day, 28)),
        when.end.replace(year=when.end.year + gap, day=end_day),
        inferred=True,
    )


def _months(year: int, first: int, last_year: int, last: int) -> tuple[datetime.date, datetime.date] | None:
    if not (1 <= first <= 12 and 1 <= last <= 12 and (year, first) <= (last_year, last)):
        return None
    return datetime.date(year, first, 1), datetime.date(last_year, last, calendar.monthrange(last_year, last)[1])
