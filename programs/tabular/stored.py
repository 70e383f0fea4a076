"""A plan as it is kept between preview and confirmation, in the language of the person who uploaded the file."""

from __future__ import annotations

from typing import Any

from programs.models import ImportFile
from programs.tabular.plan import Row, State

SHOWN = 500  # characters of a long text
ORDER = list(State)  # refused rows first


def stored(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "label": row.label,
        "state": row.state.value,
        "version": row.version,
        "settled": bool(row.entry and row.entry.is_settled),
        "notes": [
            {"column": note.column, "old": _cut(note.old), "new": _cut(note.new), "reason": note.reason}
            for note in row.notes
        ],
    }


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def keep(file: ImportFile, rows: list[dict[str, Any]]) -> None:
    plan = sorted(rows, key=lambda row: (ORDER.index(State(row["state"])), row["number"]))
    waiting = ImportFile.objects.filter(pk=file.pk, state=ImportFile.State.UPLOADED)
    waiting.update(plan=plan, rows=len(rows), state=ImportFile.State.CHECKED)
    file.refresh_from_db()


def again(file: ImportFile) -> None:
    """The preview is to be made anew."""
    checked = ImportFile.objects.filter(pk=file.pk, state=ImportFile.State.CHECKED)
    checked.update(plan=[], state=ImportFile.State.UPLOADED)


def counts(file: ImportFile) -> dict[str, int]:
    found = {state.value: 0 for state in State}
    for row in file.plan:
        found[row["state"]] += 1
    return found


def may_confirm(file: ImportFile) -> bool:
    """Nothing is refused, and there is something to do."""
    found = counts(file)
    return file.state == ImportFile.State.CHECKED and not found["refused"] and bool(found["new"] + found["changed"])
