"""Chinese numerals as decimals: 三百 is 300, 一点五 is 1.5, 三亿五千万 is 3.5 in 亿.

Own code instead of cn2an, which gives 33 for 三三 (三三制), floats for decimals and 38 microseconds a number.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 4, "亿": 8}
NUMERAL = "零〇一二两三四五六七八九十百千"
MOST_SIGNS = 16


def numeral(text: str) -> Decimal | None:
    """The value of a numeral below ten thousand, or None where the signs are no one number (三五, 百百)."""
    if not text or len(text) > MOST_SIGNS:
        return None
    whole, _point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or "点" not in text:
        return None if value is None else Decimal(value)
    if not decimals or any(char not in DIGITS for char in decimals):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[char]) for char in decimals)}")


def _whole(text: str) -> int | None:
    """Places must fall from left to right and two digits may not follow each other: 三五家 means three to five."""
    total, digit, place = 0, None, 10_000
    for char in text:
        if char in PLACES:
            if PLACES[char] >= place or digit == 0:
                return None
            place = PLACES[char]
            total += (1 if digit is None else digit) * place
            digit = None
        elif char in DIGITS and (digit is None or digit == 0):
            digit = DIGITS[char]
        else:
            return None
    return total + _last(digit, place, text)


def _last(digit: int | None, place: int, text: str) -> int:
    """In 三千五 the last digit is a place below the one before; in 三千零五 it is not."""
    if digit is None:
        return 0
    is_short = place in (100, 1000) and len(text) > 1 and text[-2] in PLACES
    return digit * (place // 10) if is_short else digit


def scaled(text: str) -> tuple[Decimal, int] | None:
    """A numeral and the power of ten of its last 万 or 亿: 一万二 is (1.2, 4), 两千家's 两千 is (2000, 0)."""
    if len(text) > MOST_SIGNS:
        return None
    groups = _split(text)
    value, mult = Decimal(0), None
    for signs, power in groups:
        part = numeral(signs) if signs else (Decimal(1) if len(groups) == 1 else None)
        if part is None or (mult is not None and power >= mult):
            return None
        mult = power if mult is None else mult
        value += part.scaleb(power - mult)
    return None if mult is None else (plain(value), mult)


def plain(value: Decimal) -> Decimal:
    """Without the zeros that scaling has added: 3.5000 is 3.5, 200 stays 200."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _split(text: str) -> list[tuple[str, int]]:
    """三亿五千万 as 三·8, 五千·4; a last digit after a group is one place below it: 一万二 is 一·4, 二·3."""
    groups: list[tuple[str, int]] = []
    signs, power = "", 0
    for char in text:
        if char not in GROUPS:
            if power:
                groups.append((signs, power))
                signs, power = "", 0
            signs += char
        else:
            power += GROUPS[char]
    if power or not groups:
        groups.append((signs, power))
    elif len(signs) == 1 and signs in DIGITS:
        groups.append((signs, groups[-1][1] - 1))
    else:
        groups.append((signs, 0))
    return groups
