"""Plans told from results, provisional from final, running totals from amounts of a period."""

from __future__ import annotations

import re

from indicators.reading.article.words import either
from indicators.rules.series import Status

# 将 is "will" before these, else it is 把; 计划, 规划 and 到…年 are verbs of planning only before theirs.
WILL = either("""
达 实现 建 形成 新增 完成 进一步 继续 在 于 全面 力争 投入 带动 突破 超 增 推 提 再 逐步 陆续 打造 培育 开展 支持
安排 有 可 会 是 组织 举办 培训 引进 引导 发展 扩 大幅 降 减 控制 保持 稳定 新建 制定 制修订 修订 创建 争创 遴选
认定 落实 统筹 围绕 按 到 累计 年产 拥有 容纳 覆盖 惠及 服务 为
""")
PLANNED_TO = either("到 在 投 新 建 用 于 总 培 完 今 明 未 引 年 三 组 开 支 安 认 推 打 每 全 通 ,")
LAID_OUT = either("到 在 投 新 建 用 总 面积 占地 年")
CAN = either("达 实现 带动 新增 年产 节约 减少 增加 创造 容纳 满足 提供")
BY_THE_YEAR = (
    r"到20[2-9]\d年[底末]?(?=,|全|力|我|基|实|建|培|形|规|产|[^的]{0,14}(?:要|力争|达|实现|建成|形成|突破|超|不低于))"
)
MARK = re.compile(
    rf"{either('力争 争取 有望 预计 预期 预测 确保 努力实现 奋斗目标 主要目标 工作目标 预算 力保 奋力')}"
    rf"|{either('届时 下一步 下一阶段 接下来')}"
    rf"|{either('建成后 投产后 达产后 竣工后 投运后 投用后 完工后 全部达产 要达到 需达到 应达到')}"
    r"|拟(?!合|定了)|未来(?!科)|目标(?:是|为|:|任务)|要求到|会议要求|会议(?:强调|明确),"
    rf"|(?<![为的])将(?={WILL})|(?P<can>可(?:{CAN}))|{BY_THE_YEAR}"
    rf"|(?<!行动)(?<!工作)(?<!实施)(?<!成长)(?<!发展)计划(?={PLANNED_TO})|规划(?={LAID_OUT})"
)
DONE = re.compile(
    rf"已(?!经济)|{either('目前 截至 同比 比上年 实际 现有 完成了 实现了 圆满 超额')}"
    rf"|{either('获评 荣获 获批 入选 获得 被评 被认定 获授')}"
)
DONE_AFTER = re.compile(rf"[^,;。:]{{0,12}}(?:{either('已 获评 荣获 获批 入选 获得 被评 被认定 获授')})")
GOAL_AFTER = re.compile(r"[^,。;]{0,22}目标")
PROVISIONAL = re.compile(
    rf"{either('公示中 公示期 正在公示 拟认定 快报数 测算 估算')}|初步(?:核算|统计|测算|估算|数据|汇总)|暂[定计估]"
)
TOTAL = re.compile(either("累计 截至 截止 历年 总计 合计 共计 累积 历史"))
CLAUSE_END = re.compile(r"[。!?;]")
LOOK_BACK, PROVISIONAL_LOOK_BACK, TOTAL_LOOK_BACK = 160, 40, 24


def is_planned(text: str, start: int, end: int, sentence: int) -> bool:
    """Whether a word of planning stands before the figure in its sentence and nothing after it says that it was done.

    In 圆满完成了“力争…90%以上”的目标 the quoted words still state a target.
    """
    lead = text[max(sentence, start - LOOK_BACK) : start]
    quote = max(lead.rfind("“"), lead.rfind("‘"))
    if quote > max(lead.rfind("”"), lead.rfind("’")):
        lead = lead[quote:]
    marks = [mark for mark in MARK.finditer(lead) if not mark["can"] or ";" not in lead[mark.end() :]]
    if marks:
        return DONE.search(lead, marks[-1].end()) is None and DONE_AFTER.match(text[end : end + 20]) is None
    return GOAL_AFTER.match(text[end : end + 26]) is not None and DONE.search(lead) is None


def status_of(text: str, start: int, end: int, sentence: int) -> Status:
    """Of the figure at `start` to `end`, whose sentence begins at `sentence`."""
    if is_planned(text, start, end, sentence):
        return Status.PLANNED
    before = text[max(sentence, start - PROVISIONAL_LOOK_BACK) : start]
    after = CLAUSE_END.split(text[end : end + 24], maxsplit=1)[0]
    return Status.PROVISIONAL if PROVISIONAL.search(before + after) else Status.REPORTED


def is_cumulative(text: str, start: int, sentence: int) -> bool:
    """Whether the text says a running total."""
    return TOTAL.search(text[max(sentence, start - TOTAL_LOOK_BACK) : start]) is not None
