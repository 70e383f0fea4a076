"""An import and many saves while readers read: nobody sees an error and no write is lost. The full size (20 000 rows,
200 saves, 16 readers) runs in `make bench`.
"""

from __future__ import annotations

from threading import Thread
from typing import Any

import psycopg
import pytest

from tests.bench import serving
from tests.bench.writes import Portal, Size, writes_under_reads
from tests.faults.conftest import until

SMALL = Size(rows=500, saves=16, readers=8)


def test_on_sqlite_readers_and_writers_do_not_disturb_each_other(sqlite_folder):
    with serving.running("qualityportal.wsgi:application", sqlite_folder) as site:
        outcome = writes_under_reads(Portal(site, sqlite_folder), SMALL)
    _demand_whole(outcome)


def test_on_postgres_readers_and_writers_do_not_disturb_each_other(primary):
    folder, settings = primary.folder.parent, {"DATABASE_URL": primary.url}
    with serving.running("qualityportal.wsgi:application", folder, settings) as site:
        outcome = writes_under_reads(Portal(site, folder, settings), SMALL)
    _demand_whole(outcome)


def _demand_whole(outcome):
    assert outcome.faults == []
    assert len(outcome.saves) == SMALL.saves
    assert set(outcome.statuses) == {"200", "304"}


@pytest.mark.parametrize(
    "move",
    [
        "UPDATE indicators_observation SET indicator_id = %s, publication = 'published' WHERE id = %s",  # one more
        "UPDATE indicators_observation SET indicator_id = %s WHERE id = %s",  # as many as before
    ],
)
def test_what_two_writers_publish_at_once_counts(primary, move):
    """One publishes a program, the other its first figure of an indicator; neither sees what the other has done."""
    one: Any
    with psycopg.connect(primary.url) as one, psycopg.connect(primary.url) as other:
        program, indicator, figure, its_own = one.execute(UNREPORTED).fetchone()
        if "publication" in move:
            one.execute("UPDATE indicators_observation SET publication = 'draft' WHERE id = %s", [figure])
        one.execute("UPDATE programs_program SET publication = 'withdrawn' WHERE id = %s", [program])
        one.commit()

        def publish_figure() -> None:
            other.execute(move, [indicator, figure])
            other.commit()

        one.execute("UPDATE programs_program SET publication = 'published' WHERE id = %s", [program])
        second = Thread(target=publish_figure)
        second.start()
        until(lambda: one.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)").fetchone()[0])
        one.commit()
        second.join()
        counted = "SELECT figures, public FROM indicators_reportedindicator WHERE program_id = %s AND indicator_id = %s"
        assert one.execute(counted, [program, indicator]).fetchone() == (1, 1)
        one.execute("UPDATE indicators_observation SET indicator_id = %s WHERE id = %s", [its_own, figure])


# A public program, an indicator that it does not report, a figure of it and that figure's indicator, which comes later:
# the new row of the counts is then written before the one that there is.
UNREPORTED = """
SELECT o.program_id, i.id, o.id, o.indicator_id FROM indicators_observation AS o
JOIN programs_program AS p ON p.id = o.program_id AND p.publication = 'published'
JOIN indicators_indicator AS i ON i.id < o.indicator_id
WHERE o.publication = 'published' AND NOT EXISTS
  (SELECT 1 FROM indicators_reportedindicator AS r WHERE r.indicator_id = i.id AND r.program_id = p.id)
ORDER BY o.id, i.id LIMIT 1
"""
