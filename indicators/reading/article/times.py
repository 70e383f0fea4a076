"""The times that a paragraph states, as spans of days, and how each binds the figures after it.

A relative time (今年) needs the document's year; without it only its words are kept, never an invented year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from indicators.reading.article import when as periods
from indicators.reading.article.numerals import numeral
from indicators.reading.article.time_words import RELATIVE_YEARS, TIME
from indicators.reading.article.when import Span, When

MOST = 30_000  # of one paragraph
PLAN_STARTS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
SINCE = ("以来", "起", "开始", "年来")
COMPARED, COMPARED_AFTER = re.compile("(?:比|较|与|同|跟|对比|相比|比照)$"), re.compile("同期|相比|的?基础上")
MULTIPLE_OF, TIMES_AFTER = (
    re.compile("[是为达到当于]$"),
    re.compile(r"的?(?:近|约)?[\d.一二两三四五六七八九十]{1,5}余?倍"),
)
STARTED, NUMBER_AFTER = re.compile("[由从自]$"), re.compile(r"[底末]?的?(?:不足|不到|约|近|仅)?\d")  # 由2017年的3家
REACHED = re.compile("[长高升加大降少低回落小展调涨缩]$")  # 增长到2021年的352.6亿元 reports


class Sort(StrEnum):
    """How a time binds the figures after it."""

    SPAN = "span"
    SINCE = "since"  # 2023年以来: up to the document's date
    NOW = "now"
    BASE = "base"  # 较上年, 与2020年相比: what is compared with
    TARGET = "target"  # 到2025年
    WORDS = "words"  # 近年来: no days


@dataclass(frozen=True)
class Time:
    """One time of a paragraph, at `begin` to `stop` of its text."""

    begin: int
    stop: int
    sort: Sort
    when: When
    is_same_part: bool = False  # 去年同期: of another year the part that was named before


@dataclass(frozen=True)
class Today:
    """What relative times are counted from: the document's date, and the year that its heading is about."""

    date: datetime.date | None = None
    year: int | None = None
    is_likely: bool = False  # the date is not stated


NOT_KNOWN = Today()


def times_in(text: str, today: Today = NOT_KNOWN) -> list[Time]:
    """All times of `text`, in order."""
    return list(islice(_times(text, today), MOST))


def _times(text: str, today: Today) -> Iterator[Time]:
    """A month alone is of the year that was named before it."""
    year = today.year or (today.date.year if today.date else None)
    for match in TIME.finditer(text):
        when = _when(match, replace(today, year=year))
        if when is None:
            continue
        sort = _sort(match, text, when, today.date)
        if when.start and (match["year"] or match["rel"]) and sort is not Sort.BASE:
            year = when.start.year
        same = bool(match["same"] or match["oldsame"])
        yield Time(match.start(), match.end(), sort, when, same)


def _sort(match: re.Match[str], text: str, when: When, today: datetime.date | None) -> Sort:
    before = text[max(0, match.start() - 4) : match.start()]
    after = text[match.end() : match.end() + 8]
    if match["oldsame"] or match["same"] or _is_base(before, after):
        return Sort.BASE
    if match["now"]:
        return Sort.NOW
    if match["edge"] in SINCE or match["during"] == "以来":
        return Sort.SINCE
    if match["recent"] or match["ago"] or match["lately"]:
        return Sort.WORDS
    if match["until"] in ("到", "至") and not REACHED.search(before):
        return Sort.TARGET if today is None or when.end is None or when.end > today else Sort.SPAN
    return Sort.SPAN


def _is_base(before: str, after: str) -> bool:
    """较2020年, 是2020年的3倍, 由2017年的…: what is compared with."""
    if COMPARED.search(before) or COMPARED_AFTER.match(after):
        return True
    is_base_of_multiple = MULTIPLE_OF.search(before) and TIMES_AFTER.match(after)
    return bool(is_base_of_multiple or (STARTED.search(before) and NUMBER_AFTER.match(after)))


