"""What figures are counted and measured in, grouped by how a figure with such a unit is read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.reading.article.words import words

MONEY = words("""
元 元人民币 人民币 美元 欧元 英镑 日元 港元 港币 澳元 澳门元 加元 新元 新台币 韩元 卢布 卢比 泰铢 瑞士法郎 越南盾
林吉特 角 块钱
""")

PERCENT = {"%": "%", "‰": "‰", "个百分点": "百分点", "百分点": "百分点", "个基点": "基点", "基点": "基点"}

HAN_MEASURES = words("""
平方公里 平方千米 平方米 平方厘米 平方毫米 立方米 立方厘米 立方 公顷 亩 公里 千米 米 厘米 毫米 微米 纳米 海里 ㎡ ㎥
㎞ ㎏ ㎎ ㎜ ㎝ ℃ 摄氏度 吨标准煤 吨煤 吨公里 吨 公斤 千克 毫克 微克 克 斤 担 载重吨 总吨 吨位 千瓦时 兆瓦时 千瓦
兆瓦 吉瓦 瓦时 瓦 千伏安 兆伏安 千伏 伏 安时 千乏 度电 度 马力 千卡 大卡 焦耳 千焦 兆焦 赫兹 兆赫 千赫 升 毫升 公升
分贝 兆帕 千帕 帕 字节 比特 流明 贝克 标准箱 标箱 车公里 人公里 客公里 核 卡路里 当量
""")
LATIN_MEASURES = words("""
km² km m² m³ kg mg μg mm cm nm μm MWh GWh TWh kWh Wh MW GW kW kVA kV MVA TEU ha Gbps Mbps Tbps GB TB PB EB MB PFLOPS
EFLOPS MPa kPa ppm ppb dB lm mL ml kN hm² tce
""")

# Counters of people, bodies and things. A Chinese numeral counts only before one of these or a unit.
COUNTERS = words("""
个 家 项 件 条 张 名 位 人 种 类 户 所 座 处 台 套 辆 艘 架 只 头 羽 株 棵 枚 颗 粒 块 片 批 次 场 期 轮 趟 册 部 篇
本 卷 幅 首 份 封 宗 起 例 桩 笔 单 票 箱 包 袋 瓶 罐 桶 盒 栋 幢 间 孔 口 眼 面 根 班 支 村 镇 乡 街道 社区 县 市
区 省 国 院 校 馆 站 点位 站点 岗位 席位 床位 车位 泊位 席 对 双 副 顶 款 组 堂 课时 学时 门 道 列 节 环节 盏 挺 尾
匹 人才 团队 机组 人次 户次 家次 批次 件次 台次 架次 车次 班次 艘次 辆次 头次 场次 频次 例次 项次 个次 组次 门次
船次 航次 台套 台件 台班 人日 人天 人年 人月 套次 万人 企次 点次 样次 单次 份次 篇次 条次 只次 大类 中类 小类 门类
""")

# Units of time count only in a few contexts: 连续三年, 由15天压缩至3天.
TIMES = words("""
年度 年 个季度 季度 个月 月 周 个工作日 工作日 个自然日 天 日 个小时 小时 分钟 秒 毫秒 学年
""")
TIMES_MULTIPLE = ("倍",)
SCORES = ("分",)

# After a number these name a grade, a number of a series, an address or a moment, never an amount.
NO_UNITS = words("""
级 等级 星级 星 号 版 届 岁 路 号线 楼 室 号楼 单元 时 点 强 佳 优 代 维 式 型 线 流 寸 英寸 度角
""")

# What is counted without a counter: 联合4部门, 31省份.
BARE_NOUNS = words("""
部门 省份 省区 省区市 省市 省 市州 地市 市 县区 县市区 县市 县 区县 区 国家 国 镇街 乡镇 村 社区 街道 单位 企业 公司
机构 部委 委办局 厅局 科室 高校 院校 大学 学校 医院 园区 基地 平台 实验室 项目 产品 品种 领域 行业 产业链 产业 环节
方面 工程 行动 措施 举措 任务 案例 标准 专利 品牌 商标 传统 重点 新兴 地区 城市 乡 大 支柱 门类 大类 中类 小类 主要
集群 场景 校 院 所 地 企 景区 车间
""")

# With these after it a sign of one character begins another word: 7部门 is not counted in 部, 3市场 not in 市.
OTHER_WORDS = dict(
    pair.split(":")
    for pair in words("""
