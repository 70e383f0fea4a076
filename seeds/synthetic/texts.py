"""The longer texts of a synthetic program, and the two columns that a search reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from programs.models.region import Level
from programs.rules.pinyin import stored_pinyin
from programs.rules.words import fold
from seeds.divisions import Division
from seeds.synthetic.plan import ProgramPlan
from seeds.synthetic.words import MARK, MARK_EN, SLUG

AGENCY = {
    Level.PROVINCE: ("市场监督管理局", "provincial market regulator"),
    Level.PREFECTURE: ("市场监督管理局", "municipal market regulator"),
    Level.COUNTY: ("市场监督管理局", "county market regulator"),
}
NOTHING_TRUE = ("合成数据，仅供性能测试。", "Synthetic, for load tests only.")


def name(plan: ProgramPlan) -> tuple[str, str]:
    region, chain = plan.site.region, plan.chain
    return (
        f"{MARK}{region.name}{chain.name}产业链质量提升项目",
        f"{MARK_EN}{roman(region)}: raising the quality of {chain.name_en}",
    )


def slug(plan: ProgramPlan) -> str:
    return f"{SLUG}{plan.site.region.code}-{plan.chain.slug}"


def agency(plan: ProgramPlan) -> tuple[str, str]:
    zh, en = AGENCY[plan.site.region.level]
    return f"{MARK}{plan.site.region.name}{zh}", f"{MARK_EN}{en}"


def goal(plan: ProgramPlan) -> tuple[str, str]:
    if plan.site.number % 3 == 0:
        return "", ""
    return (
        f"补齐{plan.chain.name}产业链的质量短板，提高产品合格率和品牌影响力。",
        f"Mend the weak links of quality in {plan.chain.name_en}; more products that pass, better known brands.",
    )


def summary(plan: ProgramPlan) -> tuple[str, str]:
    zh, en = NOTHING_TRUE
    region, chain = plan.site.region, plan.chain
    return (
        f"{zh}{region.name}围绕{chain.name}产业链开展{len(plan.measures)}项质量举措，来源列出{len(plan.figures)}个数字。",
        f"{en} {len(plan.measures)} measures for {chain.name_en} and {len(plan.figures)} figures from its sources.",
    )


@lru_cache(maxsize=8_000)
def _pinyin(text: str) -> str:
    return stored_pinyin(text)


def roman(region: Division) -> str:
    """Zhangshushi: pinyin, not an official spelling; enough for a program that does not exist."""
    return _pinyin(region.name).split("||")[0].replace(" ", "").capitalize()


def search(texts: Sequence[str]) -> tuple[str, str]:
    """As `programs.models.searchable` makes them: the texts folded, a line each, and the pinyin of the first."""
    return "\n".join(fold(text) for text in texts if text), _pinyin(texts[0])
