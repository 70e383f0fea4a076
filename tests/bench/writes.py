"""Writes under reads: while readers load pages, a file is imported and editors save; then all is looked for again.

All goes through the pages that people use: the sign-in form, the import's preview and its button, the change forms.
Of every ten saves eight change a draft, one renames an indicator (which public pages show at once), and one proposes a
change of a published figure.
"""

from __future__ import annotations

import csv
import io
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.bench import ledger
from tests.bench.person import PATIENCE, Failed, Person

EDITORS = 4
PAGES = (
    *("/", "/en/", "/programs/", "/en/programs/?sort=name", "/programs/zhangshu-metal-furniture/"),
    *("/en/programs/fujian-household-ceramics/", "/indicators/", "/en/indicators/export-value/", "/regions/360000/"),
    *("/en/chains/", "/compare/", "/coverage/", "/en/sources/", f"/search/?q={quote('陶瓷')}", "/en/about/"),
)
FIGURES = "/en/admin/indicators/observation"
INDICATORS = "/en/admin/indicators/indicator"
HEAD = [
    *("program", "indicator", "value", "unit_mult", "period_start", "period_end", "citation", "position", "inference"),
]
FIRST_YEAR = 1000  # of figures that nobody else has
Figure = tuple[str, str, int]  # program, indicator, year


@dataclass(frozen=True)
class Size:
    rows: int
    saves: int
    readers: int


@dataclass
class Outcome:
    """Times in seconds. `faults` is empty where nothing went wrong and nothing was lost."""

    size: Size
    reads: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    saves: list[float] = field(default_factory=list)
    preview: float = 0
    confirmation: float = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Portal:
    """A running portal, and how a process beside it reaches its data."""

    site: str
    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def ask(self, *words: str) -> Any:
        return ledger.ask(self.data, self.settings, *words)


def writes_under_reads(portal: Portal, size: Size) -> Outcome:
    outcome = Outcome(size)
    known = portal.ask("people", str(EDITORS + 1))
    importer, *editors = [_signed_in(portal, name) for name in known["names"]]
    rows = list(itertools.islice(_rows(known), size.rows + size.saves))
    _import(importer, rows[size.rows :], "to be edited.csv", outcome)
    before = portal.ask("state")
    jobs = _jobs(known, before["figures"], size.saves)
    with _readers(portal, outcome), ThreadPoolExecutor(EDITORS + 1) as threads:
        work = [threads.submit(_import, importer, rows[: size.rows], "many.csv", outcome)]
        for number, editor in enumerate(editors):
            work.append(threads.submit(_save, editor, jobs[number::EDITORS], outcome))
        for one in work:
            one.result()
    outcome.faults += _lost(portal, rows, jobs, before)
    return outcome


def _signed_in(portal: Portal, name: str) -> Person:
    person = Person(portal.site)
    person.sign_in(name, ledger.PASSWORD)
    return person


# The import


def _rows(known: Mapping[str, Any]) -> Iterator[list[str]]:
    """Rows of figures, each of a program, an indicator and a year that no other has."""
    citations = itertools.cycle(known["citations"])
    for year in range(FIRST_YEAR, 2000):
        for number, (program, (code, mult, _key)) in enumerate(
            itertools.product(known["programs"], known["indicators"])
        ):
            value = f"{(number + year) % 97}.{year % 10}"
            dates = [f"{year}-01-01", f"{year}-12-31"]
            yield [program, code, value, str(mult), *dates, next(citations), str(number % 50), ""]


def _import(person: Person, rows: list[list[str]], name: str, outcome: Outcome) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEAD, *rows])
    started = time.monotonic()
    try:
        upload = person.submit(
            person.get(f"{FIGURES}/import/"), "reason", {"reason": "load"}, file=(name, text.getvalue().encode())
        )
        if upload.status != 302:
            raise Failed(upload.said())
        preview = person.get(upload.location)
        outcome.preview = time.monotonic() - started
        done = person.submit(preview, "again", {})
        outcome.confirmation = time.monotonic() - started - outcome.preview
        if "import-done" not in done.text:
            raise Failed(done.said())
    except (OSError, HTTPException, Failed) as error:
        outcome.faults.append(f"import of {name}: {error!r}")


# The saves


@dataclass(frozen=True)
class Job:
    """One form to fill in: `typed` over the record's own values."""

    kind: str
    key: int
    typed: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"{INDICATORS if self.kind == 'indicator' else FIGURES}/{self.key}/change/"


