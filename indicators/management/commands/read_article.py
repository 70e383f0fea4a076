"""manage.py read_article: the figures of one article, as a table or as JSON."""

from __future__ import annotations

import datetime
import json
import unicodedata
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.reading.article.as_json import as_json
from indicators.reading.article.confidence import LIKELY
from indicators.reading.article.doubt_words import in_words
from indicators.reading.article.files import NoTextError, decoded
from indicators.reading.article.reader import read
from indicators.reading.article.reading import Candidate, Reading, Value

HEADINGS = ("¶", "kind", "value", "period", "subject", "sure", "as stated, and doubts")
MOST_BYTES = 20_000_000


class Command(BaseCommand):
    help = (
        "Finds the figures of an official article (a text file in UTF-8, UTF-16 or GB18030) and says what was "
        "understood. Nothing is written to the database. An inferred period is marked with ~."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument(
            "--all", action="store_true", help=f"also what an editor would more likely leave out (sure below {LIKELY})"
        )
        parser.add_argument("--date", type=_date, help="the article's date, YYYY-MM-DD, where its text does not say it")

    def handle(self, *args: Any, **options: Any) -> None:
        whole = read(_text(options["file"]), date=options["date"])
        reading = whole if options["all"] else whole.likely(LIKELY)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(reading), ensure_ascii=False, indent=1))
            return
        for line in _table(reading):
            self.stdout.write(line)
        left_out = len(whole.candidates) - len(reading.candidates)
        if left_out:
            self.stdout.write(f"{left_out} more that lists of figures mostly leave out: --all shows them.")


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _text(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise CommandError(f"{path} is larger than 20 MB. Give the article alone.")
        return decoded(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}). Give the path of a text file.") from error
    except NoTextError as error:
        raise CommandError(
            f"{path} is no text file ({error}). Save the article as plain text, or upload it in the portal's admin."
        ) from error


def _table(reading: Reading) -> list[str]:
    rows = [HEADINGS, *(_row(candidate) for candidate in reading.candidates)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)][:-1]
    lines = ["  ".join([*map(_pad, row, widths), row[-1]]).rstrip() for row in rows]
    count = len(reading.candidates)
    return [*lines, f"{count} figure{'' if count == 1 else 's'} in {len(reading.paragraphs)} paragraphs."]


def _row(candidate: Candidate) -> tuple[str, ...]:
    periods = dict.fromkeys(_period(value) for value in candidate.values)
    doubts = "".join(f" · {in_words(doubt)}" for doubt in candidate.doubts)
    return (
        str(candidate.paragraph),
        candidate.kind.value,
        " → ".join(f"{value.comparator.sign}{value.value:f} {value.unit_as_stated}" for value in candidate.values),
        " → ".join(periods),
        candidate.subject,
        f"{candidate.confidence:.2f}",
        f"{candidate.as_stated}{doubts}",
    )


def _period(value: Value) -> str:
    if value.when is None:
        return "–"
    return f"~{value.when.label}" if value.when.inferred else value.when.label


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
