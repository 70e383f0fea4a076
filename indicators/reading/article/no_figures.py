"""Spans of a paragraph whose numbers state nothing: titles, document and standard numbers, plan names, headings.

One group of patterns per class, each with its reason; every repetition is bounded, so that no text takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.reading.article.numerals import numeral
from indicators.reading.article.units import COUNTERS, HAN_MEASURES, LATIN_MEASURES, MONEY, PERCENT, guarded
from indicators.reading.article.words import either, words

N = "一二两三四五六七八九十百"
OPEN, CLOSE = "[“\"‘'「『]", "[”\"’'」』]"
AMOUNT = rf"(?:[万亿%‰]|{guarded([*PERCENT, *MONEY, *COUNTERS, *HAN_MEASURES])})"
STANDARDS = either("""
GB GBZ GJB ISO IEC IATF AS DB DIN EN ASTM ANSI JIS KS BS UL TS TB HG YY YB JB QB SB NY SN LY JC JG JJF JJG QC HJ SL
DL CJ CNAS CNS ITU IEEE OHSAS HACCP FSSC SA T Q
""")
NUMBERED = either("""
电话 热线 传真 邮编 邮政编码 手机 微信 QQ 账号 帐号 编号 证号 备案号 代码 案号 门牌 车牌 条码 文号 批号 联系方式
""")
GRADES = either("""
强 佳 优 级 星级 版 号 路 岁 届 维 代 式 年级 号线 楼 室 股 周岁 期工程 期项目 期建设 年期
""")
# Set words and names that hold a numeral and a counter.
IDIOMS = words("""
三个代表 四个意识 四个自信 四个全面 两个维护 两个确立 两个毫不动摇 四个最严 五个一 两个一百年 三会一课 四个伟大
三个务必 两个先行 两个结合 八项规定 四风 五位一体 六个一 十个一 三个一 四个一 两个市场 两种资源 三张清单 三重一大
三大战役 三大攻坚战 一个中心 两个基本点 四个现代化 五台山 三门峡 五家渠 七台河 三台县 五台县 四个革命 三件套 四件套
一家人 四大名 四大天王 三大件 八大处 五大连池 五大洲 四大洋 七大洲 三大运营商 四大名著 十大元帅 三位数 两位数 个位数
五位数 六位数 三人行 千方百计 三番五次 三次产业 二次产业 四个坚持 九大行星 三种人 两个文明 千家万户 千万工程
百家讲坛
""")
ITEM = rf"(?:\d{{1,2}}|[{N}])[个大支项张条类套本批库][\u4e00-\u9fff]{{1,8}}"
IDEA = either("思路 模式 体系 机制 格局 布局 架构 框架 工程 路径 举措 策略 做法 方针 理念")
PATTERNS = {
    # 《…三年行动方案(2023—2025年)》: a title names, it does not report.
    "title": [r"《[^《》\n]{1,100}》"],
    # 樟府办发〔2019〕55号, 2023年第5号公告, 第123号令
    "document number": [
        r"[〔\[(【]\s?(?:19|20)\d\d\s?[〕\])】]\s?第?\d{1,6}号",
        r"\d{4}年第\d{1,4}号|(?:第|No\.?)\s?\d{1,8}号?(?:令|公告)?",
    ],
    # GB/T 19001-2016, ISO9001, KS G 2020-2017, DB36/T 1234—2020, T/JXAS 001-2023
    "standard": [
        rf"(?<![A-Za-z])(?:{STANDARDS})(?:[ /][A-Z]{{1,6}}){{0,3}}[ -]?\d[\d.]{{0,9}}"
        r"(?:[-—–:]{1,2}\d{1,5}){0,3}(?!\d)"
    ],
    # PM2.5, C919, COVID-19: letters before digits are a name, unless an amount follows (APP5万个)
    "model": [
        r"(?<![A-Za-z])[A-Za-z]{1,20}[-.]?\d{1,10}(?:\.\d{1,6})?(?:[-/][A-Za-z0-9]{1,10}){0,3}"
        rf"(?![\d.])(?!{AMOUNT})"
    ],
    # 5G, 4A级, 3D, 24V; those with a unit's letters are kept below
    "digits before letters": [r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?:[A-Z]{1,3}(?:[+级])?|[a-z]{1,2}\d?)(?![A-Za-z0-9])"],
    # 4+5, “1+3+N”, 7×24, “1个平台+5个中心”
    "sum in a name": [
        rf"(?:[\dNnXx{N}]{{1,4}}[+×*]){{1,6}}[\dNnXx{N}]{{1,4}}",
        r"[“‘]\d个[^“”‘’,。]{1,8}(?:\+\d个?[^“”‘’,。]{0,8}){1,4}[”’]",
    ],
    # “1269”行动计划, “一二三”, “四个最严”; a quoted sentence with a figure is longer or has a unit
    "name in quotes": [
        rf"{OPEN}[\dA-Za-z{N}千万零〇+\-·./]{{1,12}}[\u4e00-\u9fff]{{0,2}}{CLOSE}(?!以上)",
        rf"{OPEN}[{N}][个化同品新链严包改通零不进先专真保有][\u4e00-\u9fff]{{0,6}}{CLOSE}",
        # “1个中心、2个平台、4支队伍”的思路: every item of it is a name
        rf"{OPEN}{ITEM}(?:[、,]{ITEM}){{1,6}}{CLOSE}(?=[\u4e00-\u9fff]{{0,6}}{IDEA})",
    ],
    # 全国31个省(区、市): all there are, so that nothing is counted
    "whole country": [r"(?<![\d.])31个?省"],
    # telephone and postal numbers, accounts, web addresses
    "contact": [
        rf"(?:{NUMBERED})[^\d\n,。;]{{0,8}}[\d\-() 、]{{3,40}}",
        r"(?<!\d)(?:\(?0\d{2,3}\)?[- ]?\d{7,8}|1[3-9]\d{9}|\d{3,4}-\d{3,4}-\d{4}|400-?\d{3}-?\d{4})(?!\d)",
        r"(?<!\d)\d{3,6}(?=[^\d,。;]{0,6}(?:热线|专线|平台|电话))",
        r"(?:https?://|www\.)[^\s\u4e00-\u9fff]{1,300}|@[\w-]{1,60}\.[\w.]{1,40}",
    ],
    # 1. 2、 (3) (一) ①: the number of a heading or item
    "heading": [
        r"(?:^|(?<=[。;:!?\n]))\s{0,4}(?:[(（]?\d{1,2}[)）]|\d{1,2}(?:、|\.(?!\d))"
        rf"|\d{{1,2}}(?:\.\d{{1,2}}){{2,3}}(?=[\u4e00-\u9fff])|[(（]?[{N}]{{1,3}}[)）、.])",
        rf"[(（](?:\d{{1,2}}|[{N}]{{1,3}})[)）]",
    ],
    # 第三届, 第一批, 第5页, 第二: ordinals; ranks are read before this
    "ordinal": [rf"第[\d{N}千零]{{1,6}}"],
    # 500强, 3A级, 五星级, 2.0版, 90后, 3号线, 60岁: grades, editions, generations, ages
    "grade": [
        rf"(?<![\d.])(?:\d{{1,5}}(?:\.\d{{1,2}})?|[{N}]{{1,4}})(?:{GRADES}|后(?=[\u4e00-\u9fff]))",
        r"(?:工业|版本|V|v)\d\.\d(?!\d|[%‰万亿]|个?百分点)",
    ],
    # 20:42, 3:2, 6·18, 9时30分, 7×24小时
    "clock or score": [
        r"(?<!\d)\d{1,3}(?::\d{1,3}){1,2}(?!\d)|(?<![\d.])\d{1,2}[·•]\d{1,2}(?!\d)",
        r"(?<![\d.])\d{1,2}(?:时|点)(?:\d{1,2}分|整|半|许)?(?=[^\u4e00-\u9fff]|至|[\u4e00-\u9fff]{2})|\d{1,2}时\d{1,2}分",
        r"(?<![\d.])360度|(?:24|二十四)小时|(?:365|三百六十五)天",
    ],
    # 每10万人, 每百户: what a ratio is given per
    "per": [
        rf"每隔?(?:\d{{1,6}}|[{N}千]{{1,3}})?[万亿]?(?:[{N}千万亿]|人|户|个|家|件|亩|名|台|天|月|周|吨)?(?=[\u4e00-\u9fff])"
    ],
    "serial number": [r"(?<![\d.])\d{16,}(?:\.\d+)?"],
    "page": [r"^\s{0,8}[-—]{1,2} ?\d{1,4} ?[-—]{1,2}\s{0,8}$|^\s{0,8}\d{1,4}\s{0,8}$|共\d{1,4}页"],
    "idiom": [either(IDIOMS)],
}
MASKS = [re.compile(pattern, re.MULTILINE) for patterns in PATTERNS.values() for pattern in patterns]
LETTER_UNITS = re.compile(rf"\d(?:{guarded(LATIN_MEASURES)})$")
# 一是搭建一个平台, 二是实施两个试点: the number repeats the heading's and counts nothing
SLOGAN = re.compile(
    rf"(?:^|(?<=[。;:\n]))(?P<n>[{N}]{{1,2}})是[\u4e00-\u9fff]{{1,6}}(?P<m>[{N}]{{1,2}}|\d{{1,2}})[个套类项支条张]"
)
# “强标准、优检测、创品牌”三个方面: the number is that of the names before it
NAMED = re.compile(rf"{OPEN}(?P<names>[^“”‘’\n]{{3,60}}){CLOSE}(?P<m>[{N}]|\d)[个大项条]")
SAME = {"两": "二"} | dict(zip("123456789", "一二三四五六七八九", strict=True))


def masked(text: str) -> list[tuple[int, int]]:
    """The spans, in order, merged where they overlap."""
    spans = [match.span() for mask in MASKS for match in mask.finditer(text) if not LETTER_UNITS.search(match[0])]
    slogans = (match for match in SLOGAN.finditer(text) if SAME.get(match["m"], match["m"]) == match["n"])
    named = (match for match in NAMED.finditer(text) if numeral(match["m"]) == len(re.split("[、,]", match["names"])))
    return merged([*spans, *(match.span("m") for match in [*slogans, *named])])


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, none overlapping the next."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
