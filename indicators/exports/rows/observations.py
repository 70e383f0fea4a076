"""A row for each observation: one tidy line with all that is needed to read the number rightly."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, Stated, approved, cited, noted
from indicators.models import Observation
from indicators.rules.numbers import write
from indicators.rules.periods import Period
from indicators.rules.quantities import Comparator
from indicators.rules.series import Role, Status, Unit, ValueKind


class ObservationRow(Row):
    """One value of an indicator for one program, as a source states it."""

    id: Annotated[int, Field(title=_("Number"), description=_("Number of the figure in the portal."))]
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
    comparator: Annotated[
        Comparator,
        Field(
            title=_("Sign"),
            description=_("eq exactly, gt more than, ge at least, lt less than, le at most, ap about."),
        ),
    ]
    value: Annotated[
        Stated,
        Field(title=_("Value"), description=_("The number with the decimals of the source, times the multiplier.")),
    ]
    unit_mult: shared.UnitMult
    unit_measure: shared.UnitMeasure
    unit: shared.Unit
    unit_en: shared.UnitEn
    decimals: Annotated[int, Field(title=_("Decimals"), description=_("Decimals as stated: 1 for 19.0."), ge=0, le=4)]
    base_value: Annotated[
        Stated,
        Field(
            title=_("Value in single units"),
            description=_("Computed: value × 10 to the power of the multiplier; a bound is still a bound."),
        ),
    ]
    figure: Annotated[
        str,
        Field(title=_("Figure in words"), description=_("Sign, number as stated and unit in one text, in Chinese.")),
    ]
    period_start: Annotated[
        datetime.date | None,
        Field(title=_("Period start"), description=_("First day; empty where the source gives no date.")),
    ]
    period_end: Annotated[
        datetime.date | None,
        Field(title=_("Period end"), description=_("Last day, included; empty where the source gives no date.")),
    ]
    duration: Annotated[
        str, Field(title=_("Length of the period"), description=_("By ISO 8601: P1Y, P8M; empty if undated."))
    ]
    period_inferred: Annotated[
        bool, Field(title=_("Period inferred"), description=_("True where the source does not name the year itself."))
    ]
    inference: Annotated[
        str, Field(title=_("Reason for the inference"), description=_("What the year was read from, in Chinese."))
    ]
    inference_en: Annotated[str, Field(title=_("Reason in English"), description=_("Empty where none has been given."))]
    stage_order: Annotated[
        int | None,
        Field(title=_("Stage"), description=_("Of an undated figure: 1 before, 2 after, 0 for a single figure.")),
    ]
    stage_label: Annotated[
        str, Field(title=_("Stage label"), description=_("Words for the stage of an undated figure, in Chinese."))
    ]
    stage_label_en: Annotated[
        str, Field(title=_("Stage label in English"), description=_("Empty where none has been given."))
    ]
    role: Annotated[Role, Field(title=_("Role"), description=_("actual, target (a plan, never a result) or baseline."))]
    obs_status: Annotated[
        Status,
        Field(
            title=_("Status"),
            description=_("reported, planned, provisional, estimated, or withdrawn by the source (SDMX OBS_STATUS)."),
        ),
    ]
    is_key: Annotated[bool, Field(title=_("Key figure"), description=_("Shown large on the program's page."))]
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


def observation_row(observation: Observation, links: Links) -> ObservationRow:
    """Needs what `for_series` fetches, and the program's region and chain."""
    quantity, indicator = observation.quantity, observation.indicator
    unit = Unit(indicator.unit, indicator.unit_name, ValueKind(indicator.value_kind))
    return ObservationRow(
        id=observation.pk,
        **shared.of_program(observation.program),
        **shared.of_indicator(indicator, observation.breakdown),
        comparator=quantity.comparator,
        value=quantity.value,
        unit_mult=quantity.unit_mult,
        unit_measure=indicator.unit,
        unit=indicator.unit_name,
        unit_en=indicator.unit_name_en,
        decimals=observation.decimals,
        base_value=quantity.base_value,
        figure=str(write(quantity, unit, "zh-hans")),
        period_start=observation.period_start,
        period_end=observation.period_end,
        duration=_duration(observation),
        period_inferred=observation.period_inferred,
        inference=observation.inference,
        inference_en=observation.inference_en,
        stage_order=observation.stage_order,
        stage_label=observation.stage_label,
        stage_label_en=observation.stage_label_en,
        role=Role(observation.role),
        obs_status=Status(observation.obs_status),
        is_key=observation.is_key,
        **cited(observation),
        **noted(observation),
        permalink=links.page("observation", observation.pk),
        **approved(observation),
    )


def _duration(observation: Observation) -> str:
    if observation.period_start is None:
        return ""
    return Period(observation.period_start, observation.period_end).duration
