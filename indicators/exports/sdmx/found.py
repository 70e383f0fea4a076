"""The rows that an SDMX query asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, cast

from indicators.exports.links import Links
from indicators.exports.resources import RESOURCES, rows_of
from indicators.exports.rows.observations import ObservationRow
from indicators.exports.sdmx.asked import Asked
from indicators.exports.sdmx.concepts import Flow
from indicators.exports.sdmx.values import NOT_APPLICABLE, STATUSES, VALUES

OBSERVATIONS = RESOURCES["observations"]
COLUMNS = {
    "REF_AREA": "program__region__code",
    "PROGRAM": "program__slug",
    "CHAIN": "program__chain__slug",
    "INDICATOR": "indicator__code",
    "BREAKDOWN": "breakdown__code",
    "ROLE": "role",
    "OBS_STATUS": "obs_status",
    "COMPARATOR": "comparator",
}
OWN_STATUS = {code: status.value for status, code in STATUSES.items()}


def rows_by_flow(asked: Asked, links: Links) -> list[tuple[Flow, Iterator[ObservationRow]]]:
    """Each asked dataflow that has any row, with its rows; nothing but the first row of each is read yet."""
    found: list[tuple[Flow, Iterator[ObservationRow]]] = []
    for flow in asked.flows:
        rows = _rows(asked, flow, links)
        first = next(rows, None)
        if first is not None:
            found.append((flow, chain([first], rows)))
    return found


def _rows(asked: Asked, flow: Flow, links: Links) -> Iterator[ObservationRow]:
    records = OBSERVATIONS.published().filter(**_lookups(asked, flow))
    rows = cast("Iterator[ObservationRow]", rows_of(OBSERVATIONS, links, records))
    return (row for row in rows if bool(row.period_start) == flow.is_dated and fits(asked, row))


def _lookups(asked: Asked, flow: Flow) -> dict[str, Any]:
    """What the database can leave out; `fits` decides."""
    found: dict[str, Any] = {"period_start__isnull": not flow.is_dated}
    for name, values in asked.codes.items():
        if name == "OBS_STATUS":
            found["obs_status__in"] = [OWN_STATUS[value] for value in values if value in OWN_STATUS]
        elif name in COLUMNS and NOT_APPLICABLE not in values:
            found[f"{COLUMNS[name]}__in"] = sorted(values)
    return found


def fits(asked: Asked, row: ObservationRow) -> bool:
    if asked.since and not (row.period_start and row.period_start >= asked.since):
        return False
    if asked.until and not (row.period_end and row.period_end <= asked.until):
        return False
    return all(VALUES[name](row) in values for name, values in asked.codes.items())
