"""A row for each change that a source states, beside what the published figures give."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.change_cards import check_change
from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, Stated, approved, cited, noted
from indicators.models import Observation, ReportedChange
from indicators.rules.changes import Check, Kind, Verdict
from indicators.rules.quantities import Comparator

COMPUTED_DECIMALS = 4
UNITS = {
    Kind.PERCENT: "percent",
    Kind.SHARE: "percent",
    Kind.ANNUAL_RATE: "percent",
    Kind.POINTS: "percentage-point",
    Kind.MULTIPLE: "multiple",
}


class ChangeRow(Row):
    """A change as a source states it; the computed one stands beside it and never replaces it."""

    id: Annotated[int, Field(title=_("Number"), description=_("Number of the record in the portal."))]
    slug: Annotated[str, Field(title=_("Slug"), description=_("Short name, unique in the program."))]
    program: shared.ProgramSlug
    program_name: shared.ProgramName
    program_name_en: shared.ProgramNameEn
    region: shared.RegionCode
    region_name: shared.RegionName
    region_name_en: shared.RegionNameEn
    chain: shared.ChainSlug
    chain_name: shared.ChainName
    chain_name_en: shared.ChainNameEn
    indicator: shared.IndicatorCode
    indicator_name: shared.IndicatorName
    indicator_name_en: shared.IndicatorNameEn
    breakdown: shared.BreakdownCode
    breakdown_name: shared.BreakdownName
    breakdown_name_en: shared.BreakdownNameEn
    kind: Annotated[Kind, Field(title=_("Kind"), description=_("How the change is expressed."))]
    comparator: Annotated[
        Comparator,
        Field(
            title=_("Sign"),
            description=_("eq exactly, gt more than, ge at least, lt less than, le at most, ap about."),
        ),
    ]
    value: Annotated[
        Stated,
        Field(title=_("Value"), description=_("As stated: 136.7 for +136.7 %, 2 for twice as much.")),
    ]
    unit_mult: shared.UnitMult
    unit_measure: Annotated[
        str,
        Field(
            title=_("Unit code"),
            description=_("percent, percentage-point or multiple; of a difference the unit of the indicator."),
        ),
    ]
    decimals: Annotated[int, Field(title=_("Decimals"), description=_("Decimals as stated: 1 for 19.0."), ge=0, le=4)]
    span_years: Annotated[
        int | None,
        Field(title=_("Span in years"), description=_("Where the source says in how many years.")),
    ]
    from_observation: Annotated[
        int | None,
        Field(title=_("From"), description=_("Number of the figure it starts from; of a share, the whole.")),
    ]
    to_observation: Annotated[
        int | None, Field(title=_("To"), description=_("Number of the figure it ends at; of a share, the part."))
    ]
    computed: Annotated[
        Stated | None,
        Field(
            title=_("Computed"),
            description=_("What the two figures give, to at most four decimals; empty where they give nothing."),
        ),
    ]
    formula: Annotated[str, Field(title=_("Formula"), description=_("How that was computed, with its inputs."))]
    verdict: Annotated[
        Verdict,
        Field(title=_("Verdict"), description=_("Whether the stated change agrees with the computed one.")),
    ]
    note: Annotated[str, Field(title=_("Note"), description=_("A remark of the editors, in Chinese."))]
    note_en: Annotated[str, Field(title=_("Note in English"), description=_("Empty where none has been given."))]
    source: shared.SourceSlug
    source_title: shared.SourceTitle
    source_title_en: shared.SourceTitleEn
    paragraph: shared.Paragraph
    phrase: shared.Phrase
    other_citations: shared.OtherCitations
    notes: shared.Notes
    permalink: shared.Permalink
    approved_at: shared.ApprovedAt
    updated_at: shared.UpdatedAt


def change_row(change: ReportedChange, links: Links) -> ChangeRow:
    """Needs what `for_page` fetches, the program's region and chain, `other_citations` and `source_notes`."""
    check = check_change(change)
    return ChangeRow(
        id=change.pk,
        slug=change.slug,
        **shared.of_program(change.program),
        **shared.of_indicator(change.indicator, change.breakdown),
        kind=change.change_kind,
        comparator=change.quantity.comparator,
        value=change.stated_value,
        unit_mult=change.unit_mult,
        unit_measure=UNITS.get(change.change_kind, change.indicator.unit),
        decimals=change.decimals,
        span_years=change.span_years,
        from_observation=_public(change.from_observation),
        to_observation=_public(change.to_observation),
        computed=_computed(change, check),
        formula=check.computed.formula,
        verdict=check.verdict,
        note=change.note,
        note_en=change.note_en,
        **cited(change),
        **noted(change),
        permalink=links.page("program", change.program.slug),
        **approved(change),
    )


def _public(end: Observation | None) -> int | None:
    return end.pk if end and end.is_live else None


def _computed(change: ReportedChange, check: Check) -> Decimal | None:
    """In the unit and multiplier of the stated one, without zeros that nobody stated."""
    if check.computed.value is None:
        return None
    value = check.computed.value.scaleb(-change.unit_mult)  # only a difference has a multiplier
    rounded = value.quantize(Decimal(1).scaleb(-COMPUTED_DECIMALS), ROUND_HALF_UP)
    return Decimal(f"{rounded.normalize() + 0:f}")
