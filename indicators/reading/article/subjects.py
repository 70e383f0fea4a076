"""The words that name what a figure is of: before it (专利授权量达1846件) or after it (17个团体标准).

No dictionary of nouns: the phrase is what lies between the clause's edge and the figure, without the adverbs, times and
verbs that may begin or end it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.reading.article.figures import Figure
from indicators.reading.article.kinds import DOWN, UP
from indicators.reading.article.reading import FigureKind
from indicators.reading.article.units import COUNTABLE
from indicators.reading.article.words import either, words

EDGE = re.compile(r"[,;。:!?()\n《》|]")
TIME = (
    r"(?:截至|截止)?(?:\d{4}年度?(?:\d{1,2}月)?(?:底|末|初|以来)?|\d{1,2}月[份底末]?"
    rf"|{either('今年 今年以来 去年 上年 全年 年末 目前 上半年 前三季度')})"
)
FIRST = either("""
其中 同时 此外 另外 另有 并 并且 而 而且 但 但是 虽然 也 又 还 则 即 以及 及 使 让 由于 随着 通过 据统计 据介绍 据悉
据了解 至今 现有 现已 已 共有 共计 累计 先后 分别 同比 环比 比增 仅 只 由 至 将 把 开展 拥有 持有 培育 培育出 实现
制定 主导或参与 主导 牵头 建成 建立 获得 荣获 取得 推动 帮助 支持 带动 引导 联动 联合 绘制 聚焦 发挥 解决 提供 受惠
惠及 出台 落实 推进实施 预计 力争 争取 确保 形成 含 包括 包含 远销 辖区 辖区内 当月 比上年 比上年末 较上年 较上年末
推荐 、 的 了
""")
# Signs that begin a clause, unless they begin one of these nouns: 有效, 地方, 自营, 从业, 对外.
FIRST_SIGNS = words("""
和:谐 与:会 现:代/场/金/行/存/状 共:享/同/建/性/用 各:类/项/级/地/种/界/行 均:价/衡 约:谈/定 近:海/岸/郊/视
超:市/高/级/声/低/大/导 达:标/产 有:效/色/机/限/关/轨/源/偿/线/害/毒 从:业/事 自:营/主/贸/然/动/有/建/产/来/治 为:民
对:外/口/标/接/华/欧/美/俄/日/韩/台/港/共/东 到:账/位/期/岗/货/访 在:建/校/职/岗/册/营/产/研/训/线/库/编 着:色
地:方/理/区/标/市/级/表/均/铁/块/下/面/税/热 全面:质量 组织:奖/机构/数 完成:率/额 发布:会 参与:度/率
""")
SIGNS_OR_NOUNS = "|".join(
    f"{sign}(?!{either(nouns.split('/'))})" for sign, nouns in (pair.split(":") for pair in FIRST_SIGNS)
)
HEAD = re.compile(rf"(?:{TIME}|{FIRST}|{SIGNS_OR_NOUNS}|[一二两三四五六七八九十\d]{{1,2}}年[间来内])+")
LAST = either("""
由 从 自 占 占地 为 是 达到 达 高达 多达 至 到 了 已 已经 共计 共 合计 总计 累计 超过 超出 超 突破 约 近 逾 有 就有
只有 仅有 仅 就 同比 环比 分别 均 各 年均 平均 也 又 再 还 则 计 : 首次 全部 稳定 稳定在 保持 保持在 控制在 可达 可
将 力争 预计 实现 完成 在 以上 大关 稳步 的 , 、 等 “ 连续
""")
TAIL = re.compile(
    rf"(?:{TIME}|{LAST}|[较比](?:上年末?|去年)?同?期?|高于[^,]{{0,12}}|低于[^,]{{0,12}}|(?:{UP}|{DOWN})[率幅]?)+$"
)
STOPS = either("""
获得 获评 荣获 获批 获 参与 通过 入选 开展 实施 解决 提供 出台 建立 完成 实现 达到 成为 列入 纳入 被 进行 建成 投产
发力 以上 左右 以及 全面 全部 免费 均 已 为 对 在 占 和 与
""")
CUT = re.compile(
    rf"{STOPS}|(?:增长|提升|发展|下降|减少|上升|覆盖|落地|签约|启动|开工|竣工|投入)(?=[了至到为]|$)"
    r"|等(?!级)|及(?!格)|\d|[^\u4e00-\u9fffA-Za-z0-9·‘’]"
)
VERB = re.compile(either("""
深入 开展 参加 参与 获 入选 通过 提高 增长 下降 实现 完成 列入 办理 以上 左右 以内 以下 建成 达到 正在 已 被 进入
落户 签约 投产 开工 用于 支持 先后 全部 共 来自
"""))  # fmt: skip
OF_ANOTHER = re.compile(
    rf"比(?!例|重|率|值)|{either('占 约占 较 是 居 高于 低于 高出 位居 位列 排名 同期 相当于 累计 合计 总计 达')}"
)
NO_NOUN = frozenset("的和与及、以左在是有,。;:!?)(”’同比较增降占并且而为已达将超约近等均各其中由从")
COUNTED_KINDS = (FigureKind.LEVEL, FigureKind.TARGET, FigureKind.SHARE, FigureKind.RANK)
RESPECTIVELY = re.compile(r"分别|依次|各")
ROW = re.compile(r"、|和(?!谐)|与|及")
ROW_END = re.compile(r"等(?!级)|分别|依次|三|四|五|六|两|的")
DIGIT = re.compile(r"\d")
LOOK_BACK, LIST_LOOK_BACK = 60, 90
MOST = 24


def subject_of(text: str, figure: Figure, kind: FigureKind, floor: int) -> str:
    """The subject phrase, empty where neither side names one. `floor` is where the figure before it ended."""
    after = text[figure.end : after_end(text, figure, kind)]
    return after.removeprefix("的").removeprefix("大").strip("“”‘’") or _before(text, figure.start, floor)


def after_end(text: str, figure: Figure, kind: FigureKind) -> int:
    """Where the noun that the figure counts ends; the figure's own end where it counts none."""
    end = figure.end
    start = end + (1 if text.startswith("的", end) else 0)
    if kind not in COUNTED_KINDS or figure.size - figure.place > 1 or not _is_counted(text, figure, start):
        return end
    cut = CUT.search(text, start + 1, min(len(text), start + MOST))
    return cut.start() if cut else min(len(text), start + MOST)


