"""The values of coded fields with their names, over the plain enumerations of `indicators.rules`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from indicators.rules.changes import Kind
from indicators.rules.quantities import Comparator
from indicators.rules.series import Accumulation, Polarity, Role, Status, ValueKind

COMPARATORS = [
    (Comparator.EQ.value, _("exactly")),
    (Comparator.GT.value, _("more than")),
    (Comparator.GE.value, _("at least")),
    (Comparator.LT.value, _("less than")),
    (Comparator.LE.value, _("at most")),
    (Comparator.AP.value, _("about")),
]
STATUSES = [
    (Status.REPORTED.value, _("Reported")),
    (Status.PLANNED.value, _("Planned")),
    (Status.PROVISIONAL.value, _("Provisional")),
    (Status.ESTIMATED.value, _("Estimated")),
    (Status.WITHDRAWN.value, _("Withdrawn by the source")),
]
ROLES = [
    (Role.ACTUAL.value, _("Actual")),
    (Role.TARGET.value, _("Target")),
    (Role.BASELINE.value, _("Baseline")),
]
VALUE_KINDS = [
    (ValueKind.MONEY.value, _("Money")),
    (ValueKind.PERCENT.value, _("Percent")),
    (ValueKind.COUNT.value, _("Count")),
    (ValueKind.RATIO.value, _("Ratio")),
    (ValueKind.INDEX.value, _("Index")),
]
POLARITIES = [
    (Polarity.HIGHER.value, _("Higher is better")),
    (Polarity.LOWER.value, _("Lower is better")),
    (Polarity.NEUTRAL.value, _("Neither is better")),
    (Polarity.UNKNOWN.value, _("Not declared")),
]
ACCUMULATIONS = [
    (Accumulation.STOCK.value, _("State at a time")),
    (Accumulation.FLOW.value, _("Amount in a period")),
    (Accumulation.CUMULATIVE.value, _("Running total")),
    (Accumulation.UNKNOWN.value, _("Not stated by the source")),
]
CHANGE_KINDS = [
    (Kind.PERCENT.value, _("Percent change")),
    (Kind.POINTS.value, _("Percentage points")),
    (Kind.MULTIPLE.value, _("Multiple")),
    (Kind.DIFFERENCE.value, _("Difference")),
    (Kind.ANNUAL_RATE.value, _("Annual rate")),
    (Kind.SHARE.value, _("Share")),
]
UNIT_MULTS = [
    (-6, "10⁻⁶"),
    (-3, "10⁻³"),
    (0, _("single")),
    (1, "十 (10)"),
    (2, "百 (10²)"),
    (3, "千 (10³)"),
    (4, "万 (10⁴)"),
    (6, "百万 (10⁶)"),
    (8, "亿 (10⁸)"),
    (12, "万亿 (10¹²)"),
]
