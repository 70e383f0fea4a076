"""The method, the rules and the words of the portal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.exports.linked.blocks import portal_block
from indicators.models.choices import COMPARATORS, STATUSES
from indicators.rules.quantities import SIGNS, Comparator


def page(request: HttpRequest) -> HttpResponse:
    signs = [(SIGNS[Comparator(code)], words) for code, words in COMPARATORS if SIGNS[Comparator(code)]]
    return render(
        request,
        "about.html",
        {
            "catalog": portal_block(request),
            "signs": signs,
            "statuses": [words for _code, words in STATUSES],
        },
    )
