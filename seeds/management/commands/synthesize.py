"""manage.py synthesize: a synthetic country for load tests, marked on every page, removed with --remove."""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from seeds.models import SyntheticSet
from seeds.synthetic.others import editors_records
from seeds.synthetic.places import TooManyError
from seeds.synthetic.progress import Progress
from seeds.synthetic.removing import InUseError, remove_country
from seeds.synthetic.writing import write_country


class Command(BaseCommand):
    help = (
        "Fills the database with a synthetic country: programs, figures, sources, revisions over all divisions of "
        "China. The same numbers and the same seed give the same records. Every page says that they are synthetic; "
        "--remove takes them all out again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programs", type=int, default=10_000)
        parser.add_argument("--observations", type=int, default=1_000_000)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--remove", action="store_true", help="take the synthetic country out again")
        parser.add_argument(
            "--beside-real-data",
            action="store_true",
            help="also where editors have recorded something of their own; slower, but readers need not wait",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started, progress = time.monotonic(), Progress(sys.stderr)
        found = SyntheticSet.objects.first()
        done = self._remove(found, progress) if options["remove"] else self._write(found, options, progress)
        self.stdout.write(f"{done} in {time.monotonic() - started:.0f} s")

    def _remove(self, found: SyntheticSet | None, progress: Progress) -> str:
        if found is None:
            raise CommandError("There is no synthetic country in this database.")
        try:
            remove_country(found, progress)
        except InUseError as error:
            raise CommandError(f"Nothing was removed: {error}. Change or delete that record first.") from error
        return f"removed: {found}"

    def _write(self, found: SyntheticSet | None, options: dict[str, Any], progress: Progress) -> str:
        programs, observations = options["programs"], options["observations"]
        if found is not None:
            raise CommandError(f"There is one already ({found}). Remove it first: manage.py synthesize --remove")
        if not 1 <= programs <= observations:
            raise CommandError("Ask for at least one program, and for at least one observation for each.")
        others = editors_records()
        if others and not options["beside_real_data"]:
            raise CommandError(
                f"{others} programs, figures or sources here are the work of editors. Use an empty database, or add "
                "--beside-real-data: synthetic programs would stand among real ones until they are removed."
            )
        try:
            made = write_country(options["seed"], programs, observations, progress, alone=not others)
            return f"made: {made}"
        except TooManyError as error:
            raise CommandError("Fewer programs, please: no region can have two on one chain.") from error
