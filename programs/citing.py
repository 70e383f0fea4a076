"""How a record of the portal is cited: its address for ever, and the text of a citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from programs.knowledge import address_at, known_at, last_change
from programs.rules.references import Reference, bibtex, gbt_7714


@dataclass(frozen=True)
class Citing:
    """`permalink` leads to the record as it is today, `fixed` to what this page shows, whatever is changed later."""

    permalink: str
    fixed: str
    gbt_7714: str
    bibtex: str


def citing(
    *, key: str, title: str, path: str, site: str, updated: datetime | date | None = None, stated: str = ""
) -> Citing:
    """`path` is the page without its moment, `site` the address of the site, `updated` when it last said something
    else.
    """
    at = known_at()
    now = timezone.now()
    # What is still to come today would be in a page of today; the last change there was says exactly what is shown,
    # and stays the same until there is another, so that caches keep the page.
    moment = at if at and at <= now else last_change()
    fixed = site + address_at(path, moment)
    reference = Reference(
        key=key,
        author=_("Quality portal"),
        title=title,
        url=fixed,
        cited=timezone.localdate(min(at, now) if at else now),
        updated=timezone.localdate(updated) if isinstance(updated, datetime) else updated,
        stated=stated,
    )
    return Citing(site + path, fixed, gbt_7714(reference), bibtex(reference))
