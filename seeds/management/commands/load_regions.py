"""manage.py load_regions: all divisions of China, so that an editor can choose any of them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from seeds.divisions import load_regions, read_divisions


class Command(BaseCommand):
    help = "Adds the divisions of China that are not there yet (GB/T 2260, seeds/facts/divisions.tsv); changes none."

    def handle(self, *args: Any, **options: Any) -> None:
        divisions = read_divisions()
        added = load_regions(divisions)
        self.stdout.write(f"{len(added)} of {len(divisions)} divisions added; the others were there.")
