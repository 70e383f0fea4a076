"""manage.py verify_evidence: whether every record is what the articles say, as a table."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from indicators.claims import claims_from_database
from indicators.rules.claims import Claim
from programs.models import EvidenceCheck
from seeds.evidence.checks import Finding, check_claims
from seeds.evidence.from_seeds import claims_from_seeds
from seeds.files import SeedError, read_seeds, write_checks

HEADINGS = ("", "check", "record", "place", "finding")


class Command(BaseCommand):
    help = (
        "Checks that every citation's phrase is in its article at its paragraph, that every figure is what its "
        "phrase states, and recomputes every reported change. Exit status 1 where something does not hold. "
        "-v 0 prints only what does not hold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--record",
            action="store_true",
            help="keep what holds as checked, in the database and in seeds/facts/evidence_checks.yaml",
        )
        parser.add_argument("--articles", type=Path, required=True, help="the folder with the articles' files")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["articles"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Give the folder that holds the articles' files.")
        checked = claims()
        findings = check_claims(checked, folder)
        bad = [finding for finding in findings if not finding.ok]
        shown = findings if options["verbosity"] else bad
        for line in table([HEADINGS, *(_row(finding) for finding in shown)] if shown else []):
            self.stdout.write(line)
        if options["record"]:
            record(checked, bad)
        documents = len({finding.document for finding in findings})
        plural = "" if documents == 1 else "s"
        counts = f"{len(findings)} checks of {len(checked)} records in {documents} document{plural}"
        if bad:
            raise CommandError(f"{counts}: {len(bad)} do not hold. Look at {_names(bad)}.")
        self.stdout.write(f"{counts}: all hold.")


def claims() -> list[Claim]:
    """What the seed files say, and what the portal shows; before the first load there is only the former."""
    try:
        recorded = claims_from_seeds(read_seeds())
    except SeedError as error:
        raise CommandError(f"The seed files cannot be read:\n{error}") from error
    try:
        return recorded + claims_from_database()
    except DatabaseError:
        return recorded


def record(checked: list[Claim], bad: list[Finding]) -> None:
    """Keeps each claim without a fault; a fault of a document takes its claims with it."""
    faulty = {finding.key for finding in bad}
    good = [c for c in checked if c.key not in faulty and not any(f"source/{p.document}" in faulty for p in c.places)]
    today = timezone.localdate()
    for claim in good:
        EvidenceCheck.objects.update_or_create(digest=claim.digest, defaults={"checked_on": today})
    write_checks([claim for claim in good if claim.key.startswith("program/")], today)


def _names(findings: list[Finding], most: int = 10) -> str:
    names = list(dict.fromkeys(finding.key for finding in findings))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _row(finding: Finding) -> tuple[str, ...]:
    paragraph = f" ¶{finding.paragraph}" if finding.paragraph else ""
    mark = "ok" if finding.ok else "NO"
    return (mark, finding.checked, finding.key, f"{finding.document}{paragraph}", finding.words)


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Lines with columns as wide as their widest cell; the last column runs free."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)][:-1]
    return [
        "  ".join([*(pad(cell, width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]


def pad(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def display_width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
