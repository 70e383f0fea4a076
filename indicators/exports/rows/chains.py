"""A row for each industry chain."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, utc
from programs.models import IndustryChain


class ChainRow(Row):
    """An industry chain, which crosses industry classes."""

    slug: Annotated[str, Field(title=_("Slug"), description=_("Short name; part of the address."))]
    name: shared.Name
    name_en: shared.NameEn
    description: Annotated[str, Field(title=_("Description"), description=_("What belongs to it, in Chinese."))]
    description_en: Annotated[
        str, Field(title=_("Description in English"), description=_("Empty where none has been given."))
    ]
    classes: Annotated[
        list[str],
        Field(
            title=_("Industry classes"),
            description=_("Classes of GB/T 4754 as edition:code, since codes changed meaning: 2017:C3074."),
        ),
    ]
    permalink: shared.Permalink
    updated_at: shared.UpdatedAt


def chain_row(chain: IndustryChain, links: Links) -> ChainRow:
    """Needs `classes` fetched."""
    return ChainRow(
        slug=chain.slug,
        name=chain.name,
        name_en=chain.name_en,
        description=chain.description,
        description_en=chain.description_en,
        classes=sorted(f"{one.edition}:{one.code}" for one in chain.classes.all()),
        permalink=links.page("chain", chain.slug),
        updated_at=utc(chain.updated_at),
    )
