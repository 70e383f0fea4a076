"""manage.py prepare: what `make serve` needs before the server starts; does nothing on a database that is ready."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from programs import statistics
from programs.models import Program


class Command(BaseCommand):
    help = "Brings the database up to date; on an empty one loads the facts and makes the admin account."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        statistics.refresh(connection)
        users = get_user_model()._default_manager
        if users.exists():
            return
        if not Program.objects.exists():
            call_command("load_seeds", stdout=self.stdout)
        password = secrets.token_urlsafe(15)
        users.create_superuser("admin", password=password)
        self.stdout.write("")
        self.stdout.write(f"  Account for /admin/:  admin  {password}")
        self.stdout.write(
            "  The password is shown this once. To set another: .venv/bin/python manage.py changepassword admin"
        )
        self.stdout.write("")
