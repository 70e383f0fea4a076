"""The words around a number that say whether it is exact: 超 逾 近 约 before it, 余 多 in it, 以上 左右 after it."""

from __future__ import annotations

import re

from indicators.reading.article.words import either, words
from indicators.rules.quantities import Comparator

BEFORE = {
    Comparator.LE: words("不超过 不高于 不多于 不大于 至多 最多 最高 控制在 小于等于 ≤ <="),
    Comparator.GE: words("不少于 不低于 不小于 不下于 不下 至少 最少 最低 起码 大于等于 ≥ >="),
    Comparator.GT: words("超过 超出 超 逾 突破 高于 多于 大于 破 不止 过 > 跨越 跃上 迈上 迈过"),
    Comparator.LT: words("低于 少于 不足 不到 小于 <"),
    Comparator.AP: words("大约 约 接近 将近 逼近 近 大概 约合 约为 约有 约达 约计 ≈ 上"),
}
AFTER = {
    Comparator.GE: words("(含)以上 及以上 以上 或以上 起步 起"),
    Comparator.LE: words("(含)以下 及以下 以下 以内 之内 或以下"),
    Comparator.AP: words("左右 上下 上下浮动"),
    Comparator.GT: words("有余"),
}
# Words that end in a sign and mean something else: 节约3亿元, 附近5家, 通过10项.
NO_SIGNS = words("""
节约 合约 预约 签约 公约 条约 契约 集约 履约 违约 特约 邀约 纽约 新约 誓约 附近 最近 邻近 靠近 亲近 相近 临近 赶超
反超 高超 通过 经过 不过 渡过 度过 太过 难过 打破 侦破 攻破 爆破 网上 线上 以上 马上 身上 会上 之上 基本上 总体上
实际上 历史上 世界上 路上 海上 陆上 晚上 早上 链上 跟上 加上 向上 掌上 云上 登上 送上 街上 桌上 地上
""")
ONLY_ROUND = frozenset(words("过 上 破 跨越 跃上 迈上 迈过"))  # 过万, 上百家; but 过3年, 网上3家
SIGN_OF = {word: sign for sign, listed in BEFORE.items() for word in listed}
AFTER_SIGN = {word: sign for sign, listed in AFTER.items() for word in listed}

SIGN_BEFORE = re.compile(
    rf"(?:(?P<other>{either(NO_SIGNS)})|(?P<sign>{either(SIGN_OF)}))"
    r"(?:了|到|达|为)?(?:人民币|[¥￥$€£]|US\$|RMB|USD)?$"
)
SIGN_AFTER = either(AFTER_SIGN)
# 约占全国出口总量的9%, 超过全省总量的60%: the sign stands before what the figure is a part of.
DISTANT = re.compile(
    r"(?:(?P<about>约|大约|接近|近)(?:占|有|为|合|需|可)"
    r"|(?P<over>超过?|逾|高于)(?=(?:全国|全省|全市|全县|全区|世界|全球|总量|总数|总额)))"
    r"[^,;。:]{0,24}(?:的|达|到)$"
)
LOOK_BACK = 10
DISTANT_LOOK_BACK = 32


def sign_before(text: str, start: int, *, is_round: bool) -> tuple[Comparator | None, int]:
    """The sign right before a number and where it begins. `is_round` is 百家, 千亿: a multiplier without a digit."""
    slice_start = max(0, start - LOOK_BACK)
    match = SIGN_BEFORE.search(text[slice_start:start])
    if match is None or match["other"] or (match["sign"] in ONLY_ROUND and not is_round):
        return None, start
    return SIGN_OF[match["sign"]], slice_start + match.start()


def distant_sign(lead: str) -> Comparator | None:
    """The sign of a share that stands before its whole; `lead` ends where the number begins."""
    match = DISTANT.search(lead[-DISTANT_LOOK_BACK:])
    if match is None:
        return None
    return Comparator.AP if match["about"] else Comparator.GT


def joined(found: list[Comparator]) -> tuple[Comparator, bool]:
    """One sign of all that were found, and whether they say different things (约3000余家).

    超过…以上 is more than. Where 约 meets 余, the more exact one wins, and the doubt is told.
    """
    signs = set(found)
    if len(signs) < 2:
        return (found[0] if found else Comparator.EQ), False
    if signs == {Comparator.GT, Comparator.GE}:
        return Comparator.GT, False
    if signs == {Comparator.LT, Comparator.LE}:
        return Comparator.LT, False
    bounds = signs - {Comparator.AP}
    return (bounds.pop() if len(bounds) == 1 else found[0]), True
