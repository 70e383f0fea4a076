"""A row for each region."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from indicators.exports.links import Links
from indicators.exports.rows import shared
from indicators.exports.rows.base import Row, utc
from programs.models import Region
from programs.models.region import Level


class RegionRow(Row):
    """An administrative division by GB/T 2260."""

    code: Annotated[str, Field(title=_("Code"), description=_("Six digits by GB/T 2260; a text, not a number."))]
    name: shared.Name
    name_en: shared.NameEn
    level: Annotated[Level, Field(title=_("Level"), description=_("Province, prefecture or county."))]
    parent: Annotated[
        str, Field(title=_("Parent"), description=_("Code of the region that it lies in; empty for a province."))
    ]
    path: Annotated[
        str,
        Field(
            title=_("Path"),
            description=_("Codes from the province down, each with a slash: all below a region begin with its path."),
        ),
    ]
    former_codes: Annotated[
        list[str], Field(title=_("Former codes"), description=_("Codes that the region had before."))
    ]
    valid_from: Annotated[
        datetime.date | None,
        Field(title=_("Valid from"), description=_("First day of the code; empty where not recorded.")),
    ]
    valid_to: Annotated[
        datetime.date | None, Field(title=_("Valid to"), description=_("Last day of the code; empty while in use."))
    ]
    permalink: shared.Permalink
    updated_at: shared.UpdatedAt


def region_row(region: Region, links: Links) -> RegionRow:
    """Needs `former_codes` fetched."""
    return RegionRow(
        code=region.code,
        name=region.name,
        name_en=region.name_en,
        level=Level(region.level),
        parent=region.ancestor_codes[-1] if region.ancestor_codes else "",
        path=region.path,
        former_codes=sorted(former.code for former in region.former_codes.all()),
        valid_from=region.valid_from,
        valid_to=region.valid_to,
        permalink=links.page("region", region.code),
        updated_at=utc(region.updated_at),
    )
