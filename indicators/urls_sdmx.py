"""The addresses of the SDMX REST API, version 2: what is left out at the end means any."""

from __future__ import annotations

from django.urls import URLPattern, path

from indicators import views_sdmx


def shorter(prefix: str, parts: list[str]) -> list[str]:
    """The address with all parts, and each with parts left out at the end."""
    return ["/".join([prefix, *parts[:count]]) for count in range(len(parts), -1, -1)]


DATA = shorter("data", ["<str:context>", "<str:agency>", "<str:flow>", "<str:version>", "<str:key>"])
STRUCTURE = shorter("structure", ["<str:kind>", "<str:agency>", "<str:name>", "<str:version>"])

urlpatterns: list[URLPattern] = [
    *(path(route, views_sdmx.data, name="sdmx-data") for route in DATA),
    *(path(route, views_sdmx.structures, name="sdmx-structure") for route in STRUCTURE),
]
