"""Makers of small valid records; a test changes the one field it is about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from indicators.models import Indicator, Observation, ReportedChange
from programs.models import (
    Citation,
    IndustryChain,
    Measure,
    Program,
    Region,
    Responsibility,
    SourceDocument,
    SourceNote,
)
from qualityportal.roles import EDITOR

LIVE = {"publication": "published"}
UNDATED = {"stage_order": 0, "stage_label": "来源未注明时间", "stage_label_en": "the source gives no date"}


def region(code: str = "360000", **fields: Any) -> Region:
    defaults = {"name": "江西省", "name_en": "Jiangxi", "level": "province"} | fields
    return Region.objects.get_or_create(code=code, defaults=defaults)[0]


def chain(slug: str = "ceramics", **fields: Any) -> IndustryChain:
    return IndustryChain.objects.get_or_create(slug=slug, defaults={"name": "陶瓷", "name_en": "Ceramics"} | fields)[0]


def source(slug: str = "report", **fields: Any) -> SourceDocument:
    defaults = {"title": "一篇报道", "title_en": "A report", **LIVE} | fields
    return SourceDocument.objects.get_or_create(slug=slug, defaults=defaults)[0]


def citation(phrase: str = "营收突破860亿元", paragraph: int = 1, document: SourceDocument | None = None) -> Citation:
    return Citation.objects.get_or_create(document=document or source(), paragraph=paragraph, phrase=phrase)[0]


def program(slug: str = "jingdezhen", *, measures: int = 1, **fields: Any) -> Program:
    defaults = {
        "name": f"项目 {slug}",
        "name_en": f"Program {slug}",
        "region": fields.pop("region", None) or region(),
        "chain": fields.pop("chain", None) or chain(),
        "summary": "做了几件事。",
        "summary_en": "Did a few things.",
        "citation": citation("一个项目"),
        **LIVE,
    }
    made = Program.objects.create(slug=slug, **(defaults | fields))
    for number in range(measures):
        measure(made, f"measure-{number}")
    return made


def measure(of: Program, slug: str = "measure", **fields: Any) -> Measure:
    defaults = {"category": "standards", "title": "编制标准", "title_en": "Wrote standards", "citation": citation()}
    return Measure.objects.create(program=of, slug=slug, **(defaults | LIVE | fields))


def indicator(code: str = "revenue", **fields: Any) -> Indicator:
    defaults = {
        "name": f"营收 {code}",
        "name_en": f"Revenue {code}",
        "definition": "一年的营收。",
        "topic": "scale",
        "value_kind": "money",
        "unit": "cny",
        "unit_name": "元",
        "unit_name_en": "CNY",
        "unit_mult": 8,
    }
    return Indicator.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def percent(code: str = "pass-rate", **fields: Any) -> Indicator:
    units = {"value_kind": "percent", "unit": "percent", "unit_name": "%", "unit_name_en": "%", "unit_mult": 0}
    bounds = {"lower_bound": Decimal(0), "upper_bound": Decimal(100), "polarity": "higher"}
    return indicator(code, **(units | bounds | {"name": "合格率", "name_en": "Pass rate"} | fields))


def year(value: int) -> dict[str, Any]:
    return {"period_start": f"{value}-01-01", "period_end": f"{value}-12-31"}


def observation(of: Program, what: Indicator | None = None, value: str = "352.6", **fields: Any) -> Observation:
    """A published figure, undated unless a period is given."""
    time = {} if "period_start" in fields or "stage_order" in fields else UNDATED
    defaults = {"indicator": what or indicator(), "value": Decimal(value), "unit_mult": 8, "citation": citation()}
    made = Observation.objects.create(program=of, **(defaults | LIVE | time | fields))
    return Observation.objects.get(pk=made.pk)


def change(of: Program, value: str = "136.7", **fields: Any) -> ReportedChange:
    defaults = {"indicator": indicator(), "slug": "growth", "kind": "percent", "citation": citation()}
    return ReportedChange.objects.create(program=of, value=Decimal(value), **(defaults | LIVE | fields))


def note(of: Program, **fields: Any) -> SourceNote:
    defaults = {
        "slug": "misprint",
        "kind": "misprint",
        "document": source(),
        "text": "少一个字。",
        "citation": citation(),
    }
    return SourceNote.objects.create(program=of, **(defaults | LIVE | fields))


def person(name: str = "editor", role: str = EDITOR, *regions: Region) -> Any:
    """Somebody who may sign in to the admin, in one role, for some regions."""
    made = get_user_model().objects.create_user(name, is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    for kept in regions:
        Responsibility.objects.create(user=made, region=kept)
    return get_user_model().objects.get(pk=made.pk)
