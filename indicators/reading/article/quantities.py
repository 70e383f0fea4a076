"""The numbers of a paragraph with sign, multiplier and unit: 近3.5万家 is about 3.5, ten to the 4, 家.

A number may lack its unit here (0.8、0.6个百分点, 从12.65增长至18.75亿元); `joins` shares it or drops the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from indicators.reading.article import signs
from indicators.reading.article.numerals import NUMERAL, numeral, plain, scaled
from indicators.reading.article.units import (
    BARE_NOUN,
    COUNTABLE,
    MEASURES,
    MONEY_UNITS,
    NO_UNITS,
    PERCENT,
    TIME_UNITS,
    UNIT,
    pattern,
)
from indicators.rules.quantities import Comparator

MULT_WORDS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
}
MULT_WORDS |= {"万亿": 12}
MULT_OF = {power: word for word, power in MULT_WORDS.items()} | {0: ""}
MOST_DIGITS = 15  # what a database keeps exactly
CHINESE_UNITS = frozenset(
    "个 家 项 件 条 张 名 位 人 种 类 户 所 座 处 台 套 辆 艘 架 枚 次 场 份 倍 篇 元 亩 吨 公里 人次 户次 批次 家次 大类 平方米 平方公里 公顷"
    " 美元 欧元 千瓦 千瓦时 % 百分点 株 头 支 颗 栋 间 床位 年 个月 天 小时 个工作日 工作日".split()
)
VAGUE = {Comparator.GT, Comparator.GE, Comparator.AP, Comparator.LT, Comparator.LE}

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,])|\d{1,30})(?:\.\d{1,20})?"
MULT = rf"(?:[十百千]?(?:万亿|万|亿)|千(?![瓦克米伏卡赫焦帕升])|百(?![分强佳名个]))"
CHINESE = rf"[{NUMERAL}]{{1,12}}(?:点[零〇一二三四五六七八九]{{1,6}})?"
QUANTITY = re.compile(
    rf"(?P<minus>(?<=[\u4e00-\u9fff(])[-−](?=\d)|负(?=\d))?"
    rf"(?:百分之(?P<percent>{ARABIC}|{CHINESE}|百)"
    rf"|千分之(?P<permille>{ARABIC}|{CHINESE})"
    rf"|(?P<under>[{NUMERAL}]{{1,3}})分之(?P<over>[{NUMERAL}]{{1,3}})"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九])?(?![{NUMERAL}立功果员为本长熟品都套交效就活型份人色田就])"
    r"|翻(?:了)?(?P<fold>[一两二三四]?)番"
    r"|(?P<half_of>一半|半数|过半(?!数))"
    rf"|(?<![\d.])(?P<arabic>{ARABIC})(?P<more>[余多几])?(?P<mult>{MULT})?"
    rf"(?:(?P<second>\d{{1,4}})(?P<second_mult>[万千](?![瓦克米伏卡赫焦帕升])))?(?P<more2>[余多])?"
    rf"|(?P<chinese>(?:[{NUMERAL}]{{1,12}}[万亿]{{0,2}}){{1,3}}(?:点[零〇一二三四五六七八九]{{1,6}}[万亿]{{0,2}})?|[万亿]{{1,2}})(?P<more3>[余多])?(?P<mult3>万亿|[万亿])?(?P<more4>[余多])?)"
    rf"(?P<unit>{UNIT})?"
    rf"(?P<more5>(?<=[倍年月天时])[余多](?![次年]))?"
    rf"(?P<after>{signs.SIGN_AFTER})?"
)
CHINESE_BARE = re.compile(r"[十百千万亿]+")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Number:
    """One number. `start` and `end` enclose it with its signs and unit, `digits` is where the number itself begins.

    `unit` is without multiplier; `high` is the upper end of a range; `is_guessed` says that the text has no counter.
    """

    start: int
    end: int
    digits: int
    value: Decimal
    comparator: Comparator
    mult: int = 0
    unit: str = ""
    high: Decimal | None = None
    is_chinese: bool = False
    is_guessed: bool = False
    signs_differ: bool = False
    is_rounded: bool = False
    is_negative: bool = False
    is_rank: bool = False
    is_index: bool = False
    is_round_word: bool = False  # 千亿, 百万: a multiplier without a digit
    is_part: bool = False  # 七成, 三分之一, 一半: a part of a whole by their own words

    @property
    def unit_as_stated(self) -> str:
        return MULT_OF[self.mult] + self.unit

    @property
    def is_bare(self) -> bool:
        return not self.unit


def numbers_in(text: str, masks: Sequence[tuple[int, int]], most: int) -> list[Number]:
    """The first `most` numbers outside the masks, in order; those without a unit too, for `joins` to judge."""
    return list(islice(_numbers(text, masks), most))


def _numbers(text: str, masks: Sequence[tuple[int, int]]) -> Iterator[Number]:
    mask = 0
    place = 0
    while match := QUANTITY.search(text, place):
        start, end = match.span()
        while mask < len(masks) and masks[mask][1] <= start:
            mask += 1
        if mask < len(masks) and masks[mask][0] < end:
            place = max(masks[mask][1], start + 1)
            if masks[mask][0] > start and (number := _read(text, match)) and number.end <= masks[mask][0]:
                yield number
            continue
        number = _read(text, match)
        if number:
            yield number
        place = max(end, start + 1)


def _read(text: str, match: re.Match[str]) -> Number | None:
    if match["arabic"]:
        return _arabic(text, match)
    if match["chinese"]:
        return _chinese(text, match)
    return _part(text, match)


def _arabic(text: str, match: re.Match[str]) -> Number | None:
    digits = match["arabic"].replace(",", "")
    if len(digits.replace(".", "")) > MOST_DIGITS:
        return None
    value, mult = Decimal(digits), MULT_WORDS.get(match["mult"] or "", 0)
    if match["second"]:
        if mult not in (4, 8):
            return None
        value = plain(value + Decimal(match["second"]).scaleb(MULT_WORDS[match["second_mult"]] - mult))
    more = match["more"] or match["more2"] or match["more5"]
    if match["more"] == "几":
        return None
    return _number(text, match, value, mult, is_more=bool(more))


def _chinese(text: str, match: re.Match[str]) -> Number | None:
    """Only before a counter or unit: 一站式, 三农 and 四川 state no number. 一个 is an article, 二 alone an ordinal."""
    signs_text = match["chinese"]
    unit = match["unit"] or ""
    if PERCENT.get(unit, unit) not in CHINESE_UNITS and not _counts_noun(text, match):
        return None
    is_bare = CHINESE_BARE.fullmatch(signs_text) is not None and signs_text != "十"
    is_more = bool(match["more3"] or match["more4"] or match["more5"])
    sign, _start = signs.sign_before(text, match.start("chinese"), is_bare=is_bare)
    if signs_text in ("一", "二") and unit != "倍":
        return None
    if is_bare and sign is None and not is_more:
        return None
    found = scaled(signs_text)
    if found is None or not found[0]:
        return None
    value, mult = found
    mult += MULT_WORDS.get(match["mult3"] or "", 0)
    if mult not in MULT_OF:
        return None
    return _number(text, match, value, mult, is_more=is_more, is_chinese=True)


def _counts_noun(text: str, match: re.Match[str]) -> bool:
    """六大行动, 七部门: counted without a counter."""
    return not match["unit"] and text[match.end() : match.end() + 2] == "部门" or _is_big(text, match)


def _is_big(text: str, match: re.Match[str]) -> bool:
    return (
        not match["unit"]
        and text[match.end() : match.end() + 1] == "大"
        and not text.startswith(("大道", "大街"), match.end())
    )


def _part(text: str, match: re.Match[str]) -> Number | None:
    """Fractions, tenths and doublings. A third has no exact percent: it is about 33.3."""
    if match["percent"] or match["permille"]:
        words = match["percent"] or match["permille"]
        value = Decimal(words.replace(",", "")) if words[0].isdigit() and words.isascii() else _spoken(words)
        return None if value is None else _number(text, match, value, 0, unit="%" if match["percent"] else "‰")
    if match["fold"] is not None:
        times = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}[match["fold"]]
        return _number(text, match, Decimal(2**times), 0, unit="倍")
    if match["tenths"]:
        return _tenths(text, match)
    if match["half_of"]:
        return _half(text, match)
    under, over = numeral(match["under"]), numeral(match["over"])
    if not under or not over or over >= under:
        return None
    share = over * HUNDRED / under
    rounded = share.quantize(Decimal("0.1"))
    is_exact = rounded == share
    value = Decimal(int(share)) if share == int(share) else rounded
    return _number(text, match, value, 0, unit="%", is_rounded=not is_exact, is_part=True)


def _spoken(words: str) -> Decimal | None:
    return HUNDRED if words == "百" else numeral(words)


def _tenths(text: str, match: re.Match[str]) -> Number | None:
    """七成 is 70 %, but only where the words around it say that a share is meant."""
    value = numeral(match["tenths"])
    before = text[max(0, match.start() - 4) : match.start()]
    is_share = match["after"] or re.search(r"[占达近超约过有逾到至足比前]$", before)
    if value is None or not is_share:
        return None
    extra = (
        {"半": Decimal(5), None: Decimal(0)}.get(match["half"])
        if match["half"] in ("半", None)
        else numeral(match["half"])
    )
    return _number(text, match, value * 10 + (extra or 0), 0, unit="%", is_part=True)


def _half(text: str, match: re.Match[str]) -> Number | None:
    before = text[max(0, match.start() - 4) : match.start()]
    if match["half_of"] == "过半":
        return None
    if not (match["after"] or re.search(r"[占近超约过]$", before)):
        return None
    return _number(text, match, Decimal(50), 0, unit="%", is_part=True)


def _number(
    text: str,
    match: re.Match[str],
    value: Decimal,
    mult: int,
    *,
    unit: str = "",
    is_more: bool = False,
    is_chinese: bool = False,
    is_rounded: bool = False,
    is_part: bool = False,
) -> Number | None:
    stated_unit = unit or _unit(match)
    if stated_unit is None:
        return None
    is_bare = CHINESE_BARE.fullmatch(match["chinese"] or "") is not None
    number_start = match.start()
    sign, start = signs.sign_before(text, number_start, is_bare=is_bare)
    found = [sign] if sign else []
    found += [Comparator.GT] if is_more else []
    found += [signs.AFTER_SIGN[match["after"]]] if match["after"] else []
    found += [Comparator.AP] if is_rounded and not found else []
    comparator, differ = signs.joined(found)
    return Number(
        start=start,
        end=match.end(),
        digits=number_start,
        value=-value if match["minus"] else value,
        comparator=comparator,
        mult=mult,
        unit=stated_unit,
        is_chinese=is_chinese,
        signs_differ=differ,
        is_rounded=is_rounded,
        is_negative=bool(match["minus"]),
        is_part=is_part,
        is_round_word=is_bare,
    )


def _unit(match: re.Match[str]) -> str | None:
    unit = match["unit"] or ""
    return None if unit in NO_UNITS else PERCENT.get(unit, unit)