个:体别性股税 家:庭电具居长属乡园政禽畜用族 条:例款 名:牌优录城特校镇村企品师医 位:于居列次置 种:植子业苗养粮 类:似
户:外籍口均型 所:有在得以 座:谈位 处:理置罚于级长方 台:湾风阶州账资商 套:餐装利 批:准复发评示 次:品日年级要生序月
场:所地景馆面内站均外 期:间货末初限刊待望盼 份:额 起:步来草到诉点伏初源重飞 单:位元独品项个价体产日月季一
包:括含装容裹围联保 口:岸感号碑径粮 面:积向对料临板粉上前貌 根:据本治 班:子列组 支:持撑付出柱部援行农线教
市:场民值区级直委政长县州监域 区:域块间位级县内 省:份级内外委政去市区 国:家内际外企有标产民务资道债抽检货
院:士校所长线内 校:企园准区内外长 馆:藏 站:点位台 席:位 对:接标口外比于照应象策手方内冲华欧美 副:省市县主总局部会书
款:项式待 组:织建成合长装团 门:类户店槛诊票窗禁 道:路德具地 列:入车举为出装席 节:能点约省水日假庆会目气奏
尾:气矿水款 间:接隔距作歇 项:链 篇:章幅 元:旦宵素器首件老 亩:产均 米:粉饭线 克:服隆 升:级至到高值温学幅旗
担:任当保负忧 度:过假量 角:度色落逐 分:别之行公会类析布配散级享支局批段期步店院中层解工为成流红管
天:津然下空气地使水山 日:本前常均照用产报企益 月:均 年:均产销内轻龄货会收营报审鉴 周:边年期口岁转密围
核:心查准定实算电酸 眼:睛科镜光界下 孔:子 例:如行会 轮:胎换训值候船椅 票:据价房 首:次个批家位创届台套先席府发要
本:地土科市省县区次年届级月身领质报着专周季案轮期公企 幅:度员 封:闭装锁 宗:旨教亲 笔:记试 部:门委队位件级署长分
乡:村镇 镇:村街 县:区市级域 村:镇民居 头:部脑等 株:洲 箱:包 瓶:颈 桶:装 盒:子 双:方向重创碳 顶:层 堂:会 匹:配 架:构
块:链 片:区 只:有要是能 吨:位 袋:装 罐:装头 倍:增数
""")
)  # fmt: skip

COUNTABLE = frozenset(COUNTERS)
TIME_UNITS = frozenset(TIMES)


def guarded(units: Iterable[str]) -> str:
    """An alternation in which the longest wins and none is the beginning of another word."""
    ordered = sorted(dict.fromkeys(units), key=len, reverse=True)
    return "|".join(re.escape(unit) + _guard(OTHER_WORDS.get(unit, "")) for unit in ordered)


def _guard(others: str) -> str:
    return f"(?![{others}])" if others else ""


_IN_BRACKETS = r"(?:\([\u4e00-\u9fff]\))?"  # 台(套), 件(套)
_PER = rf"(?:/(?:{guarded([*HAN_MEASURES, *LATIN_MEASURES, *COUNTERS, *TIMES, *MONEY, '百户', '千人', '百人'])}))?"
_COUNTED = guarded([*MONEY, *HAN_MEASURES, *COUNTERS, *TIMES, *TIMES_MULTIPLE, *SCORES])
UNIT = (
    rf"(?:{guarded(PERCENT)}|(?:{guarded(LATIN_MEASURES)})(?![A-Za-z0-9]){_PER}"
    rf"|(?:{_COUNTED}){_IN_BRACKETS}{_PER}|(?:{guarded(NO_UNITS)}))"
)
BARE_NOUN = re.compile(guarded(BARE_NOUNS))
