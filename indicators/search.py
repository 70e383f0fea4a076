"""What can be found of what is measured: definitions of indicators, which are public once they are recorded."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.models import Indicator
from programs.finding import Kind


class Indicators(Kind):
    key = "indicators"
    model = Indicator
    shown = ("topic", "unit_name", "unit_name_en")
    order = ("topic", "code")

    def about(self, row: Indicator) -> Iterable[str]:
        return row.get_topic_display(), row.unit_label
