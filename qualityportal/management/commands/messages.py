"""manage.py messages: brings locale/ up to date; with --check only says what is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qualityportal import catalogs


class Command(BaseCommand):
    help = "Collects the texts to translate from code and templates into locale/zh_Hans."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where the catalog is not whole")

    def handle(self, *args: Any, **options: Any) -> None:
        catalog, faults = catalogs.updated()
        for fault in faults:
            self.stdout.write(fault)
        if not options["check"]:
            catalogs.write(catalog)
        elif faults:
            raise CommandError(f"{len(faults)} texts need work: run make messages and translate them.")
        self.stdout.write(f"{len(catalog)} texts, {len(faults)} to be looked at")
