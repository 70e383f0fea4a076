"""A row for each source document."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, approved
from programs.models import SourceDocument


class SourceRow(Row):
    """A document that figures and measures were taken from."""

    slug: Annotated[str, Field(title=_("Slug"), description=_("Short name; part of the address."))]
    title: Annotated[str, Field(title=_("Title"), description=_("Title in Chinese."))]
    title_en: Annotated[str, Field(title=_("Title in English"), description=_("Empty where none has been given."))]
    title_is_ours: Annotated[
        bool, Field(title=_("Title given by us"), description=_("True where the document itself has no title."))
    ]
    issuer: Annotated[str, Field(title=_("Issuer"), description=_("Empty where the document names none."))]
    published_on: Annotated[
        datetime.date | None,
        Field(title=_("Published on"), description=_("Empty where the document gives no date.")),
    ]
    address: Annotated[str, Field(title=_("Web address"), description=_("Where it was published; may be empty."))]
    file_name: Annotated[str, Field(title=_("File name"), description=_("Name of the file that was read."))]
    sha256: Annotated[
        str, Field(title=_("SHA-256"), description=_("Digest of that file, so that a changed one is noticed."))
    ]
    remark: Annotated[str, Field(title=_("Remark"), description=_("What kind of document it is, in Chinese."))]
    remark_en: Annotated[str, Field(title=_("Remark in English"), description=_("Empty where none has been given."))]
    permalink: shared.Permalink
    approved_at: shared.ApprovedAt
    updated_at: shared.UpdatedAt


def source_row(source: SourceDocument, links: Links) -> SourceRow:
    return SourceRow(
        slug=source.slug,
        title=source.title,
        title_en=source.title_en,
        title_is_ours=source.title_is_ours,
        issuer=source.issuer,
        published_on=source.published_on,
        address=source.address,
        file_name=source.file_name,
        sha256=source.sha256,
        remark=source.remark,
        remark_en=source.remark_en,
        permalink=links.page("source", source.slug),
        **approved(source),
    )
