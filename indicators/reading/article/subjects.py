"""The words that name what a figure is of: before it (专利授权量达1846件) or after it (17个团体标准)."""

from __future__ import annotations

import re

from indicators.reading.article.kinds import DOWN, UP
from indicators.reading.article.quantities import Number
from indicators.reading.article.reading import FigureKind
from indicators.reading.article.units import COUNTABLE

EDGE = re.compile(r"[,;。:!?()、“”‘’\"\n《》]")
HEAD = re.compile(
    r"^(?:其中|同时|此外|另外|另有|并|且|而|也|又|还|则|即|以及|和|及|与|使|让|由于|随着|通过|据统计|据介绍|据悉|据了解|去年|今年|全年|上半年|下半年"
    r"|目前|现有|现已|现|已|共|累计|全面|先后|分别|同比|环比|比增|各|均|仅|只|约|近|超|达|有|从|由|自|为|对|到|至|在|将|把|组织|开展|共有|拥有|持有|培育|新增|实现|完成|发布|制定"
    r"|参与|主导|建成|建立|建设|获得|荣获|取得|推动|帮助|支持|带动|引导|联动|联合|绘制|聚焦|发挥|解决|提供|服务|检查|抽查|开放|受惠|惠及|出台|减免|落实|免费|推进实施|至今|最新|年均|平均"
    r"|\d{4}年|\d{1,2}月|的|地|了|着|,)+"
)
TAIL = re.compile(
    rf"(?:由|从|自|占|为|是|达到|达|至|到|了|已|共计|共|合计|总计|累计|超过|超出|超|突破|约|近|逾|有|就有|只有|仅有|仅|就|同比|环比|分别|均|各|年均|平均|也|又|再|还|则|计|:|较上年|比上年|较去年|比去年"
    rf"|较|比|首次|全部|稳定|保持|可达|可|将|力争|预计|实现|完成|在|以上|(?:{UP}|{DOWN})(?:率|幅)?|增幅|降幅|增速|第|前|的|,|、|提升|等|了)+$"
)
NOUN_END = re.compile(
    r"获得|获评|荣获|获批|获|参与|通过|入选|开展|实施|解决|提供|出台|建立|完成|实现|达到|成为|列入|纳入|被|进行|建成|投产|发展|增长|提升|问题得|发力|等|以上|左右|,|。|;|、|:|\(|\)|“|”|!|\?"
    r"|和|与|及|在|为|对|已|均|全部|的|占|上|中|落地|签约|启动|投入|竣工|开工|覆盖|生产|检验|质量管理|申报|办理|下降|减少|上升|达|参加|到"
)
MOST = 24
NOT_NOUN = frozenset("的和与及、以左在是有,。;:!?)(”’同比较增降占并且而为已达将超约近等均各其")


def subject_of(text: str, number: Number, kind: FigureKind, floor: int) -> str:
    """The subject phrase, empty where neither side names one. `floor` is where the figure before it ended."""
    after = _after(text, number) if _is_counted(text, number, kind) else ""
    return after or _before(text, number.start, floor)


def _is_counted(text: str, number: Number, kind: FigureKind) -> bool:
    following = text[number.end : number.end + 1]
    if kind not in (FigureKind.LEVEL, FigureKind.TARGET, FigureKind.SHARE, FigureKind.RANK, FigureKind.CHANGE):
        return False
    if not "\u4e00" <= following <= "\u9fff" or following in NOT_NOUN:
        return text[number.end : number.end + 1] == "的" and "\u4e00" <= text[number.end + 1 : number.end + 2] <= "\u9fff"
    return number.is_rank or number.is_guessed or number.unit in COUNTABLE or number.unit == "%"


def _after(text: str, number: Number) -> str:
    start = number.end + (1 if text.startswith("的", number.end) else 0)
    words = text[start : start + MOST]
    match = NOUN_END.search(words, 1)
    return words[: match.start()] if match else words


def _before(text: str, start: int, floor: int) -> str:
    words = text[max(floor, start - 60) : start]
    stripped = TAIL.sub("", words.rstrip(",、:"))
    edge = None
    for edge in EDGE.finditer(stripped):
        pass
    phrase = stripped[edge.end() :] if edge else stripped
    phrase = HEAD.sub("", phrase)
    return phrase[-MOST:] if len(phrase) > 1 else ""
