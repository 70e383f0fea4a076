"""A downloaded chart keeps its title, unit, period and source."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from indicators.charts.chart import Chart, build_all
from indicators.charts.image import image_png, image_svg
from tests.unit.charts import samples


@pytest.fixture
def chart() -> Chart:
    with translation.override("en"):
        return build_all(samples.fujian())[0]


def test_the_image_carries_title_subtitle_and_source(chart: Chart) -> None:
    svg = image_svg(chart)
    for text in (chart.title, chart.subtitle.split(":")[0], samples.CERAMICS, chart.description):
        assert text in svg
    assert "paragraph 11" in svg


def test_the_image_is_a_document_of_its_own(chart: Chart) -> None:
    svg = image_svg(chart)
    assert ET.fromstring(svg).attrib["width"] == "608"  # noqa: S314
    assert not any(part in svg for part in ("var(", "style=", "<script"))


def test_the_png_is_twice_as_large(chart: Chart) -> None:
    png = image_png(chart)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 2 * 608
