"""One figure as an editor types it: read as sources print it (860余亿元, 超3000家, 96%→98%), and printed back so.

Plain Python, no Django. Unlike `stated`, which searches a sentence, the whole text must be understood: what is left
over is refused with a reason. Whatever `print_figure` writes, `read_figure` reads back as the same figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.reading.normalise import normalise
from indicators.reading.stated import SIGNS_AFTER, SIGNS_BEFORE
from indicators.rules.quantities import Comparator, stated_decimals

MAX_LENGTH = 60
MAX_WHOLE, MAX_DECIMALS = 11, 4  # together the 15 digits that a database keeps exactly
MULTS = {1: "十", 2: "百", 3: "千", 4: "万", 5: "十万", 6: "百万", 7: "千万", 8: "亿"}
MULTS |= {9: "十亿", 10: "百亿", 11: "千亿", 12: "万亿"}
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
LEAST_MULT, MOST_MULT = -6, 12
PERCENT = "%"


class Reason(StrEnum):
    """Why a text is no figure."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_READ = "not-read"
    NUMERALS = "numerals"  # 八百 instead of 800
    COMMAS = "commas"  # 148,92 or 1,23
    RANGE = "range"  # 30-40家
    TWO_SIGNS = "two-signs"  # 约3000余家
    TOO_MANY_DIGITS = "too-many-digits"
    TOO_MANY_DECIMALS = "too-many-decimals"
    TOO_LARGE = "too-large"  # 亿亿
    FALL = "fall"  # 下降3.9% instead of -3.9%
    TIMES_MORE = "times-more"  # 增长2倍 is three times as much


