"""A row as SDMX component values, by component id: what CSV and JSON write is the same."""

from __future__ import annotations

from collections.abc import Callable

from indicators.exports.cells import joined
from indicators.exports.rows.observations import ObservationRow
from indicators.exports.sdmx.concepts import DATED, STAGED, Flow
from indicators.exports.sdmx.periods import frequency, time_period
from indicators.rules.periods import Period
from indicators.rules.series import Status

NOT_APPLICABLE = "_Z"

# SDMX:CL_OBS_STATUS(2.2) has codes for three of our five. A plan is not its F, a forecast: somebody set a target,
# nobody assessed what will come. It has nothing for a figure that its own source took back.
STATUSES = {
    Status.REPORTED: "A",
    Status.ESTIMATED: "E",
    Status.PROVISIONAL: "P",
    Status.PLANNED: "PLANNED",
    Status.WITHDRAWN: "WITHDRAWN",
}


def flow_of(row: ObservationRow) -> Flow:
    return DATED if row.period_start else STAGED


def period_of(row: ObservationRow) -> Period:
    return Period(row.period_start, row.period_end, row.period_inferred, row.stage_order, row.stage_label)


VALUES: dict[str, Callable[[ObservationRow], str]] = {
    "FREQ": lambda row: frequency(period_of(row)),
    "REF_AREA": lambda row: row.region,
    "PROGRAM": lambda row: row.program,
    "INDICATOR": lambda row: row.indicator,
    "BREAKDOWN": lambda row: row.breakdown or NOT_APPLICABLE,
    "ROLE": lambda row: row.role.value,
    "TIME_PERIOD": lambda row: time_period(period_of(row)),
    "STAGE": lambda row: str(row.stage_order),
    "OBS_VALUE": lambda row: f"{row.value:f}",
    "OBS_STATUS": lambda row: STATUSES[row.obs_status],
    "COMPARATOR": lambda row: row.comparator.value,
    "UNIT_MEASURE": lambda row: row.unit_measure,
    "UNIT_MULT": lambda row: str(row.unit_mult),
    "DECIMALS": lambda row: str(row.decimals),
    "CHAIN": lambda row: row.chain,
    "PERIOD_INFERRED": lambda row: "true" if row.period_inferred else "false",
    "INFERENCE": lambda row: row.inference,
    "STAGE_LABEL": lambda row: row.stage_label,
    "SOURCE": lambda row: row.source,
    "PARAGRAPH": lambda row: str(row.paragraph),
    "AS_STATED": lambda row: row.phrase,
    "OTHER_CITATIONS": lambda row: joined(str(place) for place in row.other_citations),
    "SOURCE_NOTES": lambda row: joined(str(note) for note in row.notes),
    "PERMALINK": lambda row: row.permalink,
}
