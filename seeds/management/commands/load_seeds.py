"""manage.py load_seeds: writes the reviewed facts of seeds/facts into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from seeds.files import FACTS, SeedError, read_seeds
from seeds.loader import load


class Command(BaseCommand):
    help = "Loads the facts of seeds/facts. Can be run again at any time; an editor's change is never overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--force", action="store_true", help="overwrite what editors changed or deleted")
        parser.add_argument("--folder", type=Path, default=FACTS, help="where the seed files are")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load(read_seeds(options["folder"]), force=options["force"], dry_run=options["check"])
        except SeedError as error:
            for line in error.lines:
                self.stderr.write(line)
            raise CommandError(f"{len(error.lines)} faults in the seed files; nothing was written.") from error
        for line in report.left_alone:
            self.stdout.write(f"left alone: {line} (--force overwrites it)")
        counts = ", ".join(f"{n} {outcome}" for outcome, n in sorted(report.outcomes.items()))
        self.stdout.write(f"{'checked, nothing written: ' if options['check'] else ''}{counts or 'nothing to do'}")