def _when(match: re.Match[str], today: Today) -> When | None:
    label = match[0].strip("“”\"',的")
    if match["now"]:
        return periods.year(today.date.year, inferred=True) if today.date else When("目前")
    if match["oldsame"] and len(label) > 2 and today.date:
        return periods.year(today.date.year - 1, inferred=True)
    if match["lately"] or match["oldsame"] or match["recent"] or match["ago"]:
        return When(label)
    if match["from"]:
        return _from_to(match)
    if match["iso"]:
        day = periods.day(*map(int, re.split("[-./]", match["iso"])))
        return When(f"{day.year}年{day.month}月{day.day}日", day, day) if day else None
    if match["plan"]:
        start = PLAN_STARTS[match["plan"]]
        if match["during"] == "末":
            return replace(periods.year(start + 4), label=f"{start + 4}年末")
        return When(f"“{match['plan']}五”期间", datetime.date(start, 1, 1), datetime.date(start + 4, 12, 31))
    return _of_year(match, label, today)


def _from_to(match: re.Match[str]) -> When | None:
    first, last = int(match["from"]), int(match["to"])
    if match["fm"] and match["tm"]:
        first_month, last_month = int(match["fm"]), int(match["tm"])
        span = periods.months(first, first_month, last, last_month)
        return When(f"{first}年{first_month}月至{last}年{last_month}月", *span) if span else None
    span = periods.months(first, 1, last, 12)
    return When(f"{first}年至{last}年", *span) if span else None


def _of_year(match: re.Match[str], label: str, today: Today) -> When | None:
    """A year, or months, a quarter or half of it; the year may be relative or the one named last."""
    number, inferred = _named_year(match, today)
    part = _part(match, number or 2000)
    if part is None:
        return None
    if number is None:
        return When(label)
    name, (first, last) = part
    if match["until"] and match["until"] not in ("到", "至"):
        return When(f"截至{number}年{name}{match['edge'] or ''}", last, last, inferred)
    edge = "" if match["edge"] in ("起", "开始", "年来", None) else match["edge"]
    if edge == "以来" and today.date and first <= today.date:
        label = f"{number}年{name}至{today.date.year}年{today.date.month}月"
        return When(label, first, today.date, inferred or today.is_likely)
    return When(f"{number}年{name}{edge}", first, last, inferred)


def _named_year(match: re.Match[str], today: Today) -> tuple[int | None, bool]:
    """The year, and whether it had to be inferred."""
    if match["year"]:
        return int(match["year"]), False
    if match["rel"]:
        return (today.date.year + RELATIVE_YEARS[match["rel"]] if today.date else None), True
    return today.year, True


def _part(match: re.Match[str], year: int) -> tuple[str, Span] | None:
    """The name and the days of the named part of a year; None for a month or day that does not exist."""
    prefix = "a_" if match["alone"] is not None else ""
    name, first, last = _months_of(match, prefix)
    if match[f"{prefix}day"]:
        day = periods.day(year, first, int(match[f"{prefix}day"]))
        return (f"{first}月{day.day}日", (day, day)) if day else None
    span = periods.months(year, first, year, last)
    return (name, span) if span else None


def _months_of(match: re.Match[str], prefix: str) -> tuple[str, int, int]:
    """The name of the part, its first and its last month."""
    found = {name: match[prefix + name] for name in ("m1", "m2", "firstm", "q", "firstq", "half", "month")}
    if found["m1"]:
        return f"{int(found['m1'])}—{int(found['m2'])}月", int(found["m1"]), int(found["m2"])
    if found["firstm"]:
        return f"1—{_count(found['firstm'])}月", 1, _count(found["firstm"])
    if found["q"]:
        quarter = _count(found["q"])
        return f"第{'一二三四'[quarter - 1]}季度", quarter * 3 - 2, quarter * 3
    if found["firstq"]:
        return f"前{'零一二三'[_count(found['firstq'])]}季度", 1, _count(found["firstq"]) * 3
    if found["half"]:
        return f"{found['half']}半年", *((1, 6) if found["half"] == "上" else (7, 12))
    if found["month"]:
        return f"{int(found['month'])}月", int(found["month"]), int(found["month"])
    return "", 1, 12


def _count(text: str) -> int:
    return int(text) if text.isascii() else int(numeral(text) or 0)
