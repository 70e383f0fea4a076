"""The codelists: fixed ones from the words of `indicators.models.choices`, the others from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_noop as _

from indicators.exports.both_languages import in_both
from indicators.exports.rows.observations import ObservationRow
from indicators.exports.sdmx.periods import OTHER
from indicators.exports.sdmx.values import NOT_APPLICABLE, STATUSES
from indicators.models import Breakdown, Indicator, choices
from indicators.rules.series import Status
from programs.models import IndustryChain, Program, Region


@dataclass(frozen=True)
class Code:
    """`parent` is the id of the code above it; empty for most."""

    id: str
    zh: str
    en: str
    parent: str = ""

    @property
    def names(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en or self.zh}


TITLES = {
    "CL_FREQ": _("Frequency"),
    "CL_AREA": _("Regions"),
    "CL_PROGRAM": _("Programs"),
    "CL_INDICATOR": _("Indicators"),
    "CL_BREAKDOWN": _("Breakdowns"),
    "CL_CHAIN": _("Industry chains"),
    "CL_ROLE": _("Role"),
    "CL_OBS_STATUS": _("Status"),
    "CL_COMPARATOR": _("Sign"),
    "CL_UNIT_MEASURE": _("Unit"),
    "CL_UNIT_MULT": _("Unit multiplier"),
}
FREQUENCIES = [
    ("A", _("Year")),
    ("S", _("Half-year")),
    ("Q", _("Quarter")),
    ("M", _("Month")),
    ("D", _("Day")),
    (OTHER, _("Other length")),
]
UNSPLIT = _("Not split")


def _labelled(pairs: Iterable[tuple[object, object]]) -> list[Code]:
    return [Code(str(code), **in_both(label)) for code, label in pairs]


@cache
def fixed_codes() -> dict[str, list[Code]]:
    return {
        "CL_FREQ": _labelled(FREQUENCIES),
        "CL_ROLE": _labelled(choices.ROLES),
        "CL_OBS_STATUS": _labelled((STATUSES[Status(code)], label) for code, label in choices.STATUSES),
        "CL_COMPARATOR": _labelled(choices.COMPARATORS),
        "CL_UNIT_MULT": _labelled(choices.UNIT_MULTS),
    }


def stored_codes() -> dict[str, list[Code]]:
    """What the tables hold now; only published programs. One query for each list."""
    regions = Region.objects.order_by("path").values_list("code", "name", "name_en", "parent__code")
    programs = Program.objects.live().order_by("slug").values_list("slug", "name", "name_en")
    indicators = Indicator.objects.order_by("code").values_list("code", "name", "name_en")
    units = Indicator.objects.order_by("unit", "code").values_list("unit", "unit_name", "unit_name_en")
    breakdowns = Breakdown.objects.order_by("dimension", "code").values_list("code", "name", "name_en")
    chains = IndustryChain.objects.order_by("slug").values_list("slug", "name", "name_en")
    return {
        "CL_AREA": [Code(code, zh, en, parent or "") for code, zh, en, parent in regions],
        "CL_PROGRAM": [Code(*fields) for fields in programs],
        "CL_INDICATOR": [Code(*fields) for fields in indicators],
        "CL_BREAKDOWN": [Code(NOT_APPLICABLE, **in_both(UNSPLIT)), *(Code(*fields) for fields in breakdowns)],
        "CL_UNIT_MEASURE": list({unit: Code(unit, zh, en) for unit, zh, en in units}.values()),
        "CL_CHAIN": [Code(*fields) for fields in chains],
    }


def codelists() -> dict[str, list[Code]]:
    found = fixed_codes() | stored_codes()
    return {name: found[name] for name in TITLES}


NAMED: dict[str, Callable[[ObservationRow], tuple[str, str]]] = {
    "CL_AREA": lambda row: (row.region_name, row.region_name_en),
    "CL_PROGRAM": lambda row: (row.program_name, row.program_name_en),
    "CL_INDICATOR": lambda row: (row.indicator_name, row.indicator_name_en),
    "CL_BREAKDOWN": lambda row: (row.breakdown_name, row.breakdown_name_en),
    "CL_UNIT_MEASURE": lambda row: (row.unit, row.unit_en),
    "CL_CHAIN": lambda row: (row.chain_name, row.chain_name_en),
}


def code_in(row: ObservationRow, codelist: str, value: str) -> Code:
    """The code `value` of a row with its names, without a query."""
    if codelist in NAMED and value != NOT_APPLICABLE:
        return Code(value, *NAMED[codelist](row))
    if codelist in NAMED:
        return Code(value, **in_both(UNSPLIT))
    return next(code for code in fixed_codes()[codelist] if code.id == value)
