"""A row for each indicator."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, Stated, utc
from indicators.models import Indicator
from indicators.models.indicator import Topic
from indicators.rules.series import Accumulation, Polarity, ValueKind


class IndicatorRow(Row):
    """The definition of what is measured."""

    code: Annotated[str, Field(title=_("Code"), description=_("Short name; part of the address."))]
    name: shared.Name
    name_en: shared.NameEn
    definition: Annotated[
        str,
        Field(title=_("Definition"), description=_("What is counted, and what the sources leave open, in Chinese.")),
    ]
    definition_en: Annotated[
        str, Field(title=_("Definition in English"), description=_("Empty where none has been given."))
    ]
    topic: Annotated[
        Topic,
        Field(title=_("Topic"), description=_("Results of the industry, or one of the categories of measures.")),
    ]
    value_kind: Annotated[
        ValueKind, Field(title=_("Value kind"), description=_("Money, percent, count, ratio or index."))
    ]
    unit_measure: shared.UnitMeasure
    unit: shared.Unit
    unit_en: shared.UnitEn
    unit_mult: Annotated[
        int,
        Field(title=_("Unit multiplier"), description=_("The power of ten that charts are drawn in: 8 for 亿元.")),
    ]
    decimals: Annotated[
        int, Field(title=_("Decimals"), description=_("Usual number of decimals; a figure keeps those it has."), ge=0)
    ]
    polarity: Annotated[
        Polarity,
        Field(title=_("Polarity"), description=_("Which way is better; unknown where nobody has declared it.")),
    ]
    accumulation: Annotated[
        Accumulation,
        Field(
            title=_("Accumulation"),
            description=_("State at a time (stock), amount in a period (flow) or running total (cumulative)."),
        ),
    ]
    lower_bound: Annotated[Stated | None, Field(title=_("Lowest possible value"), description=_("Empty if none."))]
    upper_bound: Annotated[Stated | None, Field(title=_("Highest possible value"), description=_("Empty if none."))]
    permalink: shared.Permalink
    updated_at: shared.UpdatedAt


def indicator_row(indicator: Indicator, links: Links) -> IndicatorRow:
    return IndicatorRow(
        code=indicator.code,
        name=indicator.name,
        name_en=indicator.name_en,
        definition=indicator.definition,
        definition_en=indicator.definition_en,
        topic=Topic(indicator.topic),
        value_kind=ValueKind(indicator.value_kind),
        unit_measure=indicator.unit,
        unit=indicator.unit_name,
        unit_en=indicator.unit_name_en,
        unit_mult=indicator.unit_mult,
        decimals=indicator.decimals,
        polarity=Polarity(indicator.polarity),
        accumulation=Accumulation(indicator.accumulation),
        lower_bound=_bare(indicator.lower_bound),
        upper_bound=_bare(indicator.upper_bound),
        permalink=links.page("indicator", indicator.code),
        updated_at=utc(indicator.updated_at),
    )


def _bare(value: Decimal | None) -> Decimal | None:
    """100.0000, as the column pads it, is 100."""
    return None if value is None else Decimal(f"{value.normalize():f}")
