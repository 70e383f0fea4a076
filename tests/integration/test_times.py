"""Times that are read are those that were written, whichever database reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from programs.models import Program
from tests import records

CHINA = timezone(timedelta(hours=8))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 9, 2, 0, 0, 123456, UTC),
        datetime(2026, 3, 9, 2, 0, 0, 100, UTC),
        datetime(2026, 3, 9, 2, 0, tzinfo=UTC),
        datetime(1949, 10, 1, 15, 0, 0, 500_000, CHINA),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC),
    ],
)
def test_a_time_is_read_as_it_was_written_and_knows_its_zone(at):
    program = records.program("timed")
    Program.objects.filter(pk=program.pk).update(updated_at=at)
    found = Program.objects.values_list("updated_at", flat=True).get(pk=program.pk)
    assert (found, found.utcoffset()) == (at, timedelta(0))