def _jobs(known: Mapping[str, Any], drafts: list[list[Any]], number: int) -> list[Job]:
    """Different records all."""
    own, indicators, published = iter(drafts), iter(known["indicators"]), iter(known["published"])
    jobs = []
    for one in range(number):
        if one % 10 == 8:
            code, _mult, key = next(indicators)
            jobs.append(Job("indicator", key, {"name_en": f"Renamed {code}", "reason": "load"}))
        elif one % 10 == 9:
            jobs.append(Job("published", next(published), {"position": str(1000 + one), "reason": "load"}))
        else:
            jobs.append(Job("draft", next(own)[0], {"position": str(1000 + one), "reason": "load"}))
    return jobs


def _save(editor: Person, jobs: list[Job], outcome: Outcome) -> None:
    for job in jobs:
        started = time.monotonic()
        try:
            answer = editor.submit(editor.get(job.address), "reason", job.typed)
            if answer.status != 302:
                raise Failed(answer.said())
        except (OSError, HTTPException, Failed) as error:
            outcome.faults.append(f"save of {job.address}: {error!r}")
        outcome.saves.append(time.monotonic() - started)


# The readers


@contextmanager
def _readers(portal: Portal, outcome: Outcome) -> Iterator[None]:
    over = threading.Event()
    threads = [
        threading.Thread(target=_read, args=(portal.site, number, over.is_set, outcome))
        for number in range(outcome.size.readers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _read(site: str, reader: int, is_over: Callable[[], bool], outcome: Outcome) -> None:
    """Walks the pages, asks for each a second time with what it has seen, and each fourth time for one no cache has."""
    for number in itertools.count(reader):
        path = PAGES[number % len(PAGES)]
        if number % 4 == 0:
            path += f"{'&' if '?' in path else '?'}n={reader}-{number}"
        etag = ""
        for _time in range(2):
            if is_over():
                return
            etag = _visited(site, path, etag, outcome)


def _visited(site: str, path: str, etag: str, outcome: Outcome) -> str:
    started = time.monotonic()
    try:
        status, etag = _visit(site, path, etag)
    except (OSError, HTTPException) as error:
        outcome.faults.append(f"reading {path}: {error!r}")
        return ""
    outcome.reads.append(time.monotonic() - started)
    outcome.statuses[str(status)] += 1
    if status not in (200, 304):
        outcome.faults.append(f"reading {path}: {status}")
    return etag


def _visit(site: str, path: str, etag: str) -> tuple[int, str]:
    place = urlsplit(site)
    link = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
        link.request("GET", path, headers=headers)
        answer = link.getresponse()
        answer.read()
        return answer.status, answer.headers.get("ETag", "")
    finally:
        link.close()


# What is there afterwards


def _lost(portal: Portal, rows: list[list[str]], jobs: list[Job], before: Mapping[str, Any]) -> list[str]:
    """Each write that is missing, or there otherwise than it was typed."""
    after = portal.ask("state")
    figures = after["figures"]
    typed = {job.key: job for job in jobs if job.kind == "draft"}
    said = {(row[1], row[2], row[3]): row for row in figures}
    faults = [fault for row in rows for fault in _lost_row(row, said, typed)]
    if len(figures) != len(rows):
        faults.append(f"{len(figures)} drafts instead of {len(rows)}")
    for job in jobs:
        faults += _lost_save(job, before, after)
    if after["version"] == before["version"]:
        faults.append("the version of the data has not moved")
    renamed = [job for job in jobs if job.kind == "indicator"]
    reader = Person(portal.site)
    return faults + [f"the page lacks {job.typed['name_en']}" for job in renamed if not _shows(reader, job)]


def _lost_row(row: list[str], said: Mapping[Figure, list[Any]], typed: Mapping[int, Job]) -> list[str]:
    found = said.get((row[0], row[1], int(row[4][:4])))
    if found is None:
        return [f"row {row[:5]} is missing"]
    job = typed.get(found[0])
    wanted = [row[2], int(job.typed["position"] if job else row[7]), 2 if job else 1]
    return [] if found[4:] == wanted else [f"row {row[:5]}: {found[4:]} instead of {wanted}"]


def _lost_save(job: Job, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    key = str(job.key)
    if job.kind == "indicator":
        wanted: Any = [job.typed["name_en"], before["indicators"][key][1] + 1]
        found = after["indicators"][key]
    elif job.kind == "published":
        wanted, found = int(job.typed["position"]), after["waiting"].get(key)
    else:
        return []
    return [] if found == wanted else [f"{job.address}: {found} instead of {wanted}"]


def _shows(reader: Person, job: Job) -> bool:
    """On the page of the renamed indicator."""
    name: str = job.typed["name_en"]
    return name in reader.get(f"/en/indicators/{name.removeprefix('Renamed ')}/").text
