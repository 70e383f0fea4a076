from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.exports.dictionary import with_dictionary

DOCUMENT = Path("docs") / "data_dictionary.md"


class Command(BaseCommand):
    help = "Brings docs/data_dictionary.md up to date with the rows that downloads and the API give."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the document is old")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / DOCUMENT
        old = path.read_text("utf-8")
        new = with_dictionary(old)
        if options["check"] and new != old:
            raise CommandError(f"{DOCUMENT} does not say what the code does. Run manage.py data_dictionary.")
        if new != old:
            path.write_text(new, "utf-8")
        self.stdout.write(f"{DOCUMENT} is up to date.")
