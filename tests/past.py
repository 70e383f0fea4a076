"""Makes what a test has just written count as written some days ago, so that a moment lies between two writes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from programs.knowledge import begin_history
from programs.knowledge.tables import recorded_models, versions_of


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def noon(days: int) -> datetime:
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=days)


def written(days: int) -> None:
    """All that was written since the last call was written at noon so many days ago."""
    begin_history()
    for model in recorded_models():
        versions_of(model).objects.filter(history_date__gt=noon(1)).update(history_date=noon(days))
