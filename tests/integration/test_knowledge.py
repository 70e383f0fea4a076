"""Reads as of a moment: every query inside it sees the tables as they stood then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from indicators.models import Observation
from indicators.reads import program_observations
from programs.actions.writing import remove, write
from programs.knowledge import (
    UnknownMoment,
    as_known,
    begin_history,
    each,
    first_known,
    known_at,
    last_change,
    moment,
    text_of,
)
from programs.models import Program
from tests import past, records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def figure(program):
    """A figure of 30 days ago that says something else since 10 days ago."""
    row = records.observation(program, value="352.6")
    past.written(30)
    row.value = Decimal("360.5")
    write(row, reason="复核")
    past.written(10)
    return row


def on(days: int) -> datetime:
    return moment(past.days_ago(days).isoformat())


def values(days: int) -> list[str]:
    with as_known(on(days)):
        return [str(row.stated_value) for row in program_observations(Program.objects.get())]


def test_a_day_shows_what_stood_at_its_end(figure):
    assert values(11) == ["352.6"]
    assert values(10) == ["360.5"]
    assert values(0) == ["360.5"]


def test_a_time_shows_what_stood_just_then(figure):
    changed = past.noon(10)
    for at, value in [(changed - timedelta(microseconds=1), "352.6"), (changed, "360.5")]:
        with as_known(moment(at.isoformat())):
            assert str(Observation.objects.get().stated_value) == value


def test_today_can_be_read_inside_a_moment(figure):
    with as_known(on(11)):
        with as_known(None):
            assert known_at() is None
            assert Observation.objects.get().stated_value == Decimal("360.5")
        assert Observation.objects.get().stated_value == Decimal("352.6")
    assert Observation.objects.get().stated_value == Decimal("360.5")


def test_filters_counts_and_orders_read_the_past(figure):
    with as_known(on(11)):
        rows = Observation.objects.live().filter(program__region__path__startswith="36")
        assert rows.filter(value__lt=355).count() == 1
        assert rows.filter(value__gt=355).exists() is False
        assert list(rows.order_by("-value").values_list("value", flat=True)) == [Decimal("352.6000")]


def test_rows_that_are_read_late_are_still_of_the_moment(figure):
    """A streamed answer asks for its rows when the view is long over."""
    rows = each(Observation.objects.order_by("pk").iterator(chunk_size=1), on(11))
    assert known_at() is None
    assert [row.stated_value for row in rows] == [Decimal("352.6")]


def test_a_record_that_was_removed_since_is_there(program):
    draft = records.observation(program, publication="draft")
    past.written(30)
    remove(draft)
    past.written(10)
    with as_known(on(11)):
        assert Observation.objects.count() == 1
    with as_known(on(10)):
        assert Observation.objects.count() == 0


def test_the_past_cannot_be_written(figure):
    with as_known(on(11)), pytest.raises(RuntimeError, match="only be read"):
        Observation.objects.update(value=1)


def test_rows_written_in_bulk_count_from_their_making(program):
    Observation.objects.bulk_create(
        [
            Observation(
                program=program,
                indicator=records.indicator(),
                citation=records.citation(),
                value=Decimal("5"),
                **records.UNDATED,
                **records.LIVE,
            )
        ]
    )
    made = Observation.objects.get()
    note = records.note(program)
    made.source_notes.through.objects.bulk_create([made.source_notes.through(observation=made, sourcenote=note)])
    Observation.objects.update(created_at=past.noon(20))
    assert begin_history() == 1
    assert begin_history() == 0
    only = Observation.history.get()
    assert only.history_date == past.noon(20)
    assert [row.sourcenote_id for row in only.source_notes.all()] == [note.pk]


def test_the_seeds_leave_no_record_without_a_version(portal):
    assert begin_history() == 0


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-09", datetime(2026, 3, 9, 15, 59, 59, 999999, UTC)),
        ("2026-03-09T02:00:00Z", datetime(2026, 3, 9, 2, tzinfo=UTC)),
        ("2026-03-09T10:00:00.25+08:00", datetime(2026, 3, 9, 2, 0, 0, 250000, UTC)),
        ("2026-03-09T10:00 08:00", datetime(2026, 3, 9, 2, tzinfo=UTC)),  # a plus sign that an address turned
    ],
)
def test_a_moment_is_a_day_or_a_time_with_its_zone(program, monkeypatch, text, at):
    Program.history.update(history_date=datetime(2026, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 4, 1, tzinfo=UTC))
    assert moment(text) == at
    assert moment(text_of(at)) == at


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "yesterday",
            "2026-02-30",
            "20260309",
            "2026-03",
            "2026-03-09T02:00:00",
            "2026-03-09T99:00Z",
            "2026-W10-1",
        ),
        *("9999-12-31T23:59:59-08:00", "0001-01-01T00:00:00+08:00", "2026-03-09'; --", "٢٠٢٦-٠٣-٠٩", "2026-03-09\x00"),
    ],
)
def test_nonsense_is_answered_with_what_to_give(program, text):
    with pytest.raises(UnknownMoment, match=r"example|begin"):
        moment(text)


def test_days_of_which_nothing_is_known_are_refused(figure):
    with pytest.raises(UnknownMoment, match="still to come"):
        moment(past.days_ago(-1).isoformat())
    with pytest.raises(UnknownMoment, match=f"begin on {past.days_ago(30)}"):
        moment(past.days_ago(31).isoformat())
    with pytest.raises(UnknownMoment, match="begin on"):
        moment((past.noon(30) - timedelta(seconds=1)).isoformat())
    assert moment(past.days_ago(30).isoformat()) > past.noon(30)


def test_an_empty_portal_knows_no_moment(db):
    assert first_known() is None
    assert last_change() is None
    with pytest.raises(UnknownMoment, match="no records yet"):
        moment(past.days_ago(0).isoformat())


def test_the_last_change_is_that_of_any_record(figure):
    assert last_change() == past.noon(10)
    with as_known(on(11)):
        assert last_change() == past.noon(30)
    records.region("360000").save()
    last = last_change()
    assert last
    assert last > past.noon(1)
    with CaptureQueriesContext(connection) as queries:
        last_change()
    assert len(queries) == 1