class FigureError(ValueError):
    """A text that is no figure; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class TypedQuantity:
    """`value` keeps the typed decimals and is in units of ten to the power `unit_mult`; `unit_text` may be empty."""

    comparator: Comparator
    value: Decimal
    unit_mult: int = 0
    unit_text: str = ""

    @property
    def is_bare(self) -> bool:
        """A number alone: neither multiplier nor unit was typed."""
        return not self.unit_mult and not self.unit_text


@dataclass(frozen=True)
class TypedFigure:
    """One quantity, or two: `earlier` → `quantity`. `grown` says that it was typed as a growth (增长136.7%)."""

    quantity: TypedQuantity
    earlier: TypedQuantity | None = None
    grown: bool = False


# Every repetition below is bounded, so that no text takes long.
SIGN_WORDS = {word: sign for words, sign in SIGNS_BEFORE.items() for word in words.split("|")}
SIGN_WORDS |= {">=": Comparator.GE, "≥": Comparator.GE, "<=": Comparator.LE, "≤": Comparator.LE}
SIGN_WORDS |= {">": Comparator.GT, "<": Comparator.LT, "≈": Comparator.AP}
AFTER_WORDS = {word: sign for words, sign in SIGNS_AFTER.items() for word in words.split("|")}
BEFORE = "|".join(sorted(map(re.escape, SIGN_WORDS), key=len, reverse=True))
AFTER = "|".join(AFTER_WORDS)
FILLER = "(?:已|可|共计|合计|累计|总计|总共|共|达到|达|为|到){0,2}"  # adds nothing to a figure
NUMBER = r"(?P<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,60})(?:\.[0-9]{1,60})?)"
POWER = r"[×xX*]10(?:\^(?P<power>-?[0-9]{1,2})|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
MULT = rf"(?:{POWER}|(?P<words>(?:[十千万亿]|百(?!分点)){{0,3}}))"
LETTERS = r"[\u3400-\u9fffA-Za-z°℃²³/·$€¥]"
UNIT = rf"(?P<unit>[%‰]|(?![十千万亿余多²³/·]|百(?!分点))(?:(?!{'|'.join(AFTER_WORDS)}){LETTERS}){{1,20}})?"
QUANTITY = re.compile(
    rf"{FILLER}(?P<before>{BEFORE})?了?{FILLER}{NUMBER}(?P<over>[余多]?){MULT}(?P<more>[余多]?){UNIT}(?P<after>{AFTER})?"
)
RISES, FALLS = "增长|增加|提升|提高|上升|扩大|增|升", "下降|减少|降低|下跌|缩小|降|减"
REACHED = re.compile(rf"(?:{RISES}|{FALLS})?了?(?:到|至|为)了?(?!少|多)")  # 提升至98% states the level, not the growth
GROWN = re.compile(rf"(?:同比)?(?:增长率|增幅|{RISES})了?")
FALL = re.compile(rf"(?:同比)?(?:{FALLS})")
ARROW = re.compile(rf"->|=>|→|⟶|⇒|,?{REACHED.pattern}")
RANGE = re.compile(r"[0-9][^0-9]{0,4}[~–—-][0-9]")
COMMA = re.compile(r"[0-9],[0-9]")
NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百]")
SPACES = str.maketrans("\t\r\n\u00a0\u3000", "     ")
SPACE = re.compile(r"(?<![0-9.,]) | (?![0-9.,])")  # 860 亿元 is 860亿元, but 1 846 is unclear
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
WHOLE_WORDS = {"翻番": "2倍", "翻一番": "2倍", "翻两番": "4倍"}


def read_figure(text: str) -> TypedFigure:
    """The figure that `text` states; raises FigureError, and nothing else, for any other text."""
    plain = _plain(text)
    pair = _halves(plain)
    if pair:
        first, second = _shared(_read_quantity(pair[0]), _read_quantity(pair[1]))
        return TypedFigure(second, first)
    return _read_single(plain)


def _read_single(plain: str) -> TypedFigure:
    reached = REACHED.match(plain)
    if reached:
        return TypedFigure(_read_quantity(plain[reached.end() :]))
    if FALL.match(plain):
        raise FigureError(Reason.FALL)
    grown = GROWN.match(plain)
    quantity = _read_quantity(plain[grown.end() :] if grown else plain)
    if grown and quantity.unit_text == "倍":
        raise FigureError(Reason.TIMES_MORE)
    return TypedFigure(quantity, grown=grown is not None)


def _plain(text: str) -> str:
    """Half-width, simplified, without spaces that separate nothing."""
    if len(text) > MAX_LENGTH:
        raise FigureError(Reason.TOO_LONG)
    spaced = text.translate(SPACES).strip(" ")
    if not spaced:
        raise FigureError(Reason.EMPTY)
    if not spaced.isprintable():  # control characters, marks of direction, halves of a surrogate pair
        raise FigureError(Reason.NOT_READ)
    simple = normalise(normalise(spaced))  # 薴 takes two steps
    plain = SPACE.sub("", simple).replace("−", "-").removesuffix("。").removesuffix(",")
    return WHOLE_WORDS.get(plain, plain)


def _halves(plain: str) -> tuple[str, str] | None:
    """The two sides of an arrow that has a digit on either side: 从96%提升到98% as 96% and 98%."""
    for arrow in ARROW.finditer(plain):
        before, after = plain[: arrow.start()], plain[arrow.end() :]
        if _has_digit(before) and _has_digit(after):
            return (before[1:] if before[0] in "从由自" else before), after
    return None


def _has_digit(text: str) -> bool:
    return any("0" <= char <= "9" for char in text)


def _shared(first: TypedQuantity, second: TypedQuantity) -> tuple[TypedQuantity, TypedQuantity]:
    """In 12.65→18.75亿元 the unit holds for both."""
    if first.is_bare:
        first = replace(first, unit_mult=second.unit_mult, unit_text=second.unit_text)
    elif second.is_bare:
        second = replace(second, unit_mult=first.unit_mult, unit_text=first.unit_text)
    return first, second


def _read_quantity(text: str) -> TypedQuantity:
    match = QUANTITY.fullmatch(text)
    if not match:
        raise FigureError(_why_not(text))
    return TypedQuantity(_comparator(match), _value(match["number"]), _mult(match), match["unit"] or "")


def _why_not(text: str) -> Reason:
    if RANGE.search(text):
        return Reason.RANGE
    if COMMA.search(text):
        return Reason.COMMAS
    return Reason.NUMERALS if NUMERAL.search(text) and not _has_digit(text) else Reason.NOT_READ


def _comparator(match: re.Match[str]) -> Comparator:
    """The one sign of the figure; two that say different things are refused."""
    found = {SIGN_WORDS[match["before"]]} if match["before"] else set()
    if match["over"] or match["more"]:
        found.add(Comparator.GT)
    if match["after"]:
        found.add(AFTER_WORDS[match["after"]])
    if len(found) > 1:
        raise FigureError(Reason.TWO_SIGNS)
    return found.pop() if found else Comparator.EQ


def _value(number: str) -> Decimal:
    value = Decimal(number.replace(",", ""))
    if stated_decimals(value) > MAX_DECIMALS:
        raise FigureError(Reason.TOO_MANY_DECIMALS)
    if value.adjusted() >= MAX_WHOLE:
        raise FigureError(Reason.TOO_MANY_DIGITS)
    return value if value else value.copy_abs()


def _mult(match: re.Match[str]) -> int:
    raised = match["power"] or (match["raised"] or "").translate(RAISED)
    mult = int(raised) if raised else sum(POWERS[word] for word in match["words"] or "")
    if not LEAST_MULT <= mult <= MOST_MULT:
        raise FigureError(Reason.TOO_LARGE)
    return mult


def print_figure(figure: TypedFigure) -> str:
    """The figure as a source prints it: 860余亿元, 超3.5万家, 96%→98%."""
    text = print_quantity(figure.quantity)
    if figure.earlier:
        return f"{print_quantity(figure.earlier)}→{text}"
    return f"增长{text}" if figure.grown else text


def print_quantity(quantity: TypedQuantity) -> str:
    before, over, after = _sign_words(quantity)
    mult = MULTS.get(quantity.unit_mult, f"×10^{quantity.unit_mult}") if quantity.unit_mult else ""
    return f"{before}{quantity.value:f}{over}{mult}{quantity.unit_text}{after}"


def _sign_words(quantity: TypedQuantity) -> tuple[str, str, str]:
    """What stands before the number, right after it, and after the unit. 余 follows round numbers only."""
    if quantity.comparator is Comparator.GT and quantity.unit_text != PERCENT and _is_round(quantity.value):
        return "", "余", ""
    return {
        Comparator.EQ: ("", "", ""),
        Comparator.GT: ("超", "", ""),
        Comparator.GE: ("", "", "以上"),
        Comparator.LT: ("不足", "", ""),
        Comparator.LE: ("不超过", "", ""),
        Comparator.AP: ("约", "", ""),
    }[quantity.comparator]


def _is_round(value: Decimal) -> bool:
    return value > 0 and not stated_decimals(value) and value % 10 == 0
