"""Pages of a list by the key of the last item, so that a page costs the same at the end of a million rows as at the
start, and nothing is missed or doubled when records are published in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field, create_model

from indicators.exports.resources import Resource
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
    """After which key the page begins, and how many rows the list had when its first page was read: they are
    counted once for a walk. Signed together with the list and its filters, so that no other list takes it.
    """

    after: Any
    count: int

    @classmethod
    def read(cls, text: str, scope: str) -> Cursor:
        try:
            after, count = _signer(scope).unsign_object(text)
        except (BadSignature, ValueError):
            raise Problem("bad-cursor") from None
        return cls(after, count)

    def written(self, scope: str) -> str:
        return str(_signer(scope).sign_object([self.after, self.count]))


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


def part_of(request: HttpRequest, rows: QuerySet[Any], key: str, paging: Paging) -> Part:
    scope = scope_of(request)
    cursor = Cursor.read(paging.cursor, scope) if paging.cursor else None
    count = cursor.count if cursor else rows.order_by().count()
    after = {f"{key}__gt": cursor.after} if cursor else {}
    found = list(rows.filter(**after).order_by(key)[: paging.limit + 1])
    records = found[: paging.limit]
    if len(found) <= paging.limit:
        return Part(records, count, None)
    query = request.GET.copy()
    query["cursor"] = Cursor(getattr(records[-1], key), count).written(scope)
    return Part(records, count, f"{site_address(request)}{request.path}?{query.urlencode()}")
