"""A row for each measure."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, approved, cited
from programs.models import Measure
from programs.models.measure import Category


class MeasureRow(Row):
    """Something that a program does."""

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
    category: Annotated[
        Category,
        Field(title=_("Category"), description=_("Which element of the quality infrastructure it belongs to.")),
    ]
    title: Annotated[str, Field(title=_("Title"), description=_("What is done, in Chinese."))]
    title_en: Annotated[str, Field(title=_("Title in English"), description=_("Empty where none has been given."))]
    detail: Annotated[str, Field(title=_("Detail"), description=_("More about it, in Chinese."))]
    detail_en: Annotated[str, Field(title=_("Detail in English"), description=_("Empty where none has been given."))]
    document_number: Annotated[
        str, Field(title=_("Document number"), description=_("Number of the official document that orders it."))
    ]
    state: Annotated[
        Measure.State, Field(title=_("State"), description=_("Whether it is done, planned, applied for or approved."))
    ]
    start_year: shared.StartYear
    end_year: shared.EndYear
    source: shared.SourceSlug
    source_title: shared.SourceTitle
    source_title_en: shared.SourceTitleEn
    paragraph: shared.Paragraph
    phrase: shared.Phrase
    other_citations: shared.OtherCitations
    permalink: shared.Permalink
    approved_at: shared.ApprovedAt
    updated_at: shared.UpdatedAt


def measure_row(measure: Measure, links: Links) -> MeasureRow:
    """Needs program with region and chain, `citation__document` and `other_citations` fetched."""
    return MeasureRow(
        id=measure.pk,
        slug=measure.slug,
        **shared.of_program(measure.program),
        category=Category(measure.category),
        title=measure.title,
        title_en=measure.title_en,
        detail=measure.detail,
        detail_en=measure.detail_en,
        document_number=measure.document_number,
        state=Measure.State(measure.state),
        start_year=measure.start_year,
        end_year=measure.end_year,
        **cited(measure),
        permalink=f"{links.page('program', measure.program.slug)}#{measure.anchor}",
        **approved(measure),
    )