def _is_counted(text: str, figure: Figure, start: int) -> bool:
    following = text[start : start + 1]
    if not ("\u4e00" <= following <= "\u9fff") or following in NO_NOUN or VERB.match(text, start):
        return False
    number = figure.last
    return number.is_rank or number.is_guessed or number.unit in COUNTABLE or number.unit == "%" or start > figure.end


def _before(text: str, start: int, floor: int) -> str:
    stripped = TAIL.sub("", text[max(floor, start - LOOK_BACK) : start])
    begin = max((edge.end() for edge in EDGE.finditer(stripped)), default=0)
    head = HEAD.match(stripped, begin)
    phrase = stripped[head.end() if head else begin :].strip("、")
    if len(phrase) < 2 or OF_ANOTHER.match(phrase):
        return ""
    return _paired(phrase[-MOST:])


def _paired(phrase: str) -> str:
    """Without a quotation mark whose partner lies outside."""
    return phrase if phrase.count("“") == phrase.count("”") else phrase.strip("“”")


def subjects_of_list(text: str, figure: Figure, before: Sequence[str], sentence: int) -> list[str]:
    """What the figures of a list are of, one each: names in a row, or the figures before it (批次、货值…分别增长).

    `before` are the subjects of the sentence's earlier figures. Empty where neither has as many as the list.
    """
    lead = text[max(sentence, figure.start - LIST_LOOK_BACK) : figure.start]
    if figure.size < 2 or not RESPECTIVELY.search(lead):
        return []
    subjects = list(before[-figure.size :])
    return _in_a_row(lead, figure.size) or (subjects if len(subjects) == figure.size else [])


def _in_a_row(lead: str, size: int) -> list[str]:
    """珠三角、长三角、京津冀、川渝等重点区域…分别: four names for four figures."""
    for clause in reversed(EDGE.split(lead)):
        names = ROW.split(clause)
        if len(names) == size:
            names = [HEAD.sub("", names[0], count=1), *names[1:-1], ROW_END.split(names[-1], maxsplit=1)[0]]
            if all(0 < len(name) <= MOST and not DIGIT.search(name) for name in names):
                return names
    return []
