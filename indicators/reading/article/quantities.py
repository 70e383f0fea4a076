"""The numbers of a paragraph with sign, multiplier and unit: 近3.5万家 is about 3.5, ten to the 4, 家.

A number may lack its unit here (0.8、0.6个百分点, 从12.65增长至18.75亿元); `borrowing` shares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from indicators.reading.article import signs
from indicators.reading.article.number import MULT_OF, MULT_WORDS, Number
from indicators.reading.article.numerals import NUMERAL, plain, scaled
from indicators.reading.article.parts import ARABIC, PART, part_of
from indicators.reading.article.units import NO_UNITS, PERCENT, UNIT
from indicators.reading.article.words import words
from indicators.rules.quantities import Comparator

MOST_DIGITS = 15  # what a database keeps exactly
# What a Chinese numeral may count; other counters make words with it (三门峡, 五道口, 四节气).
CHINESE_UNITS = frozenset(words("""
个 家 项 件 条 张 名 位 人 种 类 户 所 座 处 台 套 辆 艘 架 枚 次 场 份 倍 篇 元 亩 吨 公里 人次 户次 批次 家次 大类
平方米 平方公里 公顷 美元 欧元 千瓦 千瓦时 % 百分点 株 头 支 颗 栋 间 床位 年 个月 天 小时 个工作日 工作日
"""))  # fmt: skip
NOT_KILO = "(?![瓦克米伏卡赫焦帕升])"  # 5千瓦 is 5 千瓦, 5千家 is 5千 家
MULT = rf"(?:[十百千]?(?:万亿|万|亿)|千{NOT_KILO}|百(?![分强佳名个]))"
DECIMALS = "(?:点[零〇一二三四五六七八九]{1,6})?"
QUANTITY = re.compile(
    r"(?P<minus>(?<=[\u4e00-\u9fff(])[-−](?=\d)|负(?=\d))?"
    rf"(?:{PART}"
    rf"|(?<![\d.])(?P<arabic>{ARABIC})(?P<some>几)?(?P<more>[余多])?(?P<mult>{MULT})?"
    rf"(?:(?P<second>\d{{1,4}})(?P<second_mult>[万千]{NOT_KILO}))?(?P<more_after>[余多])?"
    rf"|(?P<chinese>(?:[{NUMERAL}]{{1,12}}[万亿]{{0,2}}){{1,3}}{DECIMALS}[万亿]{{0,2}}|[万亿]{{1,2}})"
    r"(?P<chinese_more>[余多])?(?P<chinese_mult>万亿|[万亿])?(?P<chinese_more_after>[余多])?)"
    rf"(?P<unit>{UNIT})?"
    r"(?P<more_last>(?<=[倍年月天时])[余多](?![次年]))?"
    rf"(?P<after>{signs.SIGN_AFTER})?"
)
MORE = ("more", "more_after", "chinese_more", "chinese_more_after", "more_last")
ROUND = re.compile(r"[百千万亿][十百千万亿]*")


def numbers_in(text: str, masks: Sequence[tuple[int, int]], most: int) -> list[Number]:
    """The first `most` numbers outside the masks, in order; those without a unit too."""
    return list(islice(_numbers(text, masks), most))


def _numbers(text: str, masks: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """A match that runs into a mask counts only if the number itself ends before it."""
    mask = place = 0
    while match := QUANTITY.search(text, place):
        start, end = match.span()
        while mask < len(masks) and masks[mask][1] <= start:
            mask += 1
        masked_from, masked_to = masks[mask] if mask < len(masks) else (end, end)
        number = _read(text, match) if masked_from > start else None
        if number and number.end <= masked_from:
            yield number
        place = max(end if masked_from >= end else masked_to, start + 1)


def _read(text: str, match: re.Match[str]) -> Number | None:
    if match["arabic"]:
        return _arabic(text, match)
    if match["chinese"]:
        return _chinese(text, match)
    part = part_of(text, match)
    if part is None:
        return None
    return _number(text, match, part.value, 0, unit=part.unit, is_rounded=part.is_rounded, is_part=part.is_share)


def _arabic(text: str, match: re.Match[str]) -> Number | None:
    digits = match["arabic"].replace(",", "")
    if len(digits.replace(".", "")) > MOST_DIGITS or match["some"]:
        return None
    value, mult = Decimal(digits), MULT_WORDS.get(match["mult"] or "", 0)
    if match["second"]:  # 3亿5000万元
        if mult not in (4, 8):
            return None
        value = plain(value + Decimal(match["second"]).scaleb(MULT_WORDS[match["second_mult"]] - mult))
    return _number(text, match, value, mult)


def _chinese(text: str, match: re.Match[str]) -> Number | None:
    """Only before a counter or unit: 一站式, 三农 and 四川 state no number. 一个 is an article, 二 alone an ordinal."""
    numeral, unit = match["chinese"], match["unit"] or ""
    if PERCENT.get(unit, unit) not in CHINESE_UNITS and not _counts_noun(text, match):
        return None
    if numeral in ("一", "二") and unit != "倍":
        return None
    if ROUND.fullmatch(numeral) and not _is_told_round(text, match):
        return None
    found = scaled(numeral)
    if found is None or not found[0]:
        return None
    mult = found[1] + MULT_WORDS.get(match["chinese_mult"] or "", 0)
    return _number(text, match, found[0], mult) if mult in MULT_OF else None


def _is_told_round(text: str, match: re.Match[str]) -> bool:
    """近千家, 百余家 state a number; 百家, 千亿产业 are names."""
    sign, _start = signs.sign_before(text, match.start(), is_round=True)
    return sign is not None or any(match[name] for name in MORE)


def _counts_noun(text: str, match: re.Match[str]) -> bool:
    """六大行动, 七部门: counted without a counter."""
    if match["unit"]:
        return False
    following = text[match.end() : match.end() + 2]
    return following == "部门" or (following[:1] == "大" and following not in ("大道", "大街"))


def _number(
    text: str,
    match: re.Match[str],
    value: Decimal,
    mult: int,
    *,
    unit: str = "",
    is_rounded: bool = False,
    is_part: bool = False,
) -> Number | None:
    stated = match["unit"] or ""
    if stated in NO_UNITS:
        return None
    is_round = ROUND.fullmatch(match["chinese"] or "") is not None
    sign, start = signs.sign_before(text, match.start(), is_round=is_round)
    comparator, differ = signs.joined(_signs(match, sign, is_rounded=is_rounded))
    return Number(
        start=start,
        end=match.end(),
        digits=match.start(),
        value=-value if match["minus"] else value,
        comparator=comparator,
        mult=mult,
        unit=unit or PERCENT.get(stated, stated),
        is_chinese=match["chinese"] is not None,
        is_negative=match["minus"] is not None,
        is_rounded=is_rounded,
        is_part=is_part,
        signs_differ=differ,
    )


def _signs(match: re.Match[str], before: Comparator | None, *, is_rounded: bool) -> list[Comparator]:
    found = [before] if before else []
    found += [Comparator.GT] if any(match[name] for name in MORE) else []
    found += [signs.AFTER_SIGN[match["after"]]] if match["after"] else []
    return found or ([Comparator.AP] if is_rounded else [])
