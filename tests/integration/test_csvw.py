"""CSV files are what their metadata says, by a validator that did not write them."""

from __future__ import annotations

import datetime
import json
import re
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW

from indicators.exports.resources import RESOURCES
from indicators.models import Observation
from tests import records

ADDRESSES = [
    *(f"/{name}.csv" for name in RESOURCES),
    "/api/v1/observations.csv",
    "/api/v1/programs.csv?chain=ceramics",
    "/programs/zhangshu-metal-furniture/observations.csv",
    "/programs/zhangshu-metal-furniture/measures.csv",
    "/indicators/export-value/observations.csv",
    "/sources/ceramics-three-regions/observations.csv",
    "/charts/fujian-household-ceramics/export-value.csv",
    "/en/compare.csv?program=fujian-household-ceramics&program=zhangshu-metal-furniture",
]


def described(client, address: str) -> tuple[bytes, dict[str, Any]]:
    """A file and its metadata, which is found as W3C says: by the Link header of the file."""
    response = client.get(address)
    assert response.status_code == 200, address
    link = re.fullmatch(r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"', response["Link"])
    assert link
    metadata = client.get(link[1])
    assert metadata["Content-Type"] == "application/csvm+json"
    assert metadata["Access-Control-Allow-Origin"] == "*"
    assert metadata.json()["url"] == f"http://testserver{address}"
    if "?" not in address:
        assert link[1] == f"{address}-metadata.json"
    return response.getvalue(), metadata.json()


def read(folder: Path, data: bytes, metadata: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """The typed rows of the file, and what the validator says against it."""
    (folder / "file.csv").write_bytes(data)
    path = folder / "file.csv-metadata.json"
    path.write_text(json.dumps({**metadata, "url": "file.csv"}), encoding="utf-8")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        table = CSVW(str(path), validate=True)
        try:
            rows = list(table.tables[0])
            faults = [] if table.is_valid else ["invalid"]
        except ValueError as fault:
            return [], [str(fault)]
        return rows, faults + [str(one.message) for one in said]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_is_what_its_metadata_says(portal, client, tmp_path, address):
    data, metadata = described(client, address)
    rows, faults = read(tmp_path, data, metadata)
    assert not faults
    assert rows
    assert [column["name"] for column in metadata["tableSchema"]["columns"]] == data.decode("utf-8-sig").splitlines()[
        0
    ].split(",")


def test_values_come_with_their_types(portal, client, tmp_path):
    program = Observation.objects.get(pk=1).program
    cited = records.citation("一处", 3)
    made = records.observation(program, records.indicator("new"), value="19.0", comparator="gt", **records.year(2020))
    made.other_citations.add(cited, records.citation("又一处", 9))
    rows, _faults = read(tmp_path, *described(client, "/observations.csv"))
    row = next(row for row in rows if row["id"] == made.pk)
    assert (row["value"], row["unit_mult"], row["comparator"]) == (Decimal("19.0"), 8, "gt")
    assert (row["period_start"], row["period_inferred"]) == (datetime.datetime(2020, 1, 1), False)  # noqa: DTZ001
    assert row["stage_order"] is None
    assert sorted(row["other_citations"]) == ["report#3#一处", "report#9#又一处"]
    assert row["approved_at"].tzinfo


@pytest.mark.parametrize(
    ("good", "bad"),
    [(b",eq,", b",roughly,"), (b",false,", b",no,"), (b"period_start", b"period_begin"), (b"\r\n2,", b"\r\n1,")],
)
def test_the_validator_finds_what_is_wrong(portal, client, tmp_path, good, bad):
    data, metadata = described(client, "/observations.csv")
    assert good in data
    _rows, faults = read(tmp_path, data.replace(good, bad, 1), metadata)
    assert faults


@pytest.mark.parametrize(
    "address", ["/nothing.csv-metadata.json", "/admin/x.csv-metadata.json", "/observations.xlsx-metadata.json"]
)
def test_there_is_no_metadata_without_a_file(db, client, address):
    assert client.get(address).status_code == 404
