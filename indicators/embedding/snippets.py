"""What others copy to show a chart: a frame, a picture with a link, or the address alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext

from indicators.charts.chart import Chart
from indicators.charts.image import image_size
from indicators.embedding.sizes import WIDTH, frame_height
from programs.permalinks import absolute

THEMES = ("light", "dark")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def theme_of(query: QueryDict) -> str:
    """light or dark where the address asks for it; else empty: as the reader has it."""
    asked = query.get("theme", "")
    return asked if asked in THEMES else ""


def kept_query(query: QueryDict, *, theme: bool = True) -> str:
    """What an address of the same chart carries on: the day as of which it is shown, and the theme."""
    day = query.get("as_of", "")
    kept = {"as_of": day if DAY.fullmatch(day) else "", "theme": theme_of(query) if theme else ""}
    text = urlencode({name: value for name, value in kept.items() if value})
    return f"?{text}" if text else ""


@dataclass(frozen=True)
class Share:
    """One chart as others show it: whole addresses, its picture's size in px, its frame's size in px."""

    title: str
    page: str
    program: str
    picture: str
    picture_size: tuple[int, int]
    width: int
    height: int

    @property
    def frame(self) -> str:
        """HTML of a frame; it gets narrower with its place. The style is for the page that it is pasted into."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
            'style="max-width:100%;border:0"></iframe>',
            *(self.page, self.title, self.width, self.height),
        )

    @property
    def image(self) -> str:
        """HTML of the picture, for places that take no frames; it leads to where the figures are told."""
        width, height = self.picture_size
        return format_html(
            '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy" '
            'style="max-width:100%;height:auto"></a>',
            *(self.program, self.picture, self.title, width, height),
        )


def share_of(
    request: HttpRequest, program: str, chart: Chart, query: QueryDict, *, most: tuple[int, int] | None = None
) -> Share:
    """In the active language. `program` is the slug of the chart's program, `query` that of the chart's page; `most`
    bounds the frame (width and height in px).
    """
    path = {"program": program, "key": chart.key}
    as_of = kept_query(query, theme=False)
    name = chart.series[0].program
    width = min(WIDTH, most[0]) if most else WIDTH
    height = frame_height(chart, name, width)
    return Share(
        title=gettext("%(subject)s: %(name)s") % {"subject": name, "name": chart.title},
        page=absolute(request, reverse("chart", kwargs=path) + kept_query(query)),
        program=absolute(request, f"{reverse('program', args=[program])}{as_of}#chart-{chart.key}"),
        picture=absolute(request, reverse("chart-png", kwargs=path) + as_of),
        picture_size=image_size(chart),
        width=width,
        height=min(height, most[1]) if most else height,
    )
