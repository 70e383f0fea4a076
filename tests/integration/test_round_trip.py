"""All published observations by every way out are those of the database: value, sign, time, status, role, places.

A further format gives `Told` by number, and is added to `WAYS`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from django.utils.translation import override

from indicators.exports.cells import split
from indicators.exports.columns import columns_of
from indicators.exports.rows import ObservationRow
from indicators.exports.sdmx.periods import dated
from indicators.models import Breakdown, Observation
from indicators.rules.quantities import with_decimals
from programs.actions.revising import accept, open_revision, propose
from programs.tabular.cells import unescaped
from qualityportal.roles import EDITOR, REVIEWER
from tests import records
from tests.integration import sdmx_reading
from tests.integration.downloads import csv_rows, fetched, json_rows, sheet_rows, workbook

pytestmark = pytest.mark.django_db

ADDRESS = "/observations"


class Told(NamedTuple):
    """What must not be lost on the way; the value as text, because 19.0 is not 19."""

    program: str
    indicator: str
    breakdown: str
    comparator: str
    value: str
    unit_mult: int
    unit_measure: str
    period: tuple[str, str]
    inferred: bool
    stage: tuple[int | None, str]
    role: str
    status: str
    places: tuple[tuple[str, int, str], ...]


Way = Callable[[Any], dict[int, Told]]


@pytest.fixture
def figures():
    """Bounds of every sign, an undated pair, a plan, an inferred year, a breakdown, kept zeros, hostile phrases, one
    figure that was revised and one whose revision still waits; and what nobody may see.
    """
    home = records.region()
    of = records.program("jingdezhen")
    rate, market = records.percent(), Breakdown.objects.create(code="world", dimension="market", name="全球")
    for number, comparator in enumerate(("eq", "gt", "ge", "lt", "le", "ap")):
        cited = records.citation(f"=营收|860\\{comparator}，“余”#亿元", number + 1)
        records.observation(of, value="860", comparator=comparator, citation=cited, **records.year(2010 + number))
    for order, stage, value in ((1, "提升前", "96"), (2, "提升后", "98.50")):
        records.observation(of, rate, value, unit_mult=0, stage_order=order, stage_label=stage)
    records.observation(of, value="19.0", role="target", obs_status="planned", **records.year(2030))
    inferred = records.observation(
        of, value="-3.9", breakdown=market, period_inferred=True, inference="今年", **records.year(2023)
    )
    inferred.other_citations.set([records.citation("又一处|也写", 9), records.citation("\\再一处\\", 10)])
    _revised(records.observation(of, records.indicator("export"), "1.50", **records.year(2020)), home)
    for number, hidden in enumerate(("draft", "in-review", "withdrawn")):
        records.observation(of, value="1", publication=hidden, **records.year(2000 + number))
    records.observation(records.program("unseen", publication="draft"), value="1")


def _revised(row: Observation, home: Any) -> None:
    """Accepted once, then proposed again: the public has the accepted value."""
    editor, reviewer = records.person("editor", EDITOR, home), records.person("reviewer", REVIEWER, home)
    for value in ("1.60", "1.70"):
        row = Observation.objects.get(pk=row.pk)
        row.value, row.decimals = Decimal(value), 2
        propose(row, by=editor, reason="再核")
        waiting = open_revision(row)
        assert waiting is not None
        if value == "1.60":
            waiting.state = "in-review"
            waiting.save()
            accept(waiting, by=reviewer)


def told_by_database() -> dict[int, Told]:
    rows = Observation.objects.filter(publication="published", program__publication="published")
    return {
        row.pk: Told(
            program=row.program.slug,
            indicator=row.indicator.code,
            breakdown=row.breakdown.code if row.breakdown else "",
            comparator=row.comparator,
            value=str(with_decimals(row.value, row.decimals)),
            unit_mult=row.unit_mult,
            unit_measure=row.indicator.unit,
            period=(str(row.period_start or ""), str(row.period_end or "")),
            inferred=row.period_inferred,
            stage=(row.stage_order, row.stage_label),
            role=row.role,
            status=row.obs_status,
            places=tuple((c.document.slug, c.paragraph, c.phrase) for c in row.all_citations),
        )
        for row in rows
    }


def told_by_csv(client: Any) -> dict[int, Told]:
    return {int(row["id"]): _told_by_texts(row) for row in csv_rows(fetched(client, f"{ADDRESS}.csv"))}


def told_by_xlsx(client: Any) -> dict[int, Told]:
    """Codes stand as words there, numbers and dates as such."""
    sheet = workbook(fetched(client, f"/en{ADDRESS}.xlsx")).worksheets[0]
    with override("en"):
        codes = {c.name: {str(words): code for code, words in c.labels.items()} for c in columns_of(ObservationRow)}
    rows = [{name: _text(cell, codes[name]) for name, cell in row.items()} for row in sheet_rows(sheet)]
    return {int(row["id"]): _told_by_texts(row) for row in rows}


def told_by_json(client: Any) -> dict[int, Told]:
    return {row["id"]: _told_by_members(row) for row in json_rows(fetched(client, f"{ADDRESS}.json"))}


def told_by_sdmx_json(client: Any) -> dict[int, Told]:
    flows = sdmx_reading.read_json(fetched(client, "/sdmx/data?format=json").decode())
    return _told_by_sdmx([values for rows in flows.values() for values in rows])


def told_by_sdmx_csv(client: Any) -> dict[int, Told]:
    structure = fetched(client, "/sdmx/structure?references=all").decode()
    rows = []
    for flow in ("DATED", "STAGED"):
        data = fetched(client, f"/sdmx/data/dataflow/QP/{flow}?format=csv").decode()
        rows += sdmx_reading.read_csv_with_sdmx1(data, structure, flow)
    return _told_by_sdmx(rows)


STATUSES = {"A": "reported", "E": "estimated", "P": "provisional", "PLANNED": "planned", "WITHDRAWN": "withdrawn"}


def told_by_api(client: Any) -> dict[int, Told]:
    """Page by page; three rows on each, so that the walk has several."""
    found: dict[int, Told] = {}
    address = "/api/v1/observations?limit=3"
    while address:
        page = client.get(address).json()
        found |= {row["id"]: _told_by_members(row) for row in page["items"]}
        address = page["next"]
    assert len(found) == page["count"]
    return found


def told_by_api_csv(client: Any) -> dict[int, Told]:
    return {int(row["id"]): _told_by_texts(row) for row in csv_rows(fetched(client, "/api/v1/observations.csv"))}


WAYS: list[Way] = [
    *(told_by_csv, told_by_xlsx, told_by_json, told_by_api, told_by_api_csv, told_by_sdmx_json, told_by_sdmx_csv)
]


@pytest.mark.parametrize("way", WAYS)
def test_what_leaves_the_portal_is_what_it_holds(client, figures, way):
    held = told_by_database()
    assert len(held) == 11
    assert way(client) == held


def _told_by_members(row: dict[str, Any]) -> Told:
    return Told(
        **{name: row[name] for name in ("program", "indicator", "breakdown", "comparator", "value", "unit_mult")},
        unit_measure=row["unit_measure"],
        period=(row["period_start"] or "", row["period_end"] or ""),
        inferred=row["period_inferred"],
        stage=(row["stage_order"], row["stage_label"]),
        role=row["role"],
        status=row["obs_status"],
        places=tuple((p["source"], p["paragraph"], p["phrase"]) for p in (row, *row["other_citations"])),
    )


def _told_by_texts(row: dict[str, str]) -> Told:
    further = [item.split("#", 2) for item in split(unescaped(row["other_citations"]))]
    places = [[row["source"], row["paragraph"], unescaped(row["phrase"])], *further]
    return Told(
        program=row["program"],
        indicator=row["indicator"],
        breakdown=row["breakdown"],
        comparator=row["comparator"],
        value=row["value"],
        unit_mult=int(row["unit_mult"]),
        unit_measure=row["unit_measure"],
        period=(row["period_start"], row["period_end"]),
        inferred=row["period_inferred"] == "true",
        stage=(int(row["stage_order"]) if row["stage_order"] else None, row["stage_label"]),
        role=row["role"],
        status=row["obs_status"],
        places=tuple((source, int(paragraph), phrase) for source, paragraph, phrase in places),
    )


def _told_by_sdmx(rows: list[sdmx_reading.Values]) -> dict[int, Told]:
    found = {}
    for row in rows:
        days = dated(row["TIME_PERIOD"]) if "TIME_PERIOD" in row else ("", "")
        places: list[Any] = [(row["SOURCE"], row["PARAGRAPH"], row["AS_STATED"])]
        places += [tuple(item.split("#", 2)) for item in sdmx_reading.items(row, "OTHER_CITATIONS")]
        found[int(row["PERMALINK"].rstrip("/").rpartition("/")[2])] = Told(
            program=row["PROGRAM"],
            indicator=row["INDICATOR"],
            breakdown=row["BREAKDOWN"].replace("_Z", ""),
            comparator=row["COMPARATOR"],
            value=row["OBS_VALUE"],
            unit_mult=int(row["UNIT_MULT"]),
            unit_measure=row["UNIT_MEASURE"],
            period=(str(days[0]), str(days[1])),
            inferred=row.get("PERIOD_INFERRED") == "true",
            stage=(int(row["STAGE"]) if "STAGE" in row else None, row.get("STAGE_LABEL", "")),
            role=row["ROLE"],
            status=STATUSES[row["OBS_STATUS"]],
            places=tuple((source, int(paragraph), phrase) for source, paragraph, phrase in places),
        )
    return found


def _text(cell: Any, codes: dict[str, str]) -> str:
    """The cell as CSV has it, by the type and format that it has."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if cell.number_format.startswith("0"):
        decimals = len(cell.number_format.partition(".")[2])
        return str(with_decimals(Decimal(str(value)), decimals))
    return codes[value] if codes else str(value)
