"""Series as the two seed articles state them, in either language of the interface."""

from __future__ import annotations

from decimal import Decimal

from indicators.rules.periods import Period, stage, year
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import Accumulation, Point, Polarity, Role, Series, SourceLine, Status, Unit, ValueKind

CERAMICS = "质量赋能传统产业 让千年陶瓷焕发新生机"
FURNITURE = "樟树市金属家具产业质量提升项目介绍"

CNY = Unit("cny", "元", ValueKind.MONEY, 8)
CNY_EN = Unit("cny", "CNY", ValueKind.MONEY, 9)
FIRMS = Unit("enterprise", "家", ValueKind.COUNT)
ITEMS = Unit("item", "项", ValueKind.COUNT)
PIECES = Unit("piece", "件", ValueKind.COUNT)
PERCENT = Unit("percent", "%", ValueKind.PERCENT)
UNDATED = stage(0, "未注明时间")


def point(
    value: str,
    period: Period = UNDATED,
    *,
    mult: int = 0,
    sign: Comparator = Comparator.EQ,
    status: Status = Status.REPORTED,
    role: Role = Role.ACTUAL,
    source: tuple[str, int] = (FURNITURE, 9),
) -> Point:
    return Point(Quantity(Decimal(value), sign, mult), period, status, role, (SourceLine(source[0], source[1], value),))


def count(code: str, name: str, value: str, unit: Unit = PIECES, topic: str = "brand", **more: object) -> Series:
    return Series(code, name, unit, (point(value, **more),), topic=topic, accumulation=Accumulation.STOCK)  # type: ignore[arg-type]


def yearly(
    values: dict[int, str], *, breakdown: str = "", unit: Unit = FIRMS, mult: int = 0, code: str = "firms"
) -> Series:
    points = tuple(point(value, year(at), mult=mult) for at, value in values.items())
    return Series(code, "企业数", unit, points, breakdown=breakdown, topic="scale", accumulation=Accumulation.STOCK)


def _export(code: str, name: str, unit: Unit, breakdown: str, first: str, last: str, mult: int) -> Series:
    source = (CERAMICS, 11)
    points = (point(first, year(2012), mult=mult, source=source), point(last, year(2023), mult=mult, source=source))
    return Series(
        code, name, unit, points, breakdown, "scale", Polarity.HIGHER, Accumulation.FLOW, "福建日用陶瓷质量与出口"
    )


def fujian(unit: Unit = CNY) -> list[Series]:
    return [
        _export("export-value", "年出口额", unit, "对欧", "12.65", "18.75", 8),
        _export("export-value", "年出口额", unit, "全球", "44.45", "110.45", 8),
        _export("export-firms", "出口企业数", FIRMS, "对欧", "651", "1004", 0),
        _export("export-firms", "出口企业数", FIRMS, "全球", "1127", "2448", 0),
    ]


def pass_rate(polarity: Polarity = Polarity.HIGHER) -> Series:
    source = (CERAMICS, 16)
    points = (point("96", stage(0, "提升前"), source=source), point("98", stage(1, "提升后"), source=source))
    return Series("pass-rate", "陶瓷产品合格率", PERCENT, points, topic="inspection", polarity=polarity)


def jingdezhen() -> list[Series]:
    revenue = point("860", mult=8, sign=Comparator.GT, source=(CERAMICS, 16))
    live = point("80", mult=8, sign=Comparator.GT, source=(CERAMICS, 16))
    return [
        pass_rate(),
        Series("ceramics-revenue", "陶瓷产业营收", CNY, (revenue,), topic="scale"),
        Series("live-sales", "直播电商销售额", CNY, (live,), topic="scale"),
    ]


def zhangshu() -> list[Series]:
    source = (FURNITURE, 8)
    revenue = (point("148.92", year(2017), mult=8, source=source), point("352.6", year(2021), mult=8, source=source))
    return [
        Series("main-business-revenue", "主营业务收入", CNY, revenue, topic="scale", accumulation=Accumulation.FLOW),
        count("china-name-brands", "中国名牌产品", "1"),
        count("well-known-marks", "中国驰名商标", "5"),
        count("famous-marks", "江西省著名商标", "17"),
        count("name-brands", "有效江西名牌产品", "106"),
        count("national-standards", "国家标准", "11", ITEMS, "standards"),
        count("other-standards", "行业、地方和团体标准", "19", ITEMS, "standards"),
        count("front-runners", "企业标准“领跑者”", "2", ITEMS, "standards"),
        count("services", "检验检测服务项目", "200", ITEMS, "inspection", sign=Comparator.GE, status=Status.PLANNED),
    ]


def awards() -> list[Series]:
    return [
        count("city-awards", "宜春市政府质量奖", "5", FIRMS, "awards"),
        count("nominations", "江西省井冈质量奖提名", "1", FIRMS, "awards", status=Status.PROVISIONAL),
        count("planned-awards", "检验检测服务项目", "3", FIRMS, "awards", sign=Comparator.GE, status=Status.PLANNED),
        count("awarded", "一揽子质量解决方案服务企业数", "7", FIRMS, "awards", sign=Comparator.GT),
    ]


def guangdong() -> list[Series]:
    return [
        count("helped", "受帮扶链上企业数", "3.5", FIRMS, "quality", mult=4),
        count("served", "一揽子质量解决方案服务企业数", "3000", FIRMS, "quality", sign=Comparator.GT),
        count("bodies", "专业技术机构数", "129", FIRMS, "quality"),
        count("problems", "解决质量瓶颈问题数", "5.8", Unit("problem", "个", ValueKind.COUNT, 4), "quality", mult=4),
    ]


def long_line() -> Series:
    return yearly({2015: "120", 2016: "134", 2017: "131", 2018: "150", 2020: "190", 2021: "214"})
