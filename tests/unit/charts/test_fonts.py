"""A chart is set in the faces of its page, drawn by the server or by the browser, and in a file of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from indicators.charts.chart import build_all
from indicators.charts.image import image_svg
from indicators.charts.plotting.payload import payload
from tests.unit.charts import samples

CSS = (Path(__file__).parents[3] / "static" / "css" / "portal.css").read_text()
PAGE = {"en": r"^  --sans: (.+);$", "zh-hans": r"^:root:lang\(zh\) { --sans: (.+); }$"}


@pytest.mark.parametrize("language", PAGE)
def test_a_chart_has_the_faces_of_its_page(language: str) -> None:
    (stack,) = re.findall(PAGE[language], CSS, re.MULTILINE)
    faces = stack.replace('"', "")
    with translation.override(language):
        chart = build_all(samples.fujian())[0]
    wide = payload(chart)["wide"]["layout"]
    assert wide["font"]["family"] == wide["hoverlabel"]["font"]["family"] == faces
    assert set(re.findall(r'font-family="([^"]+)"', image_svg(chart))) == {faces}
