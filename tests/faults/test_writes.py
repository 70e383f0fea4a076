"""An import and many saves while readers read: nobody sees an error and no write is lost. The full size (20 000 rows,
200 saves, 16 readers) runs in `make bench`.
"""

from __future__ import annotations

from tests.bench import serving
from tests.bench.writes import Portal, Size, writes_under_reads

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
