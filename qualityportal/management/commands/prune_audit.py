"""manage.py prune_audit: for a daily timer. Removes what was kept long enough, and lets SQLite look at its tables."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from programs import statistics
from qualityportal.audit.recording import Kind, record
from qualityportal.models import AuditEvent
from qualityportal.signin import factor, lock_out


class Command(BaseCommand):
    help = "Removes audit events older than AUDIT_DAYS, failed sign-ins that lock nobody any more, ended sessions."

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
        events = AuditEvent.objects.prune(before)
        if events:
            record(Kind.LOG_PRUNED, f"{events}, < {before:%Y-%m-%d}")
        failures = lock_out.forget_expired()
        SessionStore.clear_expired()
        statistics.refresh(connection)
        factor.forget_unconfirmed(before=timezone.now() - timedelta(days=1))
        self.stdout.write(f"{events} audit events and {failures} failed sign-ins removed")
