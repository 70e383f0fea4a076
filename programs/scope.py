"""Who may touch which record: the one rule behind every door of the admin.

A person keeps regions (`Responsibility`) with all that lies below them. A record belongs to the region that its model
names in `REGION`; a record of no region belongs to the whole country and to those who may work on all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from programs.models import Citation, Region, Responsibility, SourceDocument
from programs.models.base import Publication

WHOLE_COUNTRY = "programs.whole_country"
REVIEW = "programs.review_records"


@dataclass(frozen=True)
class Scope:
    """What `user` may touch: `everywhere`, or the regions whose path begins with one of `paths`."""

    user: Any
    everywhere: bool
    paths: tuple[str, ...] = field(default=())

    def rows(self, rows: models.QuerySet) -> models.QuerySet:
        """Those of `rows` that lie in the scope. Lists of the nation (no `REGION`) are left as they are."""
        ways = getattr(rows.model, "REGION", ())
        if self.everywhere or not ways:
            return rows
        if len(ways) > 1:
            rows, ways = rows.alias(region_path=Coalesce(*ways)), ("region_path",)
        inside = models.Q(pk__in=[])
        for path in self.paths:
            inside |= models.Q(**{f"{ways[0]}__startswith": path})
        return rows.filter(inside)

    def visible(self, rows: models.QuerySet) -> models.QuerySet:
        """Those that may be seen: of sources also what the public reads, since a figure may be cited from it."""
        shared = {SourceDocument: "publication", Citation: "document__publication"}.get(rows.model)
        if self.everywhere or shared is None:
            return self.rows(rows)
        own = self.rows(rows.model._default_manager.order_by()).values("pk")
        return rows.filter(models.Q(**{shared: Publication.PUBLISHED}) | models.Q(pk__in=own))

    def choices(self, rows: models.QuerySet) -> models.QuerySet:
        """Those that a record in the scope may point to."""
        return self.visible(rows)

    def covers(self, record: Any) -> bool:
        """Whether the record, as it stands in memory, lies in the scope.

        A place in a document that others keep may be recorded by everybody who may cite from it; it stays as it is.
        """
        if record is None:
            return False
        if isinstance(record, Citation) and record._state.adding:
            return True
        if self.everywhere or not getattr(record, "REGION", ()):
            return True
        path = region_path(record)
        return bool(path) and any(path.startswith(own) for own in self.paths)

    def may(self, verb: str, record: Any) -> bool:
        """Whether the user may add, change, delete or view the record: by permission and by region."""
        options = type(record)._meta
        return self.user.has_perm(f"{options.app_label}.{verb}_{options.model_name}") and self.covers(record)

    def may_review(self, record: Any) -> bool:
        return self.user.has_perm(REVIEW) and self.covers(record)

    @property
    def home(self) -> Region | None:
        """The first region of the user's own, for records that need one."""
        first = Responsibility.objects.filter(user=self.user).select_related("region").first()
        return first.region if first else None


def scope_of(user: Any) -> Scope:
    """The scope of a signed-in user, read once per request."""
    if not hasattr(user, "_scope"):
        everywhere = user.is_active and user.has_perm(WHOLE_COUNTRY)
        paths = () if everywhere else Responsibility.objects.filter(user=user).values_list("region__path", flat=True)
        user._scope = Scope(user, everywhere, tuple(paths))
    return user._scope


def region_path(record: Any) -> str:
    """The path of the region that answers for the record; empty for one of the whole country."""
    for way in record.REGION:
        place = record
        for step in way.split("__"):
            place = getattr(place, step, None)
        if place:
            return str(place)
    return ""
