"""What others copy to show a chart: a frame, a picture with a link, or the address alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from indicators.charts.chart import Chart
from indicators.charts.fonts import has_chinese_font
from indicators.charts.image import image_size
from indicators.embedding.sizes import WIDTH, frame_height
from programs.knowledge import address
from programs.permalinks import absolute


def chart_address(path: str, theme: str) -> str:
    """A path of ours, in the theme and as of the moment in which it is made."""
    at = address(path)
    return f"{at}{'&' if '?' in at else '?'}theme={theme}" if theme else at


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
    request: HttpRequest, program: str, chart: Chart, theme: str, *, most: tuple[int, int] | None = None
) -> Share:
    """In the active language and as of the active moment. `program` is the slug of the chart's program; `most` bounds
    the frame (width and height in px).
    """
    path = {"program": program, "key": chart.key}
    name = chart.series[0].program
    width = min(WIDTH, most[0]) if most else WIDTH
    height = frame_height(chart, name, width)
    picture = "chart-png" if has_chinese_font() else "chart-svg"
    return Share(
        title=gettext("%(subject)s: %(name)s") % {"subject": name, "name": chart.title},
        page=absolute(request, chart_address(reverse("chart", kwargs=path), theme)),
        program=absolute(request, f"{address(reverse('program', args=[program]))}#chart-{chart.key}"),
        picture=absolute(request, address(reverse(picture, kwargs=path))),
        picture_size=image_size(chart),
        width=width,
        height=min(height, most[1]) if most else height,
    )
