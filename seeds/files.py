"""Reading the seed files: YAML text to typed records, with errors that name the file, the record and the field."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from indicators.rules.claims import Claim
from seeds import records

FACTS = Path(__file__).parent / "facts"

LISTS: dict[str, type[records.Record]] = {
    "regions": records.RegionRecord,
    "industry_classes": records.IndustryClassRecord,
    "chains": records.ChainRecord,
    "indicators": records.IndicatorRecord,
    "breakdowns": records.BreakdownRecord,
    "sources": records.SourceRecord,
    "left_out": records.LeftOutRecord,
    "evidence_checks": records.EvidenceCheckRecord,
}


class SeedError(Exception):
    """Everything that is wrong in the files, one line each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_seeds(folder: Path = FACTS) -> records.Seeds:
    """All records of `folder`. Raises SeedError with one line for every fault found in any file."""
    faults: list[str] = []
    loaded: dict[str, Any] = {name: _read_list(folder / f"{name}.yaml", kind, faults) for name, kind in LISTS.items()}
    loaded["programs"] = [
        program
        for path in sorted((folder / "programs").glob("*.yaml"))
        if (program := _read_program(path, faults)) is not None
    ]
    if faults:
        raise SeedError(faults)
    seeds = records.Seeds.model_construct(**loaded)
    faults = list(_dangling(seeds))
    if faults:
        raise SeedError(faults)
    return seeds


def _parse(path: Path, faults: list[str]) -> Any:
    try:
        # BaseLoader reads every scalar as text: a figure keeps the digits that the file shows.
        return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except FileNotFoundError:
        faults.append(f"{path.name}: the file is missing")
    except yaml.YAMLError as error:
        faults.append(f"{path.name}: not valid YAML: {' '.join(str(error).split())}")
    return None


def _read_list(path: Path, kind: type[records.Record], faults: list[str]) -> list[Any]:
    rows = _parse(path, faults) or []
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(kind.model_validate(row))
        except ValidationError as error:
            faults.extend(_lines(path.name, _name_of(row, number), error))
    return found


def _read_program(path: Path, faults: list[str]) -> records.ProgramRecord | None:
    row = _parse(path, faults)
    if row is None:
        return None
    try:
        return TypeAdapter(records.ProgramRecord).validate_python(row)
    except ValidationError as error:
        faults.extend(_lines(f"programs/{path.name}", "", error, row))
        return None


def _name_of(row: Any, number: int) -> str:
    if isinstance(row, dict):
        for key in ("slug", "id", "code", "fact"):
            if key in row:
                return f"{row[key]}"
    return f"record {number}"


def _lines(file: str, record: str, error: ValidationError, row: Any = None) -> list[str]:
    lines = []
    for fault in error.errors():
        place, names = list(fault["loc"]), [record] if record else []
        node = row
        while len(place) > 1 and isinstance(node, dict) and isinstance(place[1], int):
            node = node[place[0]][place[1]]
            names.append(f"{place[0]} {_name_of(node, place[1] + 1)}")
            place = place[2:]
        field = ".".join(str(part) for part in place) or "record"
        where = f"{', '.join(names)}: " if names else ""
        lines.append(f"{file}: {where}{field}: {fault['msg']} (found {fault['input']!r:.80})")
    return lines


def _dangling(seeds: records.Seeds) -> Iterator[str]:
    """References to records that do not exist, and names given twice."""
    known = {
        "region": {r.code for r in seeds.regions},
        "class": {c.code for c in seeds.industry_classes if c.edition == "2017"},
        "chain": {c.slug for c in seeds.chains},
        "indicator": {i.code for i in seeds.indicators},
        "breakdown": {b.code for b in seeds.breakdowns},
        "source": {s.slug for s in seeds.sources},
    }
    for file, record, field, kind, value in _references(seeds):
        if value is not None and value not in known[kind]:
            yield f"{file}: {record}: {field}: no {kind} {value!r}"
    for program in seeds.programs:
        yield from _dangling_in_program(f"programs/{program.slug}.yaml", program)


def _references(seeds: records.Seeds) -> Iterator[tuple[str, str, str, str, str | None]]:
    """File, record, field, kind and value of every reference from one seed file to another."""
    for region in seeds.regions:
        yield "regions.yaml", region.code, "parent", "region", region.parent
    for chain in seeds.chains:
        for code in chain.classes:
            yield "chains.yaml", chain.slug, "classes", "class", code
    for program in seeds.programs:
        file = f"programs/{program.slug}.yaml"
        yield file, program.slug, "region", "region", program.region
        yield file, program.slug, "chain", "chain", program.chain
        for figure in figures(program):
            yield file, figure.id, "indicator", "indicator", figure.indicator
            yield file, figure.id, "breakdown", "breakdown", figure.breakdown
        for name, record in cited_records(program):
            for citation in record.citations:
                yield file, name, "citations", "source", citation.source


def cited_records(program: records.ProgramRecord) -> Iterator[tuple[str, records.CitedRecord]]:
    """The program and all that hangs on it, each with its name in the file."""
    yield program.slug, program
    yield from ((measure.slug, measure) for measure in program.measures)
    yield from ((note.slug, note) for note in program.source_notes)
    yield from ((figure.id, figure) for figure in figures(program))


def figures(program: records.ProgramRecord) -> Iterator[records.ObservationRecord | records.ChangeRecord]:
    yield from program.observations
    yield from program.reported_changes


def _dangling_in_program(file: str, program: records.ProgramRecord) -> Iterator[str]:
    ids = [o.id for o in program.observations]
    for names in (ids + [c.id for c in program.reported_changes], [m.slug for m in program.measures]):
        yield from (f"{file}: {name}: given twice" for name, count in Counter(names).items() if count > 1)
    notes = {n.slug for n in program.source_notes}
    for change in program.reported_changes:
        for field in ("from_observation", "to_observation"):
            target = getattr(change, field)
            if target is not None and target not in ids:
                yield f"{file}: {change.id}: {field}: no observation {target!r}"
    for figure in figures(program):
        yield from (f"{file}: {figure.id}: notes: no source note {n!r}" for n in figure.notes if n not in notes)


def write_checks(claims: Iterable[Claim], day: datetime.date, folder: Path = FACTS) -> None:
    """Rewrites evidence_checks.yaml; a claim that was checked before keeps its day."""
    path = folder / "evidence_checks.yaml"
    before = {row["digest"]: row["checked_on"] for row in _parse(path, []) or []}
    lines = ["# Written by verify_evidence --record: what was found in its article, with the digest of what it said."]
    for claim in claims:
        checked_on = before.get(claim.digest, day.isoformat())
        lines.append(f"- {{record: {claim.key}, digest: '{claim.digest}', checked_on: {checked_on}}}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
