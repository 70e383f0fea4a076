"""Observations as SDMX-CSV 2.0: https://github.com/sdmx-twg/sdmx-csv, tag v2.0.0.

Both dataflows may stand in one file; columns of the other one are empty. Values are written as they are, without the
mark that keeps spreadsheets from reading a text as a formula: this form is for programs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from indicators.exports.rows.observations import ObservationRow
from indicators.exports.sdmx.concepts import FLOWS, OBS_VALUE, Concept, Flow
from indicators.exports.sdmx.values import VALUES, flow_of

MEDIA_TYPE = "application/vnd.sdmx.data+csv; version=2.0.0"
INFORMATION = "I"
BATCH = 200


def columns(flows: Iterable[Flow]) -> list[Concept]:
    """Dimensions of the first flow, then further ones of the next, then the measure, then attributes likewise."""
    flows = list(flows)
    dimensions = [concept for flow in flows for concept in flow.dimensions]
    attributes = [concept for flow in flows for concept in flow.attributes]
    return list(dict.fromkeys([*dimensions, OBS_VALUE, *attributes]))


def csv_message(rows: Iterable[ObservationRow], flows: tuple[Flow, ...] = FLOWS) -> Iterator[str]:
    """The file in pieces of some rows each."""
    concepts = columns(flows)
    used = {flow.id: {concept.id for concept in flow.components} for flow in flows}
    piece = io.StringIO()
    writer = csv.writer(piece)
    writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *(concept.id for concept in concepts)])
    for number, row in enumerate(rows, 1):
        flow = flow_of(row)
        values = [VALUES[concept.id](row) if concept.id in used[flow.id] else "" for concept in concepts]
        writer.writerow(["dataflow", flow.reference, INFORMATION, *values])
        if number % BATCH == 0:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue()
