"""Observations as an SDMX-JSON 2.0 data message: https://github.com/sdmx-twg/sdmx-json, tag v2.0.0.

A flat list of observations for each dataflow. What is coded stands as an index into the values of its component; the
components follow after the observations, so that the message is written in one pass and memory holds no more than the
codes in use. Decimal values are texts, as the field guide asks ("all other SDMX data types"): 19.0 keeps its zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from indicators.exports.both_languages import in_both
from indicators.exports.rows.observations import ObservationRow
from indicators.exports.sdmx.codes import code_in
from indicators.exports.sdmx.concepts import OBS_VALUE, Concept, Flow
from indicators.exports.sdmx.header import DATA_SCHEMA, flow_urn, meta
from indicators.exports.sdmx.values import VALUES

MEDIA_TYPE = "application/vnd.sdmx.data+json; version=2.0.0"
BATCH = 200


def json_message(rows: Iterable[tuple[Flow, Iterable[ObservationRow]]]) -> Iterator[str]:
    """The message in pieces; one data set for each dataflow with its rows."""
    yield f'{{"meta": {_text(meta(DATA_SCHEMA))}, "data": {{"dataSets": ['
    structures = []
    for number, (flow, own) in enumerate(rows):
        written = FlatDataSet(flow)
        start = {"structure": number, "action": "Information", "links": [_link(flow)]}
        yield f'{", " if number else ""}{_text(start)[:-1]}, "observations": {{'
        yield from written.observations(own)
        yield "}}"
        structures.append(written.structure(number))
    yield f'], "structures": {_text(structures)}}}}}\n'


class FlatDataSet:
    """Writes observations and remembers which values its components took, in the order in which they came."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        indexed = [concept for concept in flow.components if concept.codes or concept in flow.dimensions]
        self.values: dict[str, dict[str, dict[str, Any]]] = {concept.id: {} for concept in indexed}

    def observations(self, rows: Iterable[ObservationRow]) -> Iterator[str]:
        piece: list[str] = []
        for number, row in enumerate(rows, 1):
            piece.append(("" if number == 1 else ", ") + self._observation(row))
            if number % BATCH == 0:
                yield "".join(piece)
                piece.clear()
        yield "".join(piece)

    def _observation(self, row: ObservationRow) -> str:
        key = ":".join(str(self._index(concept, row)) for concept in self.flow.dimensions)
        values = [VALUES[OBS_VALUE.id](row), *(self._attribute(concept, row) for concept in self.flow.attributes)]
        return f'"{key}": {_text(values)}'

    def _attribute(self, concept: Concept, row: ObservationRow) -> Any:
        if concept.codes:
            return self._index(concept, row)
        text = VALUES[concept.id](row)
        match concept.data_type:
            case "Integer":
                return int(text)
            case "Boolean":
                return text == "true"
        return text or None

    def _index(self, concept: Concept, row: ObservationRow) -> int:
        """The place of the row's value among those that the component took so far."""
        value, known = VALUES[concept.id](row), self.values[concept.id]
        if value not in known:
            known[value] = {"index": len(known), **self._value(concept, row, value)}
        return int(known[value]["index"])

    @staticmethod
    def _value(concept: Concept, row: ObservationRow, value: str) -> dict[str, Any]:
        if concept.codes:
            names = code_in(row, concept.codes, value).names
            return {"id": value, "name": names["zh"], "names": names}
        if concept.id == "TIME_PERIOD":
            start, end = row.period_start, row.period_end
            return {"value": value, "start": f"{start}T00:00:00+08:00", "end": f"{end}T23:59:59+08:00"}
        return {"value": value}

    def structure(self, data_set: int) -> dict[str, Any]:
        names, descriptions = in_both(self.flow.title), in_both(self.flow.meaning)
        dimensions = [
            self._component(concept) | {"keyPosition": place} for place, concept in enumerate(self.flow.dimensions)
        ]
        attributes = [
            self._component(concept) | {"relationship": {"observation": {}}} for concept in self.flow.attributes
        ]
        return {
            "links": [_link(self.flow)],
            "name": names["zh"],
            "names": names,
            "description": descriptions["zh"],
            "descriptions": descriptions,
            "dimensions": {"observation": dimensions},
            "measures": {"observation": [self._component(OBS_VALUE)]},
            "attributes": {"observation": attributes},
            "dataSets": [data_set],
        }

    def _component(self, concept: Concept) -> dict[str, Any]:
        names = concept.names
        found: dict[str, Any] = {"id": concept.id, "name": names["zh"], "names": names}
        if concept.id in self.values:
            values = self.values[concept.id].values()
            found["values"] = [{key: text for key, text in value.items() if key != "index"} for value in values]
        if not concept.codes:
            found["format"] = {"dataType": concept.data_type}
        return found


def _link(flow: Flow) -> dict[str, str]:
    return {"rel": "dataflow", "urn": flow_urn(flow)}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
