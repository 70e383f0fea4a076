"""Keeps drawn SVGs by what they show and the code that draws them; nothing is ever flushed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache as once
from pathlib import Path
from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.base import InvalidCacheBackendError

from indicators.charts.chart import Chart
from indicators.charts.drawing import drawn

CODE = Path(__file__).resolve().parents[2]
DRAWN_BY = ("indicators/charts/**/*.py", "indicators/rules/*.py", "indicators/words.py", "locale/*/LC_MESSAGES/*.mo")


def svg_of(chart: Chart, *, narrow: bool, themed: bool = True) -> str:
    """The chart's drawing, made at most once for each chart, language and version of the drawing code."""

    kind = f"svg-{'narrow' if narrow else 'wide'}-{'themed' if themed else 'plain'}"
    return str(kept(kind, chart, lambda: drawn("svg", chart, narrow=narrow, themed=themed)))


def size_of(chart: Chart, *, narrow: bool) -> tuple[int, int]:
    """Width and height of the drawing in px, without building its figure where the drawing is kept."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg_of(chart, narrow=narrow))
    assert found is not None  # render.to_svg writes it
    return int(found[1]), int(found[2])


def kept(kind: str, chart: Chart, draw: Callable[[], Any], *, said: object = "") -> Any:
    """What `draw` makes of the chart, made at most once for each chart, language and version of the drawing code, and
    for what it says besides.
    """
    cache = _cache()
    besides = hashlib.sha256(repr(said).encode()).hexdigest()[:32] if said else ""
    key = f"{kind}:{drawing_version()}:{chart.digest}:{besides}"
    made = cache.get(key)
    if made is None:
        made = draw()
        cache.set(key, made, None)
    return made


@once
def drawing_version() -> str:
    """A digest of all that decides how a chart looks, its words included; read once per process."""
    digest = hashlib.sha256()
    for pattern in DRAWN_BY:
        for path in sorted(CODE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache() -> BaseCache:
    try:
        return caches["charts"]
    except InvalidCacheBackendError:
        return caches["default"]
