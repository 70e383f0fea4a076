"""The search over both apps; its state is the address, and each result says why it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from indicators.search import Indicators
from programs.finding import Found, Kind
from programs.first_found import FirstFound
from programs.long_lists import in_order
from programs.rules.words import Query, query_of
from programs.search import KINDS as PROGRAM_KINDS
from programs.search import examples

FIRST = 8  # results of each kind on the page of all kinds
PER_PAGE = 20
KINDS: dict[str, Kind] = {kind.key: kind for kind in (*PROGRAM_KINDS[:2], Indicators(), *PROGRAM_KINDS[2:])}


@dataclass(frozen=True)
class Group:
    """The results of one kind; `more` leads to all of them where the page shows only the first."""

    kind: Kind
    results: list[Found]
    more: str = ""


def page(request: HttpRequest) -> HttpResponse:
    query = query_of(request.GET.get("q", ""))
    kind = KINDS.get(request.GET.get("kind", ""))
    context: dict[str, Any] = {"query": query, "kind": kind}
    if not query.words:
        context["examples"] = examples()
    elif kind:
        first = FirstFound(kind, query.words)
        keys = first.keys(first.most + 1)
        found = Paginator(keys[: first.most], PER_PAGE).get_page(request.GET.get("page"))
        context |= {"is_more": len(keys) > first.most, **_page_of(kind, found, query)}
    else:
        context["groups"] = [group for group in _first_of_each(query) if group.results]
    return render(request, "search.html", context)


def _first_of_each(query: Query) -> Iterator[Group]:
    """Words that are common in one kind are likely to be in the others."""
    common = False
    for kind in KINDS.values():
        found = FirstFound(kind, query.words, likely=common)
        yield _first_of(kind, found.keys(FIRST + 1), query)
        common = common or found.are_read


def _first_of(kind: Kind, keys: Sequence[Any], query: Query) -> Group:
    rows = in_order(keys, kind.rows().filter(pk__in=keys)) if keys else []
    more = "?" + urlencode({"q": query.text, "kind": kind.key}) if len(rows) > FIRST else ""
    return Group(kind, _results(kind, rows[:FIRST], query), more)


def _page_of(kind: Kind, found: Page, query: Query) -> dict[str, Any]:
    group = Group(kind, _results(kind, in_order(list(found), kind.rows().filter(pk__in=list(found))), query))
    return {"groups": [group] if group.results else [], "page": found, "count": found.paginator.count}


def _results(kind: Kind, rows: Sequence[Any], query: Query) -> list[Found]:
    return [kind.result(row, query.words) for row in rows]
