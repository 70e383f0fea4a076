"""Parts and multiples in words: 百分之九十五, 三分之二, 七成, 一半, 翻两番."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.reading.article.numerals import NUMERAL, numeral

HUNDRED = Decimal(100)
LOOK_BACK = 24
FOLDS = {"": 1} | {sign: number for number, signs in enumerate(("一1", "两二2", "三3", "四4"), 1) for sign in signs}
NO_TENTHS = "立功果员为本长熟品都套交效就活型份人色田"  # 三成立, 五成员
SHARE_BEFORE = re.compile(r"(?:[占达近超约过有逾到至足比前]|占[^,;。]{1,20}的)$")
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,])|\d{1,30})(?:\.\d{1,20})?"
SPOKEN = rf"[{NUMERAL}]{{1,12}}(?:点[零〇一二三四五六七八九]{{1,6}})?"
PART = (
    rf"百分之(?P<percent>{ARABIC}|{SPOKEN})"
    rf"|千分之(?P<permille>{ARABIC}|{SPOKEN})"
    rf"|(?P<under>[{NUMERAL}]{{1,3}})分之(?P<over>[{NUMERAL}]{{1,3}})"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?P<more_tenths>半|[一二三四五六七八九])?(?![{NUMERAL}{NO_TENTHS}])"
    r"|翻了?(?P<fold>[一两二三四1-4]?)番"
    r"|(?P<half>一半|半数)"
)


@dataclass(frozen=True)
class Part:
    """A part in the unit it is kept in. A third has no exact percent and is rounded."""

    value: Decimal
    unit: str
    is_rounded: bool = False
    is_share: bool = False


def part_of(text: str, match: re.Match[str]) -> Part | None:
    """What a match of PART states; `match` also has a group `after`, the sign behind it."""
    if match["percent"] or match["permille"]:
        value = _spoken(match["percent"] or match["permille"])
        return Part(value, "%" if match["percent"] else "‰") if value is not None else None
    if match["fold"] is not None:
        return Part(Decimal(2 ** FOLDS[match["fold"]]), "倍")
    if match["tenths"] or match["half"]:
        return _tenths(text, match)
    return _fraction(match)


def _spoken(words: str) -> Decimal | None:
    if words.isascii():
        return Decimal(words.replace(",", ""))
    return HUNDRED if words == "百" else numeral(words)


def _tenths(text: str, match: re.Match[str]) -> Part | None:
    """七成 is 70 %, 一半 is 50 %, but only where the words around say that a share is meant."""
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if not match["after"] and not SHARE_BEFORE.search(before):
        return None
    if match["half"]:
        return Part(Decimal(50), "%", is_share=True)
    tenths, more = numeral(match["tenths"]), match["more_tenths"]
    extra = Decimal(5) if more == "半" else numeral(more or "零")
    return Part(tenths * 10 + extra, "%", is_share=True) if tenths is not None and extra is not None else None


def _fraction(match: re.Match[str]) -> Part | None:
    under, over = numeral(match["under"]), numeral(match["over"])
    if not under or not over or over >= under:
        return None
    share = over * HUNDRED / under
    if share == share.to_integral_value():
        return Part(share.quantize(Decimal(1)), "%", is_share=True)
    rounded = share.quantize(Decimal("0.1"))
    return Part(rounded, "%", is_rounded=rounded != share, is_share=True)
