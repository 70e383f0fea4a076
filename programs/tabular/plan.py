"""What a file would do: for each row whether it is new, changed, unchanged or refused, cell by cell.

Each row passes the rules of the admin's form: permission on the record as it is and as it would be, choices within the
scope, all rules of fields and constraints. Nothing is written here. Queries go by batch, never by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from programs.actions.revising import version_of
from programs.scope import Scope
from programs.tabular.basis import Basis
from programs.tabular.cells import Cell, CellRefused, Kind, Line, Sheet, column_letter
from programs.tabular.checks import faults_of, taken_words
from programs.tabular.columns import Column, Entry
from programs.tabular.finders import Reference
from programs.tabular.table import Table

BATCH = 500


class State(StrEnum):
    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Note:
    """What a row would change in one column, or (`reason`) why it is refused there; no column for the whole row."""

    column: str
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass(slots=True)
class Row:
    """One line of the plan. `version` is the state of the record that the diff was made against."""

    number: int
    label: str
    state: State = State.UNCHANGED
    notes: list[Note] = field(default_factory=list)
    version: str = ""
    entry: Entry | None = None

    def refuse(self, column: str, reason: str) -> None:
        if self.state is not State.REFUSED:
            self.state, self.notes = State.REFUSED, []
        self.notes.append(Note(column, reason=reason))


def planned(
    table: Table, sheet: Sheet, scope: Scope, *, lock: bool = False, basis: Basis | None = None
) -> Iterator[Row]:
    """The rows in the order of the file. With `lock` the records found stay locked until the transaction ends; `basis`
    is told what the plan rests on.
    """
    planner = _Planner(table, sheet, scope, lock, basis or Basis(table, scope))
    for start in range(0, len(sheet.lines), BATCH):
        yield from planner.batch(sheet.lines[start : start + BATCH])


@dataclass(slots=True)
class _Read:
    """A line with what could be read of it so far."""

    line: Line
    row: Row
    probe: Entry  # a record that says only the key
    identity: int | None = None


class _Planner:
    def __init__(self, table: Table, sheet: Sheet, scope: Scope, lock: bool, basis: Basis) -> None:
        self.table, self.scope, self.lock, self.basis = table, scope, lock, basis
        self.columns = table.match(sheet)
        positions = [position for position, _header in sheet.headers]
        self.places = {
            column.name: f"{column_letter(position)} · {column.header}"
            for position, column in zip(positions, self.columns, strict=True)
        }
        self.found: dict[str, dict[str, Any]] = defaultdict(dict)  # records named in cells, by column
        self.seen: dict[Any, int] = {}  # keys and records of earlier rows, with the row's number
        order = {column.name: number for number, column in enumerate(table.columns)}
        self.ordered = sorted(enumerate(self.columns), key=lambda pair: order[pair[1].name])

    def batch(self, lines: list[Line]) -> Iterator[Row]:
        self._find_named(lines)
        reads = [self._probe(line) for line in lines]
        self._find_identities(reads)
        sieve = self._sieve(reads)
        holders = self.table.holders(sieve)
        records = self._records(reads, holders)
        fixed, why = self.table.fixed(list(records)) if self.table.fixed else (set(), "")
        self.basis.note_keys(sieve, holders)
        self.basis.note_records(records, fixed)
        for read in reads:
            if read.row.state is State.REFUSED:
                self._read_rest(read)
            else:
                self._plan(read, holders, records)
            if read.row.state is State.CHANGED and read.row.entry and read.row.entry.record.pk in fixed:
                read.row.refuse("", why)
            yield read.row

    # What the cells name

    def _find_named(self, lines: list[Line]) -> None:
        """The records named in the cells of these lines, for each column with one query."""
        for position, column in enumerate(self.columns):
            if isinstance(column, Reference):
                found = self.found[column.name]
                keys = {key for line in lines for key in column.keys(line.cells[position])} - set(found)
                if keys:
                    new = column.finder.find(keys, self.scope)
                    found |= new
                    self.basis.note_named(column.name, column.finder, new)

    # Which record a row means

    def _probe(self, line: Line) -> _Read:
        """Reads the cells of the key."""
        label = " · ".join(
            line.cells[position].text[:40]
            for position, column in self.ordered
            if self._names_row(column, line, position)
        )
        read = _Read(line, Row(line.number, label), Entry(self.table.model()))
        for position, column in self.ordered:
            if column.name == "id":
                read.identity = self._value(column, line.cells[position], read.probe, read.row)
            elif column.name in self.table.key:
                value = self._value(column, line.cells[position], read.probe, read.row)
                if read.row.state is not State.REFUSED:
                    column.put(read.probe, value)
        return read

    def _read_rest(self, read: _Read) -> None:
        """Of a row that means no record the faults of all other cells are told all the same."""
        for position, column in self.ordered:
            if column.name != "id" and column.name not in self.table.key:
                self._value(column, read.line.cells[position], read.probe, read.row)

    def _names_row(self, column: Column, line: Line, position: int) -> bool:
        cell = line.cells[position]
        return column.name in self.table.key and cell.kind is not Kind.FAULT and bool(cell.text)

    def _value(self, column: Column, cell: Cell, entry: Entry, row: Row) -> Any:
        try:
            return column.read(cell, entry, self.found[column.name])
        except CellRefused as refused:
            row.refuse(self.places[column.name], str(refused))
            return None

    def _find_identities(self, reads: list[_Read]) -> None:
        """For rows that give an ID, the cells of the key that the file leaves out are those of the record."""
        wanted = {read.identity for read in reads if read.identity}
        absent = [name for name in self.table.key if name not in self.places]
        known = self.table.model._default_manager.in_bulk(wanted) if wanted else {}
        for read in reads:
            if read.identity is None:
                self._refuse_without_key(read)
            elif read.identity not in known:
                words = _("There is no record with ID %d. Leave the cell empty to add the row as a new one.")
                read.row.refuse(self.places["id"], words % read.identity)
            for name in absent if read.identity in known else []:
                attribute = self.table.model._meta.get_field(name).attname
                setattr(read.probe.record, attribute, getattr(known[read.identity], attribute))

    def _refuse_without_key(self, read: _Read) -> None:
        """Without an ID the columns of the sieve must be there and filled."""
        for column in self.table.columns:
            if column.name in self.table.sieve and read.row.state is not State.REFUSED:
                attribute = column.field.attname
                if getattr(read.probe.record, attribute) in (None, ""):
                    read.row.refuse(self.places.get(column.name, column.header), _("This cell cannot be empty."))

    def _sieve(self, reads: list[_Read]) -> dict[str, set[Any]]:
        probes = [read.probe.record for read in reads if read.row.state is not State.REFUSED]
        attributes = [self.table.model._meta.get_field(name).attname for name in self.table.sieve]
        return {name: {getattr(probe, name) for probe in probes} for name in attributes}

    def _records(self, reads: list[_Read], holders: dict[tuple[Any, ...], int]) -> dict[int, Any]:
        """The records that the rows mean, with all that is compared."""
        keys = {read.identity for read in reads if read.identity}
        keys |= {holders[key] for read in reads if (key := self.table.key_of(read.probe.record)) in holders}
        rows = self.table.fetched(self.table.model._default_manager.order_by().filter(pk__in=keys))
        if self.lock:
            rows = rows.select_for_update(of=("self",))
        return {row.pk: row for row in rows}

    # What a row changes

    def _plan(self, read: _Read, holders: dict[tuple[Any, ...], int], records: dict[int, Any]) -> None:
        row, key = read.row, self.table.key_of(read.probe.record)
        primary = read.identity or holders.get(key)
        if self._repeats(row, key, primary):
            return
        record = records.get(primary) if primary else None
        if record and not self.scope.may("change", record):
            row.refuse("", _("This record is not among those you keep."))
            return
        entry = row.entry = self.table.entry(record) if record else read.probe
        row.version = version_of(record, entry.waiting) if record else ""
        self._fill(read, entry, by_key=bool(record) and not read.identity)
        if not record and row.state is not State.REFUSED:
            row.state = State.NEW
        if row.state in (State.NEW, State.CHANGED):
            self._check(row, entry, holders)

    def _repeats(self, row: Row, key: tuple[Any, ...], primary: int | None) -> bool:
        names: list[Any] = [key, *([primary] if primary else [])]
        earlier = next((self.seen[name] for name in names if name in self.seen), None)
        if earlier is None:
            self.seen |= dict.fromkeys(names, row.number)
            return False
        row.refuse("", _("Row %d of this file means the same record. Keep one of the two.") % earlier)
        return True

    def _fill(self, read: _Read, entry: Entry, *, by_key: bool) -> None:
        """Puts into the record what the cells say and it does not."""
        for position, column in self.ordered:
            if not by_key or column.name not in self.table.key:
                self._fill_cell(column, read.line.cells[position], entry, read.row)

    def _fill_cell(self, column: Column, cell: Cell, entry: Entry, row: Row) -> None:
        faults = len(row.notes) if row.state is State.REFUSED else 0
        value = self._value(column, cell, entry, row)
        if not column.changes or (row.state is State.REFUSED and len(row.notes) > faults):
            return
        new = entry.record.pk is None
        old = "" if new else column.text(entry)
        said = "" if value in (None, "") else column.printed(value)
        if said == old and not new:
            return
        column.put(entry, value)
        if row.state is not State.REFUSED and said != old:
            row.state = State.CHANGED
            row.notes.append(Note(self.places[column.name], old, said))

    def _check(self, row: Row, entry: Entry, holders: dict[tuple[Any, ...], int]) -> None:
        record = entry.record
        for name, words in faults_of(record).items():
            for word in words:
                row.refuse(self.places.get(name, ""), word if name in self.places or not name else self._of(name, word))
        if row.state is State.REFUSED:
            return
        if not self.scope.may("change" if record.pk else "add", record):
            row.refuse("", _("This record would lie outside the regions you keep. Choose another region."))
        holder = holders.get(self.table.key_of(record))
        if holder and holder != record.pk:
            row.refuse("", taken_words(record))

    def _of(self, name: str, word: str) -> str:
        """A fault of a field that the file leaves out."""
        return f"{self.table.model._meta.get_field(name).verbose_name}: {word}"
