"""Moments of the past, as they stand in an address: `2026-03-09`, or a date and time with its zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.knowledge.tables import recorded_models, versions_of

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(DAY.pattern + r"T[0-9:.]+(Z|[ +-][0-9:]+)")
A_DAY_LESS_ONE = timedelta(days=1) - timedelta(microseconds=1)


class UnknownMoment(Exception):  # noqa: N818  # no fault of the program
    """A moment of which the portal knows nothing. Its text says what to give instead."""


def moment(text: str) -> datetime:
    """`YYYY-MM-DD` is the end of that day in the site's time zone, so that all that was published on it counts; a date
    and time carries its zone: `2026-03-09T02:00:00Z`. A moment later today is now. Raises UnknownMoment.
    """
    try:
        at = _read(text.strip())
        day = timezone.localdate(at)
    except (ValueError, OverflowError):
        said = {"text": text[:40], "example": timezone.localdate().isoformat()}
        words = _("“%(text)s” is no date. Give year, month and day, for example %(example)s.")
        raise UnknownMoment(words % said) from None
    if day > timezone.localdate():
        raise UnknownMoment(_("%(day)s is still to come. Choose today or an earlier day.") % {"day": day})
    first = first_known()
    if first is None:
        raise UnknownMoment(_("This portal has no records yet."))
    if at < first:
        start = timezone.localtime(first)
        known = start.date() if day < start.date() else start.isoformat(timespec="seconds")
        words = _("The records of this portal begin on %(start)s. Choose that day or a later one.")
        raise UnknownMoment(words % {"start": known})
    return at


def text_of(at: datetime) -> str:
    """The shortest text that `moment` reads as this moment."""
    local = timezone.localtime(at)
    if at == _end_of(local.date()):
        return local.date().isoformat()
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def words_of(at: datetime) -> str:
    """The moment for a reader: the day alone where it is the end of that day."""
    local = timezone.localtime(at)
    return text_of(at) if at == _end_of(local.date()) else local.strftime("%Y-%m-%d %H:%M:%S")


def first_known() -> datetime | None:
    """When the portal's first program was recorded."""
    versions = versions_of(apps.get_model("programs", "Program")).objects
    first: datetime | None = versions.order_by("history_date").values_list("history_date", flat=True).first()
    return first


def last_change() -> datetime | None:
    """When the portal last learned something: as of then, everything is as it is now. One query."""
    last = RawSQL(_last_versions(), (), DateTimeField(null=True))  # noqa: S611  # names of our own tables
    programs: Any = apps.get_model("programs", "Program")
    at: datetime | None = programs.objects.order_by().values_list(last, flat=True).first()
    return at


@cache
def _last_versions() -> str:
    """Written by hand: to make it of querysets takes longer than to ask it."""
    tables = [versions_of(model)._meta.db_table for model in recorded_models()]
    each = " UNION ALL ".join(f'SELECT max(history_date) AS at FROM "{table}"' for table in tables)
    return f"SELECT max(at) FROM ({each}) AS versions"


def _read(text: str) -> datetime:
    if DAY.fullmatch(text):
        return _end_of(date.fromisoformat(text))
    if INSTANT.fullmatch(text):
        return datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign in an address is read as a space
    raise ValueError


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone()) + A_DAY_LESS_ONE
