"""An import and many saves while readers read: nobody sees an error and no write is lost. The full size (20 000 rows,
200 saves, 16 readers) runs in `make bench`.
"""

from __future__ import annotations

import pytest

from tests.bench import portals
from tests.bench.writes import Size, writes_under_reads


@pytest.mark.parametrize("engine", portals.ENGINES)
def test_readers_and_writers_do_not_disturb_each_other(engine):
    with portals.running(engine) as portal:
        outcome = writes_under_reads(portal, Size(rows=1_500, saves=40, readers=8))
    assert outcome.faults == []
    assert len(outcome.saves) == 40
    assert set(outcome.statuses) == {"200", "304"}
