"""A row for each program."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, approved, cited
from programs.models import Program


class ProgramRow(Row):
    """What one region does for the quality of one industry chain."""

    slug: Annotated[str, Field(title=_("Slug"), description=_("Short name; part of the address."))]
    name: shared.Name
    name_en: shared.NameEn
    region: shared.RegionCode
    region_name: shared.RegionName
    region_name_en: shared.RegionNameEn
    chain: shared.ChainSlug
    chain_name: shared.ChainName
    chain_name_en: shared.ChainNameEn
    scope: Annotated[
        str, Field(title=_("Scope"), description=_("What it covers where that is wider or narrower than the chain."))
    ]
    scope_en: Annotated[str, Field(title=_("Scope in English"), description=_("Empty where none has been given."))]
    state: Annotated[
        Program.State,
        Field(title=_("State"), description=_("Where it is in its life; unstated where no source says so.")),
    ]
    start_year: shared.StartYear
    end_year: shared.EndYear
    lead_agency: Annotated[str, Field(title=_("Lead agency"), description=_("Who leads it, in Chinese."))]
    lead_agency_en: Annotated[
        str, Field(title=_("Lead agency in English"), description=_("Empty where none has been given."))
    ]
    goal: Annotated[str, Field(title=_("Goal"), description=_("What it is to reach, in Chinese."))]
    goal_en: Annotated[str, Field(title=_("Goal in English"), description=_("Empty where none has been given."))]
    summary: Annotated[
        str, Field(title=_("Summary"), description=_("Two or three sentences of the editors, in Chinese."))
    ]
    summary_en: Annotated[str, Field(title=_("Summary in English"), description=_("Empty where none has been given."))]
    source: shared.SourceSlug
    source_title: shared.SourceTitle
    source_title_en: shared.SourceTitleEn
    paragraph: shared.Paragraph
    phrase: shared.Phrase
    other_citations: shared.OtherCitations
    permalink: shared.Permalink
    approved_at: shared.ApprovedAt
    updated_at: shared.UpdatedAt


def program_row(program: Program, links: Links) -> ProgramRow:
    """Needs region, chain, `citation__document` and `other_citations` fetched."""
    placed = shared.of_program(program)
    return ProgramRow(
        slug=placed.pop("program"),
        name=placed.pop("program_name"),
        name_en=placed.pop("program_name_en"),
        **placed,
        scope=program.scope,
        scope_en=program.scope_en,
        state=Program.State(program.state),
        start_year=program.start_year,
        end_year=program.end_year,
        lead_agency=program.lead_agency,
        lead_agency_en=program.lead_agency_en,
        goal=program.goal,
        goal_en=program.goal_en,
        summary=program.summary,
        summary_en=program.summary_en,
        **cited(program),
        permalink=links.page("program", program.slug),
        **approved(program),
    )
