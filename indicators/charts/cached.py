"""Keeps drawn SVGs by the hash of their figure and the renderer's version; nothing is ever flushed."""

from __future__ import annotations

from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.base import InvalidCacheBackendError

from indicators.charts import render


def svg_of(figure: Any, *, themed: bool = True) -> str:
    """The figure's SVG, drawn at most once for each figure and renderer version."""
    cache = _cache()
    key = f"svg:{render.RENDER_VERSION}:{'var' if themed else 'hex'}:{render.figure_hash(figure)}"
    svg = cache.get(key)
    if svg is None:
        svg = render.to_svg(figure, width=figure.layout.width, height=figure.layout.height, themed=themed)
        cache.set(key, svg, None)
    return str(svg)


def _cache() -> BaseCache:
    try:
        return caches["charts"]
    except InvalidCacheBackendError:
        return caches["default"]
