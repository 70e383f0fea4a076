"""The tables of this app: figures, and the changes that sources state."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.utils.translation import gettext as _

from indicators.models import Breakdown, Indicator, Observation, ReportedChange
from indicators.rules.changes import Kind
from indicators.rules.numbers import CHINESE_MULT
from indicators.rules.periods import is_whole_years
from indicators.rules.series import ValueKind
from programs.scope import Scope
from programs.tabular.columns import Allowed, Coded, Column, Entry, Exact
from programs.tabular.finders import Finder
from programs.tabular.table import Table, register
from programs.tabular.tables import NOTES, columns

PERCENT_KINDS = (Kind.PERCENT, Kind.POINTS, Kind.ANNUAL_RATE, Kind.SHARE)
SLOT = ("program", "indicator", "breakdown", "role", "period_start", "period_end", "stage_order")


class Value(Exact):
    """98% is 98 where the figure is a percentage."""

    def takes_percent(self, entry: Entry) -> bool:
        record = entry.record
        if isinstance(record, ReportedChange):
            return record.kind in PERCENT_KINDS
        return not record.indicator_id or record.indicator.value_kind == ValueKind.PERCENT.value


class ObservationFinder(Finder):
    """A figure named as: program/indicator, or program/indicator/breakdown, its time, and its role unless actual.

    The time is 2012, 2012..2013, 2021-01-01..2021-08-31 or, without dates, stage 1.
    """

    YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")
    DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
    FORM = re.compile(r"([\w-]+)/([\w-]+)(?:/([\w-]+))? (stage \d{1,5}|[0-9.-]+)(?: (target|baseline))?")

    def find(self, keys: set[str], scope: Scope) -> dict[str, Any]:
        parts = [match.groups() for key in keys if (match := self.FORM.fullmatch(key))]
        wanted = {"program__slug__in": {p[0] for p in parts}, "indicator__code__in": {p[1] for p in parts}}
        rows = self.rows(scope).filter(**wanted).exclude(publication="withdrawn")
        return {self.text(row): row for row in rows}

    def text(self, row: Observation) -> str:
        names = [row.program.slug, row.indicator.code, *([row.breakdown.code] if row.breakdown else [])]
        role = f" {row.role}" if row.role != "actual" else ""
        return f"{'/'.join(names)} {self._time(row)}{role}"

    @staticmethod
    def _time(row: Observation) -> str:
        start, end = row.period_start, row.period_end
        if start is None or end is None:
            return f"stage {row.stage_order}"
        if is_whole_years(start, end):
            return f"{start.year}" if start.year == end.year else f"{start.year}..{end.year}"
        return f"{_iso(start)}..{_iso(end)}"

    def split(self, text: str) -> list[str]:
        return [text] if text else []

    def allowed(self, scope: Scope) -> Allowed:
        return []

    def hint(self) -> str:
        return _("program/indicator or program/indicator/breakdown, and the time: 2012, 2012..2013 or stage 1")


def _iso(day: datetime.date) -> str:
    return day.isoformat()


INDICATORS = Finder(Indicator, "code")
BREAKDOWNS = Finder(Breakdown, "code")
FIGURES = ObservationFinder(Observation, "pk", ["program__region", "indicator", "breakdown"])
FINDERS: dict[str, Finder] = {
    "indicator": INDICATORS,
    "breakdown": BREAKDOWNS,
    "source_notes": NOTES,
    "from_observation": FIGURES,
    "to_observation": FIGURES,
}


def _figures(model: Any, names: str) -> tuple[Column, ...]:
    """The columns, with the number and its multiplier (亿 for 8) read as sources print them."""
    mults = {word: mult for mult, word in CHINESE_MULT.items() if word}
    own = {
        "value": Value(model._meta.get_field("value")),
        "unit_mult": Coded(model._meta.get_field("unit_mult"), mults),
    }
    return tuple(own.get(column.name, column) for column in columns(model, names, FINDERS))


register(
    Table(
        Observation,
        _figures(
            Observation,
            "id program indicator breakdown comparator value unit_mult period_start period_end period_inferred "
            "inference inference_en stage_order stage_label stage_label_en role obs_status is_key position "
            "source_notes citation other_citations publication",
        ),
        key=SLOT,
        sieve=("program", "indicator"),
        related=("program__region", "indicator", "breakdown", "citation__document"),
        withdrawn_are_free=True,
    )
)
register(
    Table(
        ReportedChange,
        _figures(
            ReportedChange,
            "program slug indicator breakdown kind comparator value unit_mult span_years from_observation "
            "to_observation note note_en position source_notes citation other_citations publication",
        ),
        key=("program", "slug"),
        sieve=("program", "slug"),
        related=(
            "program__region",
            "indicator",
            "breakdown",
            "citation__document",
            *(f"{end}_observation__{name}" for end in ("from", "to") for name in ("program", "indicator", "breakdown")),
        ),
    )
)
