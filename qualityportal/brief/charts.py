"""The charts of a brief: what they show in sentences, then the pictures; tables where no picture can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext
from docx.shared import Mm

from indicators import words
from indicators.cards import Card
from indicators.charts.chart import Chart
from indicators.charts.context import table_rows
from indicators.charts.fonts import has_chinese_font
from indicators.charts.forms import Form
from indicators.charts.image import PAD, SCALE, png_of
from programs.models import Citation
from qualityportal.brief.paper import NARROWEST, Paper, Text, ToChart
from qualityportal.brief.places import Places

CHANGED, COUNTED = Mm(128), NARROWEST  # widths of pictures
CROPPED: Final = (PAD - 4) * SCALE


def say(paper: Paper, charts: Sequence[Chart]) -> None:
    """Each chart's sentence, with the name of the picture that will follow."""
    before, after = gettext(" (see %(chart)s)").split("%(chart)s")
    for number, chart in enumerate(charts, start=paper.next_chart):
        see: Text = [before, ToChart(number), after] if has_chinese_font() else []
        paper.paragraph("Body Text", [chart.description, *see])


def draw(paper: Paper, charts: Iterable[Chart], cards: Iterable[Card], places: Places) -> None:
    """The pictures, each with the notes of the figures in it; `cards` are those of the program."""
    cited = {card.observation.pk: card.citations for card in cards}
    for chart in charts:
        notes = places.notes(_citations(chart, cited))
        if has_chinese_font():
            _picture(paper, chart, [chart.title, *notes])
        else:
            caption = gettext("%(text)s (%(more)s)") % {"text": chart.title, "more": chart.subtitle}
            _table(paper, chart, [caption, *notes])


def _citations(chart: Chart, cited: dict[int, tuple[Citation, ...]]) -> list[Citation]:
    points = (point for series in chart.series for point in series.points)
    return [citation for point in points for citation in cited.get(point.pk or 0, ())]


def _picture(paper: Paper, chart: Chart, caption: Text) -> None:
    width = COUNTED if chart.form is Form.BARS else CHANGED
    shows = words.in_one_text([chart.description, *chart.notes], chart.language)
    paper.picture(png_of(chart), width=width, margin=CROPPED, alternative=shows, caption=caption)


def _table(paper: Paper, chart: Chart, caption: Text) -> None:
    columns = [
        (gettext("Figure"), 40),
        (gettext("Period"), 22),
        (gettext("Value"), 22),
        (gettext("Kind of figure"), 24),
    ]
    rows = [
        [[[row["name"]]], [[row["period"]]], [[row["value"]]], [[words.listed([row["status"], row["kind"]])]]]
        for row in table_rows(chart)
    ]
    paper.table(columns, rows, caption)
    for note in chart.notes:
        paper.paragraph("Table Note", [note])
