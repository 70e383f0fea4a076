"""Columns that several resources have, each with its title and meaning."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.rows.base import Moment, Note, Place
from indicators.models import Breakdown, Indicator
from programs.models import Program

ProgramSlug = Annotated[str, Field(title=_("Program"), description=_("Slug of the program; part of its address."))]
ProgramName = Annotated[str, Field(title=_("Program name"), description=_("Name of the program, in Chinese."))]
ProgramNameEn = Annotated[
    str, Field(title=_("Program name in English"), description=_("Empty where none has been given."))
]
RegionCode = Annotated[
    str, Field(title=_("Region code"), description=_("Six digits by GB/T 2260; a text, not a number."))
]
RegionName = Annotated[str, Field(title=_("Region name"), description=_("Name of the region, in Chinese."))]
RegionNameEn = Annotated[
    str, Field(title=_("Region name in English"), description=_("Empty where none has been given."))
]
ChainSlug = Annotated[str, Field(title=_("Industry chain"), description=_("Slug of the industry chain."))]
ChainName = Annotated[str, Field(title=_("Chain name"), description=_("Name of the industry chain, in Chinese."))]
ChainNameEn = Annotated[str, Field(title=_("Chain name in English"), description=_("Empty where none has been given."))]
IndicatorCode = Annotated[
    str,
    Field(title=_("Indicator"), description=_("Code of the indicator; unlike scopes are different indicators.")),
]
IndicatorName = Annotated[str, Field(title=_("Indicator name"), description=_("Name of the indicator, in Chinese."))]
IndicatorNameEn = Annotated[
    str, Field(title=_("Indicator name in English"), description=_("Empty where none has been given."))
]
BreakdownCode = Annotated[
    str,
    Field(
        title=_("Breakdown"),
        description=_("Code of the part that is counted, for example one market; empty for the whole."),
    ),
]
BreakdownName = Annotated[str, Field(title=_("Breakdown name"), description=_("Name of the part, in Chinese."))]
BreakdownNameEn = Annotated[
    str, Field(title=_("Breakdown name in English"), description=_("Empty where none has been given."))
]
UnitMeasure = Annotated[
    str,
    Field(
        title=_("Unit code"),
        description=_("Code of the single unit (SDMX UNIT_MEASURE): cny, percent, enterprise."),
    ),
]
Unit = Annotated[str, Field(title=_("Unit"), description=_("The single unit as printed after a number, in Chinese."))]
UnitEn = Annotated[str, Field(title=_("Unit in English"), description=_("The single unit in English."))]
UnitMult = Annotated[
    int,
    Field(
        title=_("Unit multiplier"),
        description=_("The power of ten that the value is stated in (SDMX UNIT_MULT): 8 for 亿, 4 for 万."),
    ),
]
SourceSlug = Annotated[str, Field(title=_("Source"), description=_("Slug of the source document that states it."))]
SourceTitle = Annotated[str, Field(title=_("Source title"), description=_("Title of that document, in Chinese."))]
SourceTitleEn = Annotated[
    str, Field(title=_("Source title in English"), description=_("Empty where none has been given."))
]
Paragraph = Annotated[
    int,
    Field(title=_("Paragraph"), description=_("Where in the document, counted from 1 by line of the file."), ge=1),
]
Phrase = Annotated[
    str,
    Field(title=_("As stated"), description=_("The words of the source, at most 30 characters."), max_length=30),
]
OtherCitations = Annotated[
    list[Place],
    Field(title=_("Further citations"), description=_("Further places that state the same; it still counts once.")),
]
Notes = Annotated[
    list[Note],
    Field(title=_("Source notes"), description=_("Doubts about what the source says: kind and slug of each.")),
]
StartYear = Annotated[
    int | None, Field(title=_("Start year"), description=_("Empty where no source gives it; never guessed."))
]
EndYear = Annotated[
    int | None, Field(title=_("End year"), description=_("Empty where no source gives it; never guessed."))
]
Name = Annotated[str, Field(title=_("Name"), description=_("Name in Chinese."))]
NameEn = Annotated[str, Field(title=_("Name in English"), description=_("Empty where none has been given."))]
Permalink = Annotated[
    str, Field(title=_("Permalink"), description=_("Address of the record in the portal; it does not change."))
]
ApprovedAt = Annotated[
    Moment,
    Field(title=_("Approved"), description=_("When what it says now was approved for the public, in UTC.")),
]
UpdatedAt = Annotated[Moment, Field(title=_("Updated"), description=_("When the record was last written, in UTC."))]


def of_program(program: Program) -> dict[str, Any]:
    """The columns that place a record; needs `region` and `chain` of the program fetched."""
    region, chain = program.region, program.chain
    return {
        "program": program.slug,
        "program_name": program.name,
        "program_name_en": program.name_en,
        "region": region.code,
        "region_name": region.name,
        "region_name_en": region.name_en,
        "chain": chain.slug,
        "chain_name": chain.name,
        "chain_name_en": chain.name_en,
    }


def of_indicator(indicator: Indicator, breakdown: Breakdown | None) -> dict[str, Any]:
    """The columns that say what is measured."""
    return {
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "indicator_name_en": indicator.name_en,
        "breakdown": breakdown.code if breakdown else "",
        "breakdown_name": breakdown.name if breakdown else "",
        "breakdown_name_en": breakdown.name_en if breakdown else "",
    }
