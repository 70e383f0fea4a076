"""The method, the rules and the words of the portal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.exports.linked.data_block import data_block
from indicators.exports.linked.subjects import portal_catalog
from indicators.models.choices import COMPARATORS, STATUSES
from indicators.rules.quantities import SIGNS, Comparator


def page(request: HttpRequest) -> HttpResponse:
    signs = [(SIGNS[Comparator(code)], words) for code, words in COMPARATORS if SIGNS[Comparator(code)]]
    return render(
        request,
        "about.html",
        {
            "catalog": data_block(portal_catalog(request)),
            "signs": signs,
            "statuses": [words for _code, words in STATUSES],
        },
    )
