"""Pages of a list by the key of the last item, so that a page costs the same at the end of a million rows as at the
start, and nothing is missed or doubled when records are published in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field, create_model

from indicators.exports.resources import Resource
from qualityportal.api.filters import Filters
from qualityportal.api.lists import List
from qualityportal.api.problems import Problem, site_address
from qualityportal.api.values import SomeOf

USUAL, MOST = 100, 1_000
FIELDS = _("Only these columns, with commas between them; all where it is not given.")


class Paging(BaseModel):
    fields: tuple[str, ...] | None = None  # each list has its own
    limit: Annotated[int, Field(ge=1, le=MOST, description=_("Most items on a page, from 1 to 1000."))] = USUAL
    cursor: Annotated[
        str | None,
        Field(
            max_length=500,
            description=_("Where the page begins; taken from “next” and never made up."),
        ),
    ] = None


def paging_of(resource: Resource) -> Any:
    """`Paging` with the columns of the resource as what `fields` may name."""
    kind = Annotated[Annotated[tuple[str, ...], SomeOf(resource.columns)] | None, Field(description=FIELDS)]
    return create_model(f"{resource.row.__name__}Paging", __base__=Paging, fields=(kind, None))


@dataclass(frozen=True)
class Cursor:
    """After which values of the order the page begins, and how many rows the list had when its first page was read:
    they are counted once for a walk. Signed together with the list and its filters, so that no other list takes it.
    """

    after: list[Any]
    count: int

    @classmethod
    def read(cls, text: str, scope: str) -> Cursor:
        try:
            after, count = _signer(scope).unsign_object(text)
        except (BadSignature, ValueError):
            raise Problem("bad-cursor") from None
        return cls(after, count)

    def written(self, scope: str) -> str:
        after = [value.isoformat() if isinstance(value, datetime) else value for value in self.after]
        return str(_signer(scope).sign_object([after, self.count]))

    def condition(self, order: Sequence[str]) -> Q:
        """What comes after it. The first column alone bounds the index that is walked."""
        first, last, values = order[0], order[-1], self.after
        if len(order) == 1:
            return Q(**{f"{first}__gt": values[0]})
        later = Q(**{f"{first}__gt": values[0]}) | Q(**{f"{last}__gt": values[1]})
        return Q(**{f"{first}__gte": values[0]}) & later


def _signer(scope: str) -> Signer:
    return Signer(sep=".", salt=f"qualityportal.api {scope}")


def scope_of(request: HttpRequest) -> str:
    """The list and its filters, however they are ordered in the address."""
    chosen = sorted((name, str(value)) for name, value in request.GET.items() if name not in Paging.model_fields)
    return f"{request.path}?{urlencode(chosen)}"


@dataclass(frozen=True)
class Part:
    """One page of records; `next` is the absolute address of the page after it."""

    records: list[Any]
    count: int
    next: str | None


def part_of(request: HttpRequest, of: List, filters: Filters, paging: Paging) -> Part:
    """Finds the keys first and then what belongs to them: a database that sorts does not sort whole rows."""
    scope, condition, order = scope_of(request), filters.get_filter_expression(), of.order(filters)
    cursor = Cursor.read(paging.cursor, scope) if paging.cursor else None
    count = cursor.count if cursor else of.count(condition, filters)
    keys = of.keys(condition).filter(cursor.condition(order) if cursor else Q())
    found = list(keys.order_by(*order).values_list(*order)[: paging.limit + 1])
    here = found[: paging.limit]
    records = of.records([key for *_first, key in here]).order_by(*order) if here else []
    if len(found) == len(here):
        return Part(list(records), count, None)
    query = request.GET.copy()
    query["cursor"] = Cursor(list(here[-1]), count).written(scope)
    return Part(list(records), count, f"{site_address(request)}{request.path}?{query.urlencode()}")
